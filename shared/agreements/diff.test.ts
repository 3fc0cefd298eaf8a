import { expect, test } from "vitest";
import { emptyFields } from "../drafting/clause.ts";
import type { FrozenClause } from "../drafting/sentence.ts";
import { diffClauses } from "./diff.ts";

const clause = (id: string, text: string, change: Partial<FrozenClause> = {}): FrozenClause => ({
  id,
  kind: "free",
  paragraphs: [text],
  fields: emptyFields,
  ...change,
});

const changes = (before: FrozenClause[], after: FrozenClause[]) =>
  diffClauses(before, after).map((found) => [found.clauseId, found.change]);

test("R-G5 changes clause by clause", () =>
  expect(
    changes([clause("1", "x"), clause("2", "y")], [clause("1", "x"), clause("3", "z")]),
  ).toEqual([
    ["1", "same"],
    ["3", "added"],
    ["2", "removed"],
  ]));

test("R-G5 a clause that only moved is the same, in the order of the text now", () =>
  expect(
    changes([clause("1", "x"), clause("2", "y")], [clause("2", "y"), clause("1", "x")]),
  ).toEqual([
    ["2", "same"],
    ["1", "same"],
  ]));

test.each<[string, Partial<FrozenClause>]>([
  ["a word", { paragraphs: ["另一句。"] }],
  ["a paragraph that was split", { paragraphs: ["乙", "付款。"] }],
  ["the kind", { kind: "waiver" }],
  ["an amount", { fields: { ...emptyFields, amountFen: 1 } }],
  ["a row of the plan", { fields: { ...emptyFields, plan: [{ amountFen: 1, dueDate: null }] } }],
])("R-G5 %s changes a clause, and both wordings are given", (_, change) => {
  const before = clause("1", "乙付款。");
  const after = clause("1", "乙付款。", change);
  expect(diffClauses([before], [after])).toEqual([
    { clauseId: "1", change: "changed", before, after },
  ]);
});

test("R-G5 a corrected name in a sentence made from the fields changes no clause", () =>
  expect(
    changes(
      [clause("1", "", { kind: "payment", sentence: "苟恩向甲支付" })],
      [clause("1", "", { kind: "payment", sentence: "苟𠅤向甲支付" })],
    ),
  ).toEqual([["1", "same"]]));
