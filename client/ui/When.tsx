import { useTranslation } from "react-i18next";

/**
 * A date and time as people here write them, in China's time; this year's without its year, unless
 * it is a paper's.
 */
export function When({ at, withYear = false }: { at: string; withYear?: boolean }) {
  const { i18n } = useTranslation();
  const thisYear = new Date(at).getFullYear() === new Date().getFullYear();
  return (
    <time dateTime={at}>
      {new Intl.DateTimeFormat(i18n.language, {
        timeZone: "Asia/Shanghai",
        month: "numeric",
        day: "numeric",
        hour: "2-digit",
        minute: "2-digit",
        year: !withYear && thisYear ? undefined : "numeric",
      }).format(new Date(at))}
    </time>
  );
}

export function Day({ day }: { day: string }) {
  const { i18n } = useTranslation();
  return (
    <time dateTime={day}>
      {new Intl.DateTimeFormat(i18n.language, {
        timeZone: "UTC",
        year: "numeric",
        month: "long",
        day: "numeric",
      }).format(new Date(`${day}T00:00:00Z`))}
    </time>
  );
}
