import chineseDays from "chinese-days";
import { addDays, type Day } from "./day.ts";

const { isWorkday } = chineseDays;

/**
 * R-T1. The last day of a period of `days` days beginning at `from`: the first day is not counted, and a last day that
 * is a legal holiday or a weekend rolls to the next working day (民诉法 85; 民法典 201, 203). 调休 days count as working days.
 */
export function lastDay(from: Day, days: number): Day {
  let day = addDays(from, days);
  while (!isWorkday(day)) day = addDays(day, 1);
  return day;
}
