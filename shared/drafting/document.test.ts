import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { free, pays } from "../testing/aText.ts";
import { type Clause, emptyFields } from "./clause.ts";
import {
  addClause,
  addRow,
  bodyOf,
  clausesOf,
  moveClause,
  orderOf,
  readClause,
  readDocument,
  removeClause,
  removedClauses,
  restoreClause,
  rowsOf,
  seedDocument,
  setBody,
  setField,
  setRows,
  standingIds,
} from "./document.ts";

const plan = [
  { amountFen: 1_000_000, dueDate: "2026-12-15" },
  { amountFen: null, dueDate: null },
];

const clauses: Clause[] = [
  free("双方确认。", "free", "c1"),
  pays("以转账方式支付。", { plan }, "c2"),
  { ...free("", "free", "c3"), paragraphs: ["第一段。", "", "第三段。"] },
];

const ids = (doc: Y.Doc) => readDocument(doc).map(({ id }) => id);

/** Two pages of one text, each changed without knowing of the other, then brought together. */
function atOnce(one: (doc: Y.Doc) => void, other: (doc: Y.Doc) => void): Y.Doc {
  const start = seedDocument(clauses);
  const [first, second] = [new Y.Doc(), new Y.Doc()];
  for (const page of [first, second]) Y.applyUpdate(page, Y.encodeStateAsUpdate(start));
  one(first);
  other(second);
  Y.applyUpdate(first, Y.encodeStateAsUpdate(second));
  return first;
}

test("what was seeded is read back as it was", () =>
  expect(readDocument(seedDocument(clauses))).toEqual(clauses));

test("a seed is the same bytes in every process, so that two may begin an epoch at once", () =>
  expect(Y.encodeStateAsUpdate(seedDocument(clauses))).toEqual(
    Y.encodeStateAsUpdate(seedDocument(structuredClone(clauses))),
  ));

test("a clause without words has a paragraph to type in, and one kept before a field existed reads as not filled in", () => {
  const { account, plan: rows, ...early } = emptyFields;
  expect([account, rows]).toEqual([null, []]);
  const doc = seedDocument([{ ...free(""), paragraphs: [], fields: early as Clause["fields"] }]);
  expect(readDocument(doc)[0]).toMatchObject({ paragraphs: [""], fields: emptyFields });
});

test("clauses are added where they are asked for, and never beyond the end", () => {
  const doc = seedDocument(clauses);
  addClause(doc, free("先。", "free", "first"), 0);
  addClause(doc, free("后。", "free", "last"), 99);
  expect(ids(doc)).toEqual(["first", "c1", "c2", "c3", "last"]);
});

test("a value, a row and the words of a clause are replaced; of a clause that isn't there nothing is made", () => {
  const doc = seedDocument(clauses);
  setField(doc, "c2", "amountFen", 5);
  addRow(doc, "c2", "plan");
  setBody(doc, "c1", ["改。", "再改。"]);
  for (const change of [
    () => setField(doc, "none", "amountFen", 5),
    () => addRow(doc, "none", "plan"),
    () => setRows(doc, "none", "plan", plan),
    () => setBody(doc, "none", ["x"]),
    () => removeClause(doc, "none"),
    () => moveClause(doc, "none", 1),
  ])
    change();
  const [first, second] = readDocument(doc);
  expect(first?.paragraphs).toEqual(["改。", "再改。"]);
  expect(second?.fields).toMatchObject({
    amountFen: 5,
    plan: [...plan, { amountFen: null, dueDate: null }],
  });
  expect(ids(doc)).toEqual(["c1", "c2", "c3"]);
  setRows(doc, "c2", "plan", plan.slice(0, 1));
  expect(readDocument(doc)[1]?.fields.plan).toEqual(plan.slice(0, 1));
});

