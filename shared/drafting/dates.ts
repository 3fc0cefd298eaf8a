import { type Day, isDay } from "../day.ts";
import { NUMERALS, numeralValue } from "./numerals.ts";
import { readable } from "./readable.ts";

/** A date found in a text. Without a year `day` is null and only month and day are known. */
export type FoundDate = {
  day: Day | null;
  monthDay: string;
  possible: boolean;
  quote: string;
  start: number;
  end: number;
};

const N = `(?:\\d{1,2}|[${NUMERALS}]{1,3})`;

const patterns = [
  new RegExp(
    `(?<y>\\d{4}|[〇零一二三四五六七八九]{4})\\s*年\\s*(?<m>${N})\\s*月\\s*(?<d>${N})\\s*[日号]?`,
    "gu",
  ),
  /(?<![\d.-])(?<y>(?:19|20)\d{2})[-/.](?<m>\d{1,2})[-/.](?<d>\d{1,2})(?![\d-])/gu,
  new RegExp(`(?<![\\d年])(?<m>${N})\\s*月\\s*(?<d>${N})\\s*[日号]`, "gu"),
];

/** R-D11, for dates: 2026年12月15日, 2026-12-15, 12月15日, 二〇二六年十二月十五日. */
export function datesIn(text: string): FoundDate[] {
  const { plain, quote } = readable(text);
  const found: FoundDate[] = [];
  for (const pattern of patterns)
    for (const match of plain.matchAll(pattern)) {
      const start = match.index;
      const end = start + match[0].length;
      const { y, m, d } = match.groups ?? {};
      const [year, month, day] = [
        y === undefined ? null : numeralValue(y),
        numeralValue(m ?? ""),
        numeralValue(d ?? ""),
      ];
      if (month === null || day === null || found.some((one) => start < one.end && one.start < end))
        continue;
      const monthDay = `${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
      const full = year === null ? null : `${year}-${monthDay}`;
      found.push({
        day: full,
        monthDay,
        possible: isDay(full ?? `2028-${monthDay}`),
        quote: quote(start, end),
        start,
        end,
      });
    }
  return found.sort((one, other) => one.start - other.start);
}
