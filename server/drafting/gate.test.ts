import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { emptyFields } from "../../shared/drafting/clause.ts";
import {
  addClause,
  bodyOf,
  clausesOf,
  moveClause,
  orderOf,
  readDocument,
  rowsOf,
  seedDocument,
  setField,
} from "../../shared/drafting/document.ts";
import { Gate, type Verdict } from "./gate.ts";
import {
  writer,
  know,
  judge,
  copy,
  base,
  edit,
  paragraphOf,
  textOf,
  mapOf,
  fieldsOf,
} from "../testing/atTheGate.ts";
import { wordsIn } from "../testing/editor.ts";

test("R-D30 a document within the document is refused in a place that was deleted, too: its bytes would still be stored and merged", () => {
  const server = seedDocument([
    {
      id: "c1",
      kind: "payment",
      paragraphs: [""],
      fields: { ...emptyFields, plan: [{ amountFen: 1, dueDate: null }] },
    },
  ]);
  const client = copy(server);
  const before = Y.encodeStateVector(client);
  rowsOf(server, "c1", "plan")?.delete(0, 1);
  rowsOf(client, "c1", "plan")?.get(0).set("amountFen", new Y.Doc());
  expect(judge(server, Y.encodeStateAsUpdate(client, before)).refused).toBe("drafting/wrong-shape");
});

