/** A calendar day as "YYYY-MM-DD", always meant in China's time (UTC+8, no daylight saving). */
export type Day = string;

const MS_PER_DAY = 86_400_000;

export function isDay(text: unknown): text is Day {
  if (typeof text !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text;
}

/** The day in China of an instant. */
export const dayOf = (instant: Date): Day =>
  new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);

export const addDays = (day: Day, days: number): Day =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * MS_PER_DAY).toISOString().slice(0, 10);

export const daysBetween = (from: Day, to: Day): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / MS_PER_DAY);

/** "2026-11-12" → "2026年11月12日". */
export const inChinese = (day: Day): string =>
  day.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, "$1年$2月$3日");
