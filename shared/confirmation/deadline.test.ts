import { expect, test } from "vitest";
import {
  acceptanceDeadline,
  confirmationDeadline,
  daysLeft,
  filingLimit,
  labourDeadline,
  rulingDeadline,
} from "./deadline.ts";

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

test("R-T3 while the year's notice is not out nobody is late before the latest day it may be", () => {
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

test("R-C3 the court decides on acceptance within three days of filing", () => {
  expect(acceptanceDeadline("2026-11-16")).toBe("2026-11-19");
  expect(acceptanceDeadline("2026-11-19")).toBe("2026-11-23");
});

test("R-C4 the court rules within fifteen days of docketing", () => {
  expect(rulingDeadline("2026-11-16")).toBe("2026-12-01");
  expect(rulingDeadline("2026-11-13")).toBe("2026-11-30");
});

test("R-C1 days left are counted in China's days, whatever the hour in UTC", () => {
  expect(daysLeft("2026-12-14", new Date("2026-12-14T15:59:59Z"))).toBe(0);
  expect(daysLeft("2026-12-14", new Date("2026-12-14T16:00:00Z"))).toBe(-1);
  expect(daysLeft("2026-12-14", new Date("2026-11-30T16:00:00Z"))).toBe(13);
});