describe("the gate refuses", () => {
  test.each<[string, string, (doc: Y.Doc) => void]>([
    [
      "a stray text node under a clause",
      "drafting/wrong-shape",
      (doc) => bodyOf(doc, "c1")?.insert(0, [new Y.XmlText("混入")]),
    ],
    [
      "an unknown element",
      "drafting/wrong-shape",
      (doc) => bodyOf(doc, "c1")?.insert(0, [new Y.XmlElement("script")]),
    ],
    [
      "an attribute",
      "drafting/wrong-shape",
      (doc) => paragraphOf(doc).setAttribute("onclick", "x"),
    ],
    [
      "a nested element",
      "drafting/wrong-shape",
      (doc) => paragraphOf(doc).insert(0, [new Y.XmlElement("paragraph")]),
    ],
    [
      "formatting",
      "drafting/wrong-shape",
      (doc) => (paragraphOf(doc).get(0) as Y.XmlText).format(0, 2, { bold: true }),
    ],
    [
      "a hidden mark on nothing",
      "drafting/wrong-shape",
      (doc) => textOf(doc).applyDelta([{ insert: "甲", attributes: { note: "x".repeat(900) } }]),
    ],
    [
      "an attribute of a text",
      "drafting/wrong-shape",
      (doc) => textOf(doc).setAttribute("note", "x".repeat(200_000 / 2)),
    ],
    [
      "something embedded in a text",
      "drafting/wrong-shape",
      (doc) => textOf(doc).insertEmbed(0, { file: "x" }),
    ],
    [
      "a document within the document",
      "drafting/wrong-shape",
      (doc) => fieldsOf(doc).set("account", new Y.Doc()),
    ],
    ["bytes", "drafting/wrong-shape", (doc) => fieldsOf(doc).set("account", new Uint8Array(9))],
    ...["constructor", "valueOf", "__proto__", "toString", "hasOwnProperty"].map(
      (name) =>
        [
          `a field named ${name}`,
          "drafting/wrong-shape",
          (doc: Y.Doc) => fieldsOf(doc).set(name, "hidden"),
        ] as [string, string, (doc: Y.Doc) => void],
    ),
    [
      "R-D31 a clause named constructor",
      "drafting/wrong-shape",
      (doc) =>
        addClause(doc, { id: "constructor", kind: "free", paragraphs: [""], fields: emptyFields }),
    ],
    [
      "R-D31 a clause id with a blank",
      "drafting/wrong-shape",
      (doc) => addClause(doc, { id: "c 2", kind: "free", paragraphs: [""], fields: emptyFields }),
    ],
    [
      "another body in place of the first",
      "drafting/wrong-shape",
      (doc) => mapOf(doc).set("body", new Y.XmlFragment()),
    ],
    [
      "other fields in place of the first",
      "drafting/wrong-shape",
      (doc) => mapOf(doc).set("fields", new Y.Map()),
    ],
    ["another kind", "drafting/wrong-shape", (doc) => mapOf(doc).set("kind", "payment")],
    ["a clause without its mark", "drafting/wrong-shape", (doc) => mapOf(doc).delete("gone")],
    [
      "a part that clauses don't have",
      "drafting/wrong-shape",
      (doc) => mapOf(doc).set("note", "x"),
    ],
    [
      "ids nobody knows in the order",
      "drafting/wrong-shape",
      (doc) =>
        orderOf(doc).insert(
          0,
          Array.from({ length: 200 }, (_, n) => `junk-${n}`),
        ),
    ],
    [
      "a clause that stands in no order",
      "drafting/wrong-shape",
      (doc) => {
        addClause(doc, { id: "c2", kind: "free", paragraphs: [""], fields: emptyFields });
        orderOf(doc).delete(1, 1);
      },
    ],
    ["a clause dropped from the order", "drafting/wrong-shape", (doc) => orderOf(doc).delete(0, 1)],
    [
      "children in a map",
      "drafting/wrong-shape",
      (doc) => (mapOf(doc).get("plan") as Y.Array<unknown>).insert(0, ["stray"]),
    ],
    [
      "an instalment with more than it has",
      "drafting/wrong-shape",
      (doc) =>
        rowsOf(doc, "c1", "plan")?.push([
          new Y.Map([
            ["amountFen", 1],
            ["dueDate", null],
            ["note", "x"],
          ] as [string, unknown][]),
        ]),
    ],
    [
      "R-D33: a payer who is no party",
      "drafting/not-a-party",
      (doc) => setField(doc, "c1", "payer", "somebody"),
    ],
    [
      "R-D33: a payee of that name",
      "drafting/not-a-party",
      (doc) => setField(doc, "c1", "payee", "谷梁书"),
    ],
    ["another root", "drafting/wrong-shape", (doc) => doc.getMap("evil").set("a", 1)],
    [
      "a field of the wrong type",
      "drafting/wrong-shape",
      (doc) => setField(doc, "c1", "amountFen", "一百万"),
    ],
    ["a fraction of a fen", "drafting/wrong-shape", (doc) => setField(doc, "c1", "amountFen", 1.5)],
    [
      "a date that is none",
      "drafting/wrong-shape",
      (doc) => setField(doc, "c1", "dueDate", "2026-02-30"),
    ],
    ["an unknown field", "drafting/wrong-shape", (doc) => fieldsOf(doc).set("note", "x")],
    [
      "an unknown kind",
      "drafting/wrong-shape",
      (doc) => clausesOf(doc).get("c1")?.set("kind", "judgment"),
    ],
    [
      "taking a clause out of the map",
      "drafting/wrong-shape",
      (doc) => clausesOf(doc).delete("c1"),
    ],
    [
      "putting another clause in its place",
      "drafting/wrong-shape",
      (doc) =>
        addClause(doc, { id: "c1", kind: "free", paragraphs: ["换掉"], fields: emptyFields }),
    ],
    [
      "something else in the order",
      "drafting/wrong-shape",
      (doc) => (orderOf(doc) as Y.Array<unknown>).insert(0, [{ a: 1 }]),
    ],
    [
      "bidi controls",
      "drafting/bad-character",
      (doc) => (paragraphOf(doc).get(0) as Y.XmlText).insert(0, "\u202E元001"),
    ],
    [
      "zero-width characters",
      "drafting/bad-character",
      (doc) => (paragraphOf(doc).get(0) as Y.XmlText).insert(0, "\u200B"),
    ],
    [
      "Kangxi look-alikes",
      "drafting/bad-character",
      (doc) => (paragraphOf(doc).get(0) as Y.XmlText).insert(0, "⼀"),
    ],
    [
      "a clause that is too long",
      "drafting/too-long",
      (doc) => (paragraphOf(doc).get(0) as Y.XmlText).insert(0, "长".repeat(5001)),
    ],
    [
      "too many clauses",
      "drafting/too-many-clauses",
      (doc) => {
        for (let n = 0; n < 101; n++)
          addClause(doc, { id: `n${n}`, kind: "free", paragraphs: [""], fields: emptyFields });
      },
    ],
    [
      "an oversized update",
      "drafting/too-large",
      (doc) => (paragraphOf(doc).get(0) as Y.XmlText).insert(0, "长".repeat(100_000)),
    ],
  ])("%s", (_, code, change) => expect(edit(change).refused).toBe(code));
});

