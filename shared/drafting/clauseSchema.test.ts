import { expect, test } from "vitest";
import { pays } from "../testing/aText.ts";
import { type Clause, emptyFields } from "./clause.ts";
import { clauseSchema } from "./clauseSchema.ts";

const plan = [{ amountFen: 1_000_000, dueDate: "2026-12-15" }];
const whole: Clause = pays("以转账方式支付。", { plan });
const withFields = (fields: object) => clauseSchema.safeParse({ ...whole, fields });

test("a clause is read as it was kept, with what it says beyond the table", () => {
  expect(clauseSchema.parse(whole)).toEqual(whole);
  expect(clauseSchema.parse({ ...whole, sentence: "乙向甲支付" })).toHaveProperty("sentence");
});

test("R-D2 a field that was not there yet reads as not filled in", () => {
  const { account, plan: rows, ...early } = whole.fields;
  expect([account, rows]).toEqual(["户名甲，尾号0017", plan]);
  expect(withFields(early).data?.fields).toEqual({ ...early, account: null, plan: [] });
  expect(withFields({}).data?.fields).toEqual(emptyFields);
});

test("R-D2 what the table no longer has is kept: it was signed so", () =>
  expect(withFields({ ...whole.fields, former: "某" }).data?.fields).toHaveProperty("former"));

test.each<[string, object]>([
  ["a fraction of a fen", { amountFen: 0.5 }],
  ["an amount in words", { amountFen: "壹万元" }],
  ["a day that is none", { dueDate: "2026-02-30" }],
  ["an account beyond its length", { account: "长".repeat(201) }],
  ["a plan that is no list", { plan: null }],
  ["a row that is none", { plan: [1] }],
  ["a row with a wrong day", { plan: [{ amountFen: 1, dueDate: "soon" }] }],
])("R-D2 %s is refused", (_, fields) =>
  expect(withFields({ ...whole.fields, ...fields }).success).toBe(false),
);

test.each<[string, object]>([
  ["no id", { id: undefined }],
  ["an unknown kind", { kind: "judgment" }],
  ["words that are no list", { paragraphs: "以转账方式支付。" }],
  ["no fields", { fields: null }],
])("%s is no clause", (_, change) =>
  expect(clauseSchema.safeParse({ ...whole, ...change }).success).toBe(false),
);