describe("moving and removing", () => {
  test("a clause moves past its neighbour that is seen, not past a removed one alone", () => {
    const doc = seedDocument(clauses);
    removeClause(doc, "c2");
    moveClause(doc, "c1", 1);
    expect(ids(doc)).toEqual(["c3", "c1"]);
    moveClause(doc, "c1", 1);
    expect(ids(doc)).toEqual(["c3", "c1"]);
    moveClause(doc, "c1", -1);
    expect(ids(doc)).toEqual(["c1", "c3"]);
  });
  test("what was removed is kept in its place with its words, and comes back there", () => {
    const doc = seedDocument(clauses);
    removeClause(doc, "c2");
    expect([standingIds(doc), removedClauses(doc)]).toEqual([["c1", "c3"], [clauses[1]]]);
    restoreClause(doc, "c2");
    expect([ids(doc), removedClauses(doc)]).toEqual([["c1", "c2", "c3"], []]);
  });
  test("moved by two at once a clause stands once, and the next move tidies the order", () => {
    const doc = atOnce(
      (page) => moveClause(page, "c1", 1),
      (page) => moveClause(page, "c1", 1),
    );
    expect([orderOf(doc).length, ids(doc)]).toEqual([4, ["c2", "c1", "c3"]]);
    moveClause(doc, "c1", 1);
    expect(orderOf(doc).toArray()).toEqual(["c2", "c3", "c1"]);
  });
  test("words typed into a clause that somebody moves or removes meanwhile land in that clause", () => {
    const types = (page: Y.Doc) => setBody(page, "c1", ["改过的话。"]);
    expect(readDocument(atOnce(types, (page) => moveClause(page, "c1", 1)))[1]).toMatchObject({
      id: "c1",
      paragraphs: ["改过的话。"],
    });
    expect(removedClauses(atOnce(types, (page) => removeClause(page, "c1")))[0]).toMatchObject({
      id: "c1",
      paragraphs: ["改过的话。"],
    });
  });
});

describe("a clause of another shape is none", () => {
  const spoilt = (change: (clause: Y.Map<unknown>, doc: Y.Doc) => unknown) => {
    const doc = seedDocument(clauses);
    const clause = clausesOf(doc).get("c2") as Y.Map<unknown>;
    change(clause, doc);
    expect(ids(doc)).not.toContain("c2");
    return readClause("c2", clause);
  };
  const paragraph = (doc: Y.Doc) => bodyOf(doc, "c2")?.get(0) as Y.XmlElement;
  test.each<[string, (clause: Y.Map<unknown>, doc: Y.Doc) => unknown]>([
    ["an unknown kind", (clause) => clause.set("kind", "judgment")],
    ["neither there nor gone", (clause) => clause.set("gone", "no")],
    ["a part more", (clause) => clause.set("note", "x")],
    ["a part less", (clause) => clause.delete("plan")],
    ["no body", (clause) => clause.set("body", new Y.Map())],
    ["an element for a body", (clause) => clause.set("body", new Y.XmlElement("paragraph"))],
    ["words beside the paragraphs", (_, doc) => bodyOf(doc, "c2")?.insert(0, [new Y.XmlText("x")])],
    ["another element", (_, doc) => bodyOf(doc, "c2")?.insert(0, [new Y.XmlElement("script")])],
    ["an attribute", (_, doc) => paragraph(doc).setAttribute("onclick", "x")],
    ["an element within", (_, doc) => paragraph(doc).insert(0, [new Y.XmlElement("paragraph")])],
    ["formatting", (_, doc) => (paragraph(doc).get(0) as Y.XmlText).format(0, 2, { bold: true })],
    [
      "something embedded",
      (_, doc) => (paragraph(doc).get(0) as Y.XmlText).insertEmbed(0, { file: "x" }),
    ],
    ["no fields", (clause) => clause.set("fields", new Y.Array())],
    ["an unknown field", (clause) => (clause.get("fields") as Y.Map<unknown>).set("note", "x")],
    ["R-D2 a wrong value", (_, doc) => setField(doc, "c2", "dueDate", "2026-02-30")],
    ["rows that are no list", (clause) => clause.set("plan", new Y.Map())],
    ["a row that is none", (clause) => (clause.get("plan") as Y.Array<unknown>).push(["x"])],
    ["a row with a cell more", (_, doc) => rowsOf(doc, "c2", "plan")?.get(0).set("note", "x")],
    [
      "R-D2 a row with a wrong value",
      (_, doc) => rowsOf(doc, "c2", "plan")?.get(0).set("dueDate", 1),
    ],
  ])("%s", (_, change) => expect(spoilt(change)).toBeNull());
  test("a format that was taken off again leaves plain words", () => {
    const doc = seedDocument(clauses);
    const words = paragraph(doc).get(0) as Y.XmlText;
    words.format(0, 2, { bold: true });
    words.format(0, 2, { bold: null });
    words.insert(0, "皆");
    expect(readDocument(doc)[1]?.paragraphs).toEqual(["皆以转账方式支付。"]);
  });
});
