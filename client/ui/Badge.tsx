import type { ReactNode } from "react";

type Kind = "" | "good" | "warn" | "bad" | "accent" | "private" | "demo";

export function Badge({ kind = "", children }: { kind?: Kind; children: ReactNode }) {
  return <span className={`badge ${kind}`}>{children}</span>;
}
