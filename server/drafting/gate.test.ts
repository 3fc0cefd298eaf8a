import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { emptyFields } from "../../shared/drafting/clause.ts";
import { addClause, bodyOf, clausesOf, orderOf, readDocument, seedDocument, setField } from "../../shared/drafting/document.ts";
import { judge, type Writer } from "./gate.ts";

const writer: Writer = { personId: "p", leads: false, mayEdit: true };
const copy = (doc: Y.Doc) => {
  const made = new Y.Doc();
  Y.applyUpdate(made, Y.encodeStateAsUpdate(doc));
  return made;
};
const base = () => seedDocument([{ id: "c1", kind: "free", paragraphs: ["双方同意。"], fields: emptyFields }]);
/** What one edit looks like to the gate. */
function edit(change: (doc: Y.Doc) => void, options: { writer?: Writer; own?: (id: number) => boolean; locked?: string[] } = {}) {
  const server = base(),
    client = copy(server),
    before = Y.encodeStateVector(client);
  client.transact(() => change(client));
  return judge(
    copy(server),
    Y.encodeStateAsUpdate(client, before),
    options.writer ?? writer,
    options.own ?? (() => true),
    new Set(options.locked ?? []),
  );
}
const paragraphOf = (doc: Y.Doc) => bodyOf(doc, "c1")?.get(0) as Y.XmlElement;

describe("the gate refuses", () => {
  test.each<[string, string, (doc: Y.Doc) => void]>([
    ["a stray text node under a clause", "drafting/wrong-shape", (doc) => bodyOf(doc, "c1")?.insert(0, [new Y.XmlText("混入")])],
    ["an unknown element", "drafting/wrong-shape", (doc) => bodyOf(doc, "c1")?.insert(0, [new Y.XmlElement("script")])],
    ["an attribute", "drafting/wrong-shape", (doc) => paragraphOf(doc).setAttribute("onclick", "x")],
    ["a nested element", "drafting/wrong-shape", (doc) => paragraphOf(doc).insert(0, [new Y.XmlElement("paragraph")])],
    ["formatting", "drafting/wrong-shape", (doc) => (paragraphOf(doc).get(0) as Y.XmlText).format(0, 2, { bold: true })],
    ["another root", "drafting/wrong-shape", (doc) => doc.getMap("evil").set("a", 1)],
    ["a field of the wrong type", "drafting/wrong-shape", (doc) => setField(doc, "c1", "amountFen", "一百万")],
    ["a fraction of a fen", "drafting/wrong-shape", (doc) => setField(doc, "c1", "amountFen", 1.5)],
    ["a date that is none", "drafting/wrong-shape", (doc) => setField(doc, "c1", "dueDate", "2026-02-30")],
    ["an unknown field", "drafting/wrong-shape", (doc) => (clausesOf(doc).get("c1")?.get("fields") as Y.Map<unknown>).set("note", "x")],
    ["an unknown kind", "drafting/wrong-shape", (doc) => clausesOf(doc).get("c1")?.set("kind", "judgment")],
    ["taking a clause out of the map", "drafting/wrong-shape", (doc) => clausesOf(doc).delete("c1")],
    [
      "putting another clause in its place",
      "drafting/wrong-shape",
      (doc) => addClause(doc, { id: "c1", kind: "free", paragraphs: ["换掉"], fields: emptyFields }),
    ],
    ["something else in the order", "drafting/wrong-shape", (doc) => (orderOf(doc) as Y.Array<unknown>).insert(0, [{ a: 1 }])],
    ["bidi controls", "drafting/bad-character", (doc) => (paragraphOf(doc).get(0) as Y.XmlText).insert(0, "\u202E元001")],
    ["zero-width characters", "drafting/bad-character", (doc) => (paragraphOf(doc).get(0) as Y.XmlText).insert(0, "\u200B")],
    ["Kangxi look-alikes", "drafting/bad-character", (doc) => (paragraphOf(doc).get(0) as Y.XmlText).insert(0, "⼀")],
    ["a clause that is too long", "drafting/too-long", (doc) => (paragraphOf(doc).get(0) as Y.XmlText).insert(0, "长".repeat(5001))],
    [
      "too many clauses",
      "drafting/too-many-clauses",
      (doc) => {
        for (let n = 0; n < 101; n++) addClause(doc, { id: `n${n}`, kind: "free", paragraphs: [""], fields: emptyFields });
      },
    ],
    ["an oversized update", "drafting/too-large", (doc) => (paragraphOf(doc).get(0) as Y.XmlText).insert(0, "长".repeat(100_000))],
  ])("%s", (_, code, change) => expect(edit(change).refused).toBe(code));

  test("a struct under another person's client id", () =>
    expect(edit((doc) => (paragraphOf(doc).get(0) as Y.XmlText).insert(0, "好"), { own: () => false }).refused).toBe(
      "drafting/not-your-client",
    ));
  test("a reader's edit", () =>
    expect(edit((doc) => setField(doc, "c1", "account", "x"), { writer: { ...writer, mayEdit: false } }).refused).toBe(
      "drafting/read-only",
    ));
  test("an edit of a locked clause, but not the mediator's", () => {
    const change = (doc: Y.Doc) => setField(doc, "c1", "account", "x");
    expect(edit(change, { locked: ["c1"] }).refused).toBe("drafting/locked");
    expect(edit(change, { locked: ["c1"], writer: { ...writer, leads: true } }).refused).toBeNull();
  });
  test("an update with a gap", () => {
    const server = base(),
      client = copy(server),
      updates: Uint8Array[] = [];
    client.on("update", (update: Uint8Array) => updates.push(update));
    const text = paragraphOf(client).get(0) as Y.XmlText;
    text.insert(0, "一");
    text.insert(1, "二");
    expect(judge(copy(server), updates[1] as Uint8Array, writer, () => true, new Set()).refused).toBe("drafting/gap");
  });
});

