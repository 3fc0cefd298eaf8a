import type { ButtonHTMLAttributes } from "react";

type Look = "main" | "danger" | "small" | "block" | "plain";
type Props = ButtonHTMLAttributes<HTMLButtonElement> & Partial<Record<Look | "busy", boolean>>;

export function Button({ busy, disabled, className = "", children, ...given }: Props) {
  const { main, danger, small, block, plain, ...rest } = given;
  const asked = { main, danger, small, block, plain };
  const looks = Object.entries(asked).map(([name, on]) => on && name);
  const classes = `button ${looks.filter(Boolean).join(" ")} ${className}`;
  return (
    <button type="button" {...rest} disabled={disabled || busy} className={classes}>
      {busy && <span className="spin" aria-hidden />}
      {children}
    </button>
  );
}
