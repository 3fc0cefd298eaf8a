import { expect, test } from "vitest";
import { ordinal } from "./clause.ts";
import { isValueOf } from "./clauseFields.ts";
import { type ScalarName, scalarField } from "./eachField.ts";

test.each<[ScalarName, unknown[], unknown[]]>([
  ["payer", [null, "p1"], ["x".repeat(65), 1, {}, undefined]],
  ["payee", [null, "p1"], ["x".repeat(65), true]],
  ["amountFen", [null, 0, 1, 30_400_000], [-1, 0.5, "1", Number.NaN, 1e13, undefined]],
  [
    "dueDate",
    [null, "2026-12-15", "2028-02-29"],
    ["2026-02-29", "2026-13-01", "15.12.2026", "", 1],
  ],
  ["account", [null, "", "户名卫龑"], ["x".repeat(201), 1]],
])("R-D2 what %s may hold", (field, right, wrong) => {
  for (const value of right) expect(isValueOf(scalarField(field), value)).toBe(true);
  for (const value of wrong) expect(isValueOf(scalarField(field), value)).toBe(false);
});

test("clause numbers", () =>
  expect([1, 10, 11, 20, 21, 99].map(ordinal)).toEqual([
    "一",
    "十",
    "十一",
    "二十",
    "二十一",
    "九十九",
  ]));
