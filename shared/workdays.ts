import { isWorkday } from "chinese-days";

/** A calendar day as "YYYY-MM-DD", always meant in China's time (UTC+8, no daylight saving). */
export type Day = string;

const MS_PER_DAY = 86_400_000;
export const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toISOString().slice(0, 10) === text;

export function isDaySafe(text: unknown): text is Day {
  try { return typeof text === "string" && isDay(text); } catch { return false; }
}

/** The day in China of an instant. */
export const dayOf = (instant: Date): Day => new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
export const addDays = (day: Day, days: number): Day => new Date(Date.parse(`${day}T00:00:00Z`) + days * MS_PER_DAY).toISOString().slice(0, 10);
export const daysBetween = (from: Day, to: Day): number => Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / MS_PER_DAY);
/** "2026-11-12" → "2026年11月12日". */
export const inChinese = (day: Day): string => day.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, "$1年$2月$3日");

/**
 * R-T1. The last day of a period of `days` days beginning at `from`: the first day is not counted, and a last day that
 * is a legal holiday or a weekend rolls to the next working day (民诉法 85; 民法典 201, 203). 调休 days count as working days.
 */
export function lastDay(from: Day, days: number): Day {
  let day = addDays(from, days);
  while (!isWorkday(day)) day = addDays(day, 1);
  return day;
}
