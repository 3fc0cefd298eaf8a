import { expect, test } from "vitest";
import { on, pays, told } from "../../testing/aText.ts";
import type { ClauseFields } from "../clause.ts";
import { dueDays } from "./payment.ts";

const inRows = (...rows: [number | null, string | null][]): Partial<ClauseFields> => ({
  dueDate: null,
  plan: rows.map(([amountFen, dueDate]) => ({ amountFen, dueDate })),
});

test.each<[string, string, Partial<ClauseFields>]>([
  ["payer-missing!", "payer", { payer: null }],
  ["payee-missing!", "payee", { payee: null, account: "尾号0017" }],
  ["same-party!", "payee", { payer: "a" }],
  ["amount-missing!", "amountFen", { amountFen: null }],
  ["amount-missing!", "amountFen", { amountFen: 0 }],
  ["account-missing", "account", { account: null }],
  ["due-missing!", "dueDate", { dueDate: null }],
  ["date-past!", "dueDate", { dueDate: "2026-11-20" }],
  [
    "plan-row-incomplete!",
    "plan.1",
    inRows([1_000_000, "2026-12-15"], [1_000_000, null], [null, null]),
  ],
  ["plan-sum-differs!", "amountFen", inRows([1_000_000, "2026-12-15"], [900_000, "2027-01-15"])],
  ["plan-order", "plan.0", inRows([1_000_000, "2027-01-15"], [1_000_000, "2026-12-15"])],
  ["date-past!", "plan.0", inRows([1_000_000, "2026-11-01"], [1_000_000, "2026-12-15"])],
])("R-D8 %s is told at %s", (code, field, fields) => {
  expect(told(pays("", fields))).toEqual([code]);
  expect(on(pays("", fields))[0]).toMatchObject({ clauseId: "p", number: 1, field });
});

test("R-D8 what a plan says instead of the whole is said in both numbers", () =>
  expect(on(pays("", inRows([1_000_000, "2026-12-15"], [900_000, "2027-01-15"])))[0]?.detail).toBe(
    "19,000.00 ≠ 20,000.00",
  ));

test("R-D8 a plan stands in place of the one last day", () => {
  const clause = pays("", { dueDate: "2026-12-01", plan: [{ amountFen: 1, dueDate: null }] });
  expect(dueDays(clause)).toEqual([]);
  expect(dueDays(pays(""))).toEqual([{ day: "2026-12-15", field: "dueDate" }]);
  expect(dueDays(pays("", inRows([1, "2026-12-15"], [1, null], [1, "2027-01-15"])))).toEqual([
    { day: "2026-12-15", field: "plan.0" },
    { day: "2027-01-15", field: "plan.2" },
  ]);
});

test("R-D20 a payment due today is pointed out", () =>
  expect(told(pays("", { dueDate: "2026-11-21" }))).toEqual(["date-today"]));
