import { type ButtonHTMLAttributes, cloneElement, type ReactElement, type ReactNode, useEffect, useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Refused } from "../transport/api.ts";

export function Button({
  main,
  danger,
  small,
  block,
  plain,
  busy,
  className = "",
  children,
  disabled,
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement> & {
  main?: boolean;
  danger?: boolean;
  small?: boolean;
  block?: boolean;
  plain?: boolean;
  busy?: boolean;
}) {
  const looks = [main && "main", danger && "danger", small && "small", block && "block", plain && "plain"].filter(Boolean).join(" ");
  return (
    <button type="button" {...rest} disabled={disabled || busy} className={`button ${looks} ${className}`}>
      {busy && <span className="spin" aria-hidden />}
      {children}
    </button>
  );
}

/** Takes the reader to the first field that is marked wrong, if there is one. */
export function firstWrong(form: HTMLElement): boolean {
  const wrong = form.querySelector<HTMLElement>('[aria-invalid="true"]');
  wrong?.focus();
  return wrong !== null;
}

export function Field({
  label,
  hint,
  wrong,
  children,
}: {
  label: string;
  hint?: ReactNode;
  wrong?: string | null | undefined;
  children: ReactElement<Record<string, unknown>>;
}) {
  const id = useId(),
    about = [hint ? `${id}-hint` : "", wrong ? `${id}-wrong` : ""].filter(Boolean).join(" ");
  return (
    <div className="field">
      <label className="label" htmlFor={id} style={{ display: "block", fontWeight: 600, marginBottom: 4 }}>
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

export function Notice({ kind = "", children }: { kind?: "" | "bad" | "warn" | "good" | "private"; children: ReactNode }) {
  return (
    <div className={`notice ${kind}`} role={kind === "bad" ? "alert" : "status"}>
      {children}
    </div>
  );
}

/** What went wrong and what to do; an unknown fault carries its number. */
export function Wrong({ error }: { error: unknown }) {
  const { t } = useTranslation();
  if (!error) return null;
  const refused = error instanceof Refused ? error.problem : null;
  return (
    <Notice kind="bad">
      <p>
        {refused?.title ?? t("ui.unknown")} <WaitTime of={refused?.details?.waitSeconds} />
      </p>
      {refused?.code === "request/unknown" && refused.requestId && (
        <p className="small">
          {t("ui.number")} {refused.requestId.slice(0, 8)}
        </p>
      )}
    </Notice>
  );
}

/** How long until it is worth trying again; in whole minutes or hours once it is longer, so that nobody counts seconds. */
function WaitTime({ of: seconds }: { of: unknown }) {
  const { t } = useTranslation();
  if (typeof seconds !== "number") return null;
  if (seconds <= 90) return <span>{t("ui.waitSeconds", { count: Math.ceil(seconds) })}</span>;
  if (seconds <= 90 * 60) return <span>{t("ui.waitMinutes", { count: Math.ceil(seconds / 60) })}</span>;
  return <span>{t("ui.waitHours", { count: Math.ceil(seconds / 3600) })}</span>;
}

export function Loading({ what }: { what?: string }) {
  const { t } = useTranslation();
  return (
    <div className="empty" role="status">
      <span className="spin" aria-hidden />
      {what ?? t("ui.loading")}
    </div>
  );
}

export function Empty({ children }: { children: ReactNode }) {
  return <div className="empty">{children}</div>;
}

export function Badge({
  kind = "",
  children,
}: {
  kind?: "" | "good" | "warn" | "bad" | "accent" | "private" | "demo";
  children: ReactNode;
}) {
  return <span className={`badge ${kind}`}>{children}</span>;
}

export function Dialog({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null),
    { t } = useTranslation(),
    id = useId();
  useEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div className="inner">
        <div className="row between">
          <h2 id={id}>{title}</h2>
          <Button small plain onClick={onClose}>
            {t("ui.close")}
          </Button>
        </div>
        {children}
      </div>
    </dialog>
  );
}

/** A date and time as people here write them, in China's time; this year's without its year, unless it is a paper's. */
export function When({ at, withYear = false }: { at: string; withYear?: boolean }) {
  const { i18n } = useTranslation();
  return (
    <time dateTime={at}>
      {new Intl.DateTimeFormat(i18n.language, {
        timeZone: "Asia/Shanghai",
        month: "numeric",
        day: "numeric",
        hour: "2-digit",
        minute: "2-digit",
        year: !withYear && new Date(at).getFullYear() === new Date().getFullYear() ? undefined : "numeric",
      }).format(new Date(at))}
    </time>
  );
}
export function Day({ day }: { day: string }) {
  const { i18n } = useTranslation();
  return (
    <time dateTime={day}>
      {new Intl.DateTimeFormat(i18n.language, { timeZone: "UTC", year: "numeric", month: "long", day: "numeric" }).format(
        new Date(`${day}T00:00:00Z`),
      )}
    </time>
  );
}
