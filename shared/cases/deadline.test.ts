import { expect, test } from "vitest";
import { mediationDeadline } from "./deadline.ts";

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