test("the gate lets plain work through: typing, moving, removing, adding, fields", () => {
  expect(edit((doc) => (paragraphOf(doc).get(0) as Y.XmlText).insert(2, "自愿")).refused).toBeNull();
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
  expect(judge(copy(server), Y.encodeStateAsUpdate(server), writer, () => true, new Set())).toEqual({ refused: null, changed: false });
});

test("garbage and bit-flipped updates never throw and never leave a wrong shape behind unnoticed", () => {
  const server = base(),
    client = copy(server),
    before = Y.encodeStateVector(client);
  addClause(client, { id: "c2", kind: "free", paragraphs: ["第二条内容"], fields: emptyFields });
  const good = Y.encodeStateAsUpdate(client, before);
  fc.assert(
    fc.property(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), fc.uint8Array({ maxLength: 60 }), (place, flip, noise) => {
      const bent = good.slice();
      bent[place] = (bent[place] as number) ^ flip;
      for (const update of [bent, noise]) {
        const shadow = copy(server),
          verdict = judge(shadow, update, writer, () => true, new Set());
        if (verdict.refused === null)
          for (const [id, map] of clausesOf(shadow))
            expect(
              readDocument(shadow).some((clause) => clause.id === id) ||
                map.get("gone") === true ||
                !orderOf(shadow).toArray().includes(id),
            ).toBe(true);
      }
    }),
    { numRuns: 1500 },
  );
});

test("a fresh epoch does not take in what was refused in the one before", () => {
  const frozen = base(),
    late = copy(frozen);
  (paragraphOf(late).get(0) as Y.XmlText).insert(0, "偷偷加的");
  const next = seedDocument(readDocument(frozen)),
    verdict = judge(copy(next), Y.encodeStateAsUpdate(late, Y.encodeStateVector(frozen)), writer, () => true, new Set());
  expect(
    verdict.refused === "drafting/gap" ||
      verdict.refused === "drafting/wrong-shape" ||
      !JSON.stringify(readDocument(next)).includes("偷偷"),
  ).toBe(true);
});
