import { expect, test } from "vitest";
import { emptyFields } from "./clause.ts";
import { eachValue, emptyRow, isFilled, typedWordsIn, valuesOfRow } from "./eachField.ts";

const plan = [
  { amountFen: 100, dueDate: "2026-12-15" },
  { amountFen: null, dueDate: null },
];

const fields = { ...emptyFields, payer: "b", amountFen: 200, account: "尾号0017", plan };

test("every value of a clause is walked once, empty ones too, each under its own place", () => {
  const walked = eachValue(fields).map(({ at, value }) => [at, value]);
  expect(walked).toEqual([
    ["payer", "b"],
    ["payee", null],
    ["amountFen", 200],
    ["dueDate", null],
    ["account", "尾号0017"],
    ["plan.0", 100],
    ["plan.0", "2026-12-15"],
    ["plan.1", null],
    ["plan.1", null],
  ]);
});

test("what was kept before a field existed is walked as not filled in", () => {
  const { account, plan: rows, ...early } = emptyFields;
  expect([account, rows]).toEqual([null, []]);
  expect(eachValue(early as typeof emptyFields)).toEqual(eachValue(emptyFields));
});

test("a row is read cell by cell, a cell it lacks as empty", () => {
  expect(valuesOfRow("plan", { amountFen: 7 }, 3)).toMatchObject([
    { at: "plan.3", cell: "amountFen", value: 7, field: { holds: "money" } },
    { at: "plan.3", cell: "dueDate", value: null, field: { holds: "day" } },
  ]);
  expect(emptyRow("plan")).toEqual({ amountFen: null, dueDate: null });
});

test("R-D1 the words that a person typed are the fields that hold words, and no id or day", () => {
  expect(typedWordsIn(fields)).toEqual(["尾号0017"]);
  expect(typedWordsIn(emptyFields)).toEqual([]);
});

test("a field is filled by a value, also by nought or no words, and a list by a row", () => {
  expect([0, "", "x", [{}]].map(isFilled)).toEqual([true, true, true, true]);
  expect([null, undefined, []].map(isFilled)).toEqual([false, false, false]);
});
