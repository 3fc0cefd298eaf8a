import type { ReactNode } from "react";

type Props = { kind?: "" | "bad" | "warn" | "good" | "private"; children: ReactNode };

export function Notice({ kind = "", children }: Props) {
  return (
    <div className={`notice ${kind}`} role={kind === "bad" ? "alert" : "status"}>
      {children}
    </div>
  );
}
