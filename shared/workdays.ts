import chineseDays from "chinese-days";
import { addDays, type Day, daysBetween } from "./day.ts";

const { getHolidaysInRange, getSolarDateFromLunar, getSolarTermDate, isWorkday } = chineseDays;

const yearOf = (day: Day): number => Number(day.slice(0, 4));
const FIRST_YEAR_OF_DATA = 2025;

/**
 * The last year whose holidays and adjusted working days (调休) the State Council's yearly notice has
 * fixed and our calendar data holds. Later years know only what the law itself fixes.
 */
export const calendarPublishedThrough: number = lastPublishedYear();

function lastPublishedYear(): number {
  let year = FIRST_YEAR_OF_DATA;
  while (getHolidaysInRange(`${year + 1}-01-01`, `${year + 1}-12-31`, false).length > 0) year++;
  return year;
}

/**
 * R-T3. Whether the rest days around this day are fixed; where they are not yet, a period may end
 * later than computed.
 */
export const isCalendarPublished = (day: Day): boolean => yearOf(day) <= calendarPublishedThrough;

const holidaysByYear = new Map<number, ReadonlySet<Day>>();

/**
 * R-T3. The public holidays of a year that need no yearly notice (全国年节及纪念日放假办法 2, as revised for
 * 2025): 元旦, 除夕 to 初三, 清明, 1 and 2 May, 端午, 中秋, 1 to 3 October.
 */
export function legalHolidays(year: number): ReadonlySet<Day> {
  const known = holidaysByYear.get(year);
  if (known) return known;
  const newYear = getSolarDateFromLunar(`${year}-01-01`).date;
  const days = new Set([
    `${year}-01-01`,
    ...[-1, 0, 1, 2].map((offset) => addDays(newYear, offset)),
    getSolarTermDate(year, 4, "pure_brightness"),
    `${year}-05-01`,
    `${year}-05-02`,
    getSolarDateFromLunar(`${year}-05-05`).date,
    getSolarDateFromLunar(`${year}-08-15`).date,
    `${year}-10-01`,
    `${year}-10-02`,
    `${year}-10-03`,
  ]);
  holidaysByYear.set(year, days);
  return days;
}

const isWeekend = (day: Day): boolean => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

/**
 * A weekend or legal holiday. By the yearly notice where it is out (调休 days count as working days),
 * else by the law alone.
 */
const isRestDay = (day: Day): boolean =>
  isCalendarPublished(day)
    ? !isWorkday(day)
    : isWeekend(day) || legalHolidays(yearOf(day)).has(day);

const HOLIDAY_REACH_DAYS = 7;

/**
 * A day that a notice not yet published may make a rest day: holidays on a weekend are made up for,
 * and days are moved around them.
 */
function mayBecomeRestDay(day: Day): boolean {
  if (isCalendarPublished(day)) return false;
  const year = yearOf(day);
  return [...legalHolidays(year), `${year + 1}-01-01`].some(
    (holiday) => Math.abs(daysBetween(holiday, day)) <= HOLIDAY_REACH_DAYS,
  );
}

function roll(from: Day, rests: (day: Day) => boolean): Day {
  let day = from;
  while (rests(day)) day = addDays(day, 1);
  return day;
}

/**
 * R-T1. The last day of a period of `days` days beginning at `from`: the first day is not counted,
 * and a last day that is a legal holiday or a weekend rolls to the next working day (民诉法 85; 民法典
 * 201, 203).
 */
export const lastDay = (from: Day, days: number): Day => roll(addDays(from, days), isRestDay);

/**
 * R-T3. The latest day on which the same period may turn out to end once the yearly notice is out;
 * the same as `lastDay` where it is. Nobody is told that he is late before this day has passed.
 */
export const latestLastDay = (from: Day, days: number): Day =>
  roll(addDays(from, days), (day) => isRestDay(day) || mayBecomeRestDay(day));

/**
 * R-T4. The last day of a period of `months` months beginning at `from`: the corresponding day of
 * the last month or, where there is none, that month's last day (民法典 202); a rest day rolls on as
 * in R-T1.
 */
export function lastDayOfMonths(from: Day, months: number): Day {
  const [year, month, day] = from.split("-").map(Number) as [number, number, number];
  const lastOfMonth = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  const corresponding = new Date(Date.UTC(year, month - 1 + months, Math.min(day, lastOfMonth)));
  return roll(corresponding.toISOString().slice(0, 10), isRestDay);
}
