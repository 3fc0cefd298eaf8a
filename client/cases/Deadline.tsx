import { useTranslation } from "react-i18next";
import type { CaseView } from "../../shared/cases/contract.ts";
import { Badge } from "../ui/Badge.tsx";
import { Day } from "../ui/When.tsx";

/** The day by which something must be done, and how far off it is. */
export function Deadline({ deadline }: { deadline: NonNullable<CaseView["deadline"]> }) {
  const { t } = useTranslation();
  const left = deadline.daysLeft;
  const kind = deadline.met ? "good" : left < 0 ? "bad" : left <= 5 ? "warn" : "";
  return (
    <>
      {t(`cases.deadline.${deadline.of}`)} <Day day={deadline.day} />{" "}
      <Badge kind={kind}>{deadline.met ? t("cases.filedInTime") : <DaysLeft left={left} />}</Badge>
      {!deadline.met && <CalendarNote day={deadline.day} certain={deadline.certain} />}
    </>
  );
}

/** How far off a day is, as people say it. */
export function DaysLeft({ left }: { left: number }) {
  const { t } = useTranslation();
  return left < 0
    ? t("cases.past")
    : left === 0
      ? t("cases.today")
      : t("cases.daysLeft", { count: left });
}

/**
 * Says that a last day may still move, because that year's holidays are not published yet (R-T3).
 */
export function CalendarNote({ day, certain }: { day: string; certain: boolean }) {
  const { t } = useTranslation();
  return certain ? null : (
    <span className="small muted">{t("cases.calendarOpen", { year: day.slice(0, 4) })}</span>
  );
}
