import { expect, test } from "vitest";
import { z } from "zod";
import { readColumn, readTextColumn, WrongShape } from "./column.ts";

const place = { table: "draft", column: "seed", row: "7f1c" } as const;
const seed = z.array(z.object({ id: z.string(), rows: z.array(z.number()) }));

test("what is of the right shape is read", () => {
  const value = [{ id: "c1", rows: [1, 2] }];
  expect(readColumn(seed, value, place)).toEqual(value);
  expect(readTextColumn(seed, JSON.stringify(value), place)).toEqual(value);
});

test.each<[string, unknown, string]>([
  ["nothing", null, "itself (invalid_type)"],
  ["a part of another type", [{ id: "c1", rows: [1, "two"] }], "0.rows.1 (invalid_type)"],
  ["a part that is missing", [{ id: "c1" }], "0.rows (invalid_type)"],
])("%s: the error names table, column, row and place", (_, value, where) =>
  expect(() => readColumn(seed, value, place)).toThrow(new WrongShape(place, where)),
);

test("the error says nothing of the value: it may be somebody's secret", () => {
  const secret = [{ id: 1, rows: ["苟𠅤 330199199001151234"] }];
  expect(() => readColumn(seed, secret, place)).toThrow(/^draft\.seed of row 7f1c has/);
  expect(() => readColumn(seed, secret, place)).not.toThrow(/苟|3301/);
});

test("a text that is no JSON is told as such", () =>
  expect(() => readTextColumn(seed, "[{", place)).toThrow("wrong shape: no JSON"));

test("many faults are told by the first of them", () => {
  const many = Array.from({ length: 500 }, () => ({ id: 1, rows: [] }));
  expect(() => readColumn(seed, many, place)).toThrow(
    "0.id (invalid_type), 1.id (invalid_type), 2.id (invalid_type)",
  );
});
