import fc from "fast-check";
import { expect, test } from "vitest";
import {
  calendarPublishedThrough,
  isCalendarPublished,
  lastDay,
  lastDayOfMonths,
  legalHolidays,
} from "./workdays.ts";

test("R-T3 public holidays known by law alone, through 2028", () => {
  const springs = { 2027: ["2027-02-05", "2027-02-08"], 2028: ["2028-01-25", "2028-01-28"] };
  for (const [year, [eve, third]] of Object.entries(springs))
    expect([
      legalHolidays(Number(year)).has(eve as string),
      legalHolidays(Number(year)).has(third as string),
    ]).toEqual([true, true]);
  expect([...legalHolidays(2027)].sort()).toEqual(
    "01-01 02-05 02-06 02-07 02-08 04-05 05-01 05-02 06-09 09-15 10-01 10-02 10-03"
      .split(" ")
      .map((day) => `2027-${day}`),
  );
  expect([...legalHolidays(2028)].sort()).toEqual(
    "01-01 01-25 01-26 01-27 01-28 04-04 05-01 05-02 05-28 10-01 10-02 10-03"
      .split(" ")
      .map((day) => `2028-${day}`),
  );
});

test("R-T3 a year without its notice is said to be open", () =>
  expect([
    isCalendarPublished("2026-12-31"),
    isCalendarPublished(`${calendarPublishedThrough + 1}-01-04`),
  ]).toEqual([true, false]));

test.each([
  ["2026-08-31", 1, "2026-09-30"],
  ["2027-11-30", 3, "2028-02-29"],
  ["2026-11-30", 3, "2027-03-01"],
  ["2026-07-15", 12, "2027-07-15"],
  ["2026-06-15", 7, "2027-01-15"],
])("R-T4 from %s, %i months end %s", (from, months, to) =>
  expect(lastDayOfMonths(from, months)).toBe(to),
);

test.each([
  ["2026-11-12", 30, "2026-12-14"],
  ["2026-09-01", 30, "2026-10-08"],
  ["2026-02-01", 15, "2026-02-24"],
  ["2026-10-09", 1, "2026-10-10"],
])("R-T1 from %s, %i days end %s: the first not counted, no rest day last", (from, days, to) =>
  expect(lastDay(from, days)).toBe(to),
);

test("R-T1 the last day is never a rest day, and never early", () =>
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 700 }),
      fc.integer({ min: 1, max: 60 }),
      (offset, days) => {
        const from = new Date(Date.UTC(2025, 0, 1) + offset * 864e5).toISOString().slice(0, 10);
        const to = lastDay(from, days);
        return to >= new Date(Date.parse(from) + days * 864e5).toISOString().slice(0, 10);
      },
    ),
  ));
