import { type Day, dayOf, daysBetween } from "../day.ts";
import { lastDay, latestLastDay } from "../workdays.ts";

/**
 * R-C1. Judicial confirmation: 30 days from the day the agreement takes effect (民诉法 205; 人民调解法 33).
 */
export const confirmationDeadline = (effectiveDay: Day): Day => lastDay(effectiveDay, 30);

/**
 * R-T3. The day after whose end filing is refused as late: the last day, or the latest it may be
 * while the year's holidays are not published.
 */
export const filingLimit = (effectiveDay: Day): Day => latestLastDay(effectiveDay, 30);

/** R-C2. Labour arbitration's review and confirmation: 15 days from the effective day (办案规则 74). */
export const labourDeadline = (effectiveDay: Day): Day => lastDay(effectiveDay, 15);

/** R-C3. The court decides on acceptance within 3 days of filing (法释〔2011〕5号 art. 4). */
export const acceptanceDeadline = (filedDay: Day): Day => lastDay(filedDay, 3);

/** R-C4. The court decides within 15 days of acceptance (法释〔2011〕5号 art. 5). */
export const rulingDeadline = (docketedDay: Day): Day => lastDay(docketedDay, 15);

/** Days left until `day` as people count them: 0 is today, negative is past. */
export const daysLeft = (day: Day, now: Date): number => daysBetween(dayOf(now), day);
