import fc from "fast-check";
import { expect, test } from "vitest";
import { mediationDeadline } from "./cases/deadline.ts";
import { confirmationDeadline, filingLimit, labourDeadline } from "./confirmation/deadline.ts";
import {
  calendarPublishedThrough,
  isCalendarPublished,
  lastDay,
  legalHolidays,
} from "./workdays.ts";

test.each([
  ["2026-08-31", "2026-09-30"],
  ["2026-10-31", "2026-11-30"],
  ["2026-11-25", "2026-12-25"],
  ["2027-01-31", "2027-03-01"],
  ["2028-01-31", "2028-02-29"],
  ["2026-12-01", "2027-01-04"],
])("R-T2 R-T4 accepted %s → a month ends %s (民法典 202)", (from, to) =>
  expect(mediationDeadline(from)).toBe(to),
);
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
test.each([
  ["2026-12-02", "2027-01-04"],
  ["2027-01-06", "2027-02-09"],
  ["2027-03-06", "2027-04-06"],
  ["2027-05-10", "2027-06-10"],
  ["2027-08-16", "2027-09-16"],
  ["2027-09-01", "2027-10-04"],
  ["2027-12-02", "2028-01-03"],
  ["2027-12-26", "2028-01-31"],
  ["2028-03-05", "2028-04-05"],
  ["2028-09-01", "2028-10-04"],
])("R-T3 effective %s → last day %s, before that year's notice is out", (from, to) =>
  expect(confirmationDeadline(from)).toBe(to),
);
test("R-T3 a year without its notice is said to be open, and nobody is late before the latest day it may be", () => {
  expect([
    isCalendarPublished("2026-12-31"),
    isCalendarPublished(`${calendarPublishedThrough + 1}-01-04`),
  ]).toEqual([true, false]);
  expect(filingLimit("2026-11-12")).toBe("2026-12-14");
  expect(filingLimit("2026-12-02") >= "2027-01-08").toBe(true);
  expect(filingLimit("2027-05-30")).toBe(confirmationDeadline("2027-05-30"));
});
test.each([
  ["2026-11-12", "2026-12-14"],
  ["2026-11-16", "2026-12-16"],
  ["2026-11-18", "2026-12-18"],
  ["2026-10-30", "2026-11-30"],
  ["2026-11-20", "2026-12-21"],
  ["2026-09-01", "2026-10-08"],
])("R-C1 effective %s → last day %s", (from, to) => expect(confirmationDeadline(from)).toBe(to));
test("R-C2 labour: 15 days", () => expect(labourDeadline("2026-11-05")).toBe("2026-11-20"));
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
