import { cloneElement, type ReactElement, type ReactNode, useId } from "react";

type Props = {
  label: string;
  hint?: ReactNode;
  wrong?: string | null | undefined;
  children: ReactElement<Record<string, unknown>>;
};

export function Field({ label, hint, wrong, children }: Props) {
  const id = useId();
  const about = [hint ? `${id}-hint` : "", wrong ? `${id}-wrong` : ""].filter(Boolean).join(" ");
  return (
    <div className="field">
      <label className="label" htmlFor={id}>
        {label}
      </label>
      {cloneElement(children, {
        id,
        className: `input ${(children.props.className as string | undefined) ?? ""}`,
        "aria-invalid": wrong ? true : undefined,
        "aria-describedby": about || undefined,
      })}
      {hint && (
        <span className="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {wrong && (
        <span className="wrong" id={`${id}-wrong`}>
          {wrong}
        </span>
      )}
    </div>
  );
}
