import { expect, test } from "vitest";
import { type Clause, emptyFields } from "../../shared/drafting/clause.ts";
import {
  readDocument,
  removeClause,
  seedDocument,
  setBody,
  setField,
} from "../../shared/drafting/document.ts";
import { putBack } from "./putBack.ts";

const base: Clause = {
  id: "c1",
  kind: "payment",
  paragraphs: ["原来的话"],
  fields: { ...emptyFields, payer: "甲", amountFen: 100_00 },
};

const PLAN = [
  { amountFen: 50_00, dueDate: "2026-12-25" },
  { amountFen: 70_00, dueDate: "2027-01-25" },
];

/**
 * What this person had: other words, another amount, an account and a plan that the server never
 * took.
 */
const mine: Clause = {
  ...base,
  paragraphs: ["原来的话", "我加的话"],
  fields: { ...base.fields, amountFen: 120_00, account: "尾号0017", plan: PLAN },
};

function given(standing: Clause[] = [base]) {
  const doc = seedDocument(standing);
  const forgotten: string[] = [];
  const link = { doc, forgetOne: (id: string) => void forgotten.push(id) };
  return { doc, forgotten, link, now: () => readDocument(doc)[0] };
}

test("words, amount, account and plan come back into a clause that nobody touched, and are told no more", () => {
  const { forgotten, link, now } = given();
  putBack(link, { number: 1, clause: mine, base });
  expect(now()).toEqual(mine);
  expect(forgotten).toEqual(["c1"]);
});

test("what others wrote and filled in meanwhile stays; a field filled in differently goes on being told", () => {
  const { doc, forgotten, link, now } = given();
  setBody(doc, "c1", ["别人改过的话"]);
  setField(doc, "c1", "amountFen", 90_00);
  putBack(link, { number: 1, clause: mine, base });
  expect(now()?.paragraphs).toEqual(["别人改过的话", "原来的话", "我加的话"]);
  expect(now()?.fields).toEqual({ ...mine.fields, amountFen: 90_00 });
  expect(forgotten).toEqual([]);
  putBack(link, { number: 1, clause: mine, base });
  expect(now()?.paragraphs).toEqual(["别人改过的话", "原来的话", "我加的话"]);
});

test("a clause that was removed, or is of another text, comes whole", () => {
  const removed = given();
  removeClause(removed.doc, "c1");
  putBack(removed.link, { number: 1, clause: mine, base });
  expect(removed.now()).toEqual(mine);
  const other = given([]);
  putBack(other.link, { number: 1, clause: mine, base: null });
  expect(other.now()).toEqual(mine);
});
