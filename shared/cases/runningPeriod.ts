import { daysLeft } from "../confirmation/deadline.ts";
import type { Day } from "../day.ts";
import { isCalendarPublished } from "../workdays.ts";
import type { Marks } from "./marks.ts";

/** A period that runs in a case. */
export type RunningPeriod = {
  day: Day;
  /** 0 is today, negative is past. */
  daysLeft: number;
  of: "mediation" | "confirmation";
  /** The application was filed in time. */
  met: boolean;
  /** False while the holidays of that year are not published: the day may turn out later (R-T3). */
  certain: boolean;
};

/**
 * The period that runs: the court's once an agreement is in force, else mediation's; none once a
 * court has answered.
 */
export function runningPeriod(
  { cases, confirmation }: Pick<Marks, "cases" | "confirmation">,
  now: Date,
): RunningPeriod | null {
  const { state } = confirmation;
  const isAnswered = state === "confirmed" || state === "dismissed" || state === "not-accepted";
  const day = confirmation.due ?? cases.due;
  if (isAnswered || cases.state === "over" || day === null) return null;
  return {
    day,
    daysLeft: daysLeft(day, now),
    of: confirmation.due ? "confirmation" : "mediation",
    met: confirmation.met,
    certain: isCalendarPublished(day),
  };
}