test("the gate lets plain work through: typing, moving, removing, adding, fields", () => {
  expect(
    edit((doc) => (paragraphOf(doc).get(0) as Y.XmlText).insert(2, "自愿")).refused,
  ).toBeNull();
  expect(edit((doc) => clausesOf(doc).get("c1")?.set("gone", true)).refused).toBeNull();
  expect(
    edit((doc) =>
      addClause(doc, {
        id: "c2",
        kind: "payment",
        paragraphs: ["甲付款。"],
        fields: { ...emptyFields, amountFen: 1, plan: [{ amountFen: 1, dueDate: null }] },
      }),
    ).refused,
  ).toBeNull();
  expect(
    edit((doc) => {
      orderOf(doc).delete(0, 1);
      orderOf(doc).insert(0, ["c1"]);
    }).refused,
  ).toBeNull();
});

test("an update that changes nothing is not stored", () => {
  const server = base();
  expect(judge(copy(server), Y.encodeStateAsUpdate(server))).toEqual({
    refused: null,
    changed: false,
    touched: [],
  });
});

test("a fresh epoch does not take in what was refused in the one before", () => {
  const frozen = base();
  const late = copy(frozen);
  (paragraphOf(late).get(0) as Y.XmlText).insert(0, "偷偷加的");
  const next = seedDocument(readDocument(frozen));
  const verdict = judge(copy(next), Y.encodeStateAsUpdate(late, Y.encodeStateVector(frozen)));
  expect(
    verdict.refused === "drafting/gap" ||
      verdict.refused === "drafting/wrong-shape" ||
      !JSON.stringify(readDocument(next)).includes("偷偷"),
  ).toBe(true);
});

test("two people who move the same clause at once are both let in, and the next move tidies", () => {
  const server = base();
  for (const id of ["c2", "c3"])
    addClause(server, { id, kind: "free", paragraphs: [id], fields: emptyFields });
  const send = (client: Y.Doc, change: (doc: Y.Doc) => void) => {
    const before = Y.encodeStateVector(client);
    change(client);
    return Y.encodeStateAsUpdate(client, before);
  };
  const updates = [1, 2].map(() => send(copy(server), (doc) => moveClause(doc, "c1", 1)));
  for (const update of updates) {
    expect(judge(server, update).refused).toBeNull();
    Y.applyUpdate(server, update);
  }
  expect([orderOf(server).length, readDocument(server).map((one) => one.id)]).toEqual([
    4,
    ["c2", "c1", "c3"],
  ]);
  const tidy = send(copy(server), (doc) => moveClause(doc, "c1", 1));
  expect(judge(server, tidy).refused).toBeNull();
  Y.applyUpdate(server, tidy);
  expect(orderOf(server).toArray()).toEqual(["c2", "c3", "c1"]);
});

test("R-D1: words nobody has looked at yet are looked at with the first edit of their clause, then every paragraph that changes", () => {
  const second = (doc: Y.Doc) => wordsIn(doc, "c1", 1);
  const types = (gate: Gate, doc: Y.Doc, change: (doc: Y.Doc) => void): Verdict => {
    const before = Y.encodeStateVector(doc);
    doc.transact(() => change(doc));
    return gate.judge(
      { update: Y.encodeStateAsUpdate(doc, before), writer, isOwnClient: () => true },
      know(),
    );
  };
  const seeded = (first: string) =>
    seedDocument([
      { id: "c1", kind: "free", paragraphs: [first, "另行协商。"], fields: emptyFields },
    ]);
  const old = seeded("双方\u200B同意。");
  const hidden = types(new Gate(Y.encodeStateAsUpdate(old)), copy(old), (doc) =>
    second(doc).insert(0, "甲"),
  );
  expect(hidden).toEqual({ refused: "drafting/bad-character" });

  const clean = seeded("双方同意。");
  const gate = new Gate(Y.encodeStateAsUpdate(clean));
  const page = copy(clean);
  expect(types(gate, page, (doc) => second(doc).insert(0, "甲")).refused).toBeNull();
  expect(types(gate, page, (doc) => second(doc).insert(1, "乙")).refused).toBeNull();
  expect(types(gate, page, (doc) => textOf(doc).insert(2, "\u200B"))).toEqual({
    refused: "drafting/bad-character",
  });
});
