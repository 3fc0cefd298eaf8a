import fc from "fast-check";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { emptyFields } from "../../shared/drafting/clause.ts";
import {
  addClause,
  bodyOf,
  clausesOf,
  moveClause,
  readDocument,
  removeClause,
  seedDocument,
} from "../../shared/drafting/document.ts";
import { copy, know } from "../testing/atTheGate.ts";
import { type Edit, Gate, type Verdict } from "./gate.ts";
import { wordsIn } from "../testing/editor.ts";

const CLAUSES = ["c1", "c2", "c3"];

const server = () =>
  seedDocument(
    CLAUSES.map((id) => ({
      id,
      kind: "payment" as const,
      paragraphs: ["双方同意付款。", "以下空白。"],
      fields: emptyFields,
    })),
  );

const fieldsOf = (doc: Y.Doc, id: string) =>
  clausesOf(doc).get(id)?.get("fields") as Y.Map<unknown>;

/** What people do most of the time: it is judged at one go. */
const plain: ((doc: Y.Doc, id: string) => void)[] = [
  (doc, id) => wordsIn(doc, id).insert(2, "加几个字"),
  (doc, id) => wordsIn(doc, id).delete(0, 3),
  (doc, id) => bodyOf(doc, id)?.delete(1, 1),
  (doc, id) => fieldsOf(doc, id).set("amountFen", 500),
  () => {},
];

/** What has to be looked at by itself, or is refused. */
const other: ((doc: Y.Doc, id: string) => void)[] = [
  (doc, id) => removeClause(doc, id),
  (doc, id) => moveClause(doc, id, 1),
  (doc, id) =>
    addClause(doc, { id: `new-${id}`, kind: "free", paragraphs: ["又一条"], fields: emptyFields }),
  (doc, id) => wordsIn(doc, id).insert(0, "藏\u202e"),
  (doc, id) => fieldsOf(doc, id).set("payer", "nobody-of-this-case"),
];

function editOf(from: Y.Doc, change: (doc: Y.Doc) => void, leads: boolean): Edit {
  const doc = copy(from);
  const before = Y.encodeStateVector(doc);
  doc.transact(() => change(doc));
  return {
    update: Y.encodeStateAsUpdate(doc, before),
    writer: { personId: String(doc.clientID), name: "甲", leads, mayEdit: true },
    isOwnClient: (id) => id === doc.clientID,
  };
}

const one = (changes: typeof plain) =>
  fc.record({
    change: fc.constantFrom(...changes),
    clause: fc.constantFrom(...CLAUSES),
    leads: fc.boolean(),
  });

const seen = (verdict: Verdict) =>
  verdict.refused
    ? { refused: verdict.refused }
    : { changed: verdict.changed, touched: verdict.touched.map(({ id }) => ({ id })) };

test("R-D30 edits judged together are judged as one after the other, or not at all", () => {
  const told = { together: 0, apart: 0 };
  const batches = fc.oneof(
    fc.array(one(plain), { minLength: 2, maxLength: 8 }),
    fc.array(one([...plain, ...other]), { minLength: 2, maxLength: 8 }),
  );
  fc.assert(
    fc.property(batches, fc.subarray(CLAUSES), (batch, locked) => {
      const doc = server();
      const edits = batch.map(({ change, clause, leads }) =>
        editOf(doc, (of) => change(of, clause), leads),
      );
      const gate = new Gate(Y.encodeStateAsUpdate(doc));
      const together = gate.judgeTogether(edits, know(locked));
      const alone = new Gate(Y.encodeStateAsUpdate(doc));
      const verdicts = edits.map((edit) => alone.judge(edit, know(locked)));
      if (!together) {
        const plainOnly = batch.every(
          ({ change, clause, leads }) =>
            plain.includes(change) && (leads || !locked.includes(clause)),
        );
        expect(plainOnly && batch.every(({ change }) => change !== plain[4])).toBe(false);
        told.apart++;
        return;
      }
      told.together++;
      // Two who delete the same words at once both count; one after the other, the second brings
      // nothing new.
      for (const [index, alike] of verdicts.entries())
        expect(alike).toMatchObject({
          refused: null,
          ...(seen(alike).changed ? seen(together[index] as Verdict) : {}),
        });
      for (const verdict of together)
        for (const { id, before, after } of verdict.refused === null ? verdict.touched : []) {
          expect(before?.clause).toEqual(readDocument(doc).find((clause) => clause.id === id));
          expect(after.clause).toEqual(
            readDocument(merged(doc, edits)).find((clause) => clause.id === id),
          );
        }
      expect(gate.spoilt).toBe(false);
    }),
    { numRuns: 600, seed: 8 },
  );
  expect(Math.min(told.together, told.apart)).toBeGreaterThan(100);
});

function merged(doc: Y.Doc, edits: Edit[]): Y.Doc {
  const all = copy(doc);
  for (const { update } of edits) Y.applyUpdate(all, update);
  return all;
}

test("R-D32 each within the length, together beyond it: nobody is refused for another's words before he is looked at alone", () => {
  const doc = server();
  const long = editOf(doc, (of) => wordsIn(of, "c1").insert(0, "长".repeat(3000)), false);
  const alsoLong = editOf(doc, (of) => wordsIn(of, "c1").insert(0, "长".repeat(3000)), false);
  const gate = new Gate(Y.encodeStateAsUpdate(doc));
  expect([gate.judgeTogether([long, alsoLong], know()), gate.spoilt]).toEqual([null, true]);
  const again = new Gate(Y.encodeStateAsUpdate(doc));
  expect([again.judge(long, know()).refused, again.judge(alsoLong, know()).refused]).toEqual([
    null,
    "drafting/too-long",
  ]);
});

test("an edit that comes twice at once is stored once", () => {
  const doc = server();
  const edit = editOf(doc, (of) => wordsIn(of, "c1").insert(0, "一次"), false);
  const gate = new Gate(Y.encodeStateAsUpdate(doc));
  expect(gate.judgeTogether([edit, edit], know())).toBeNull();
  expect([gate.judge(edit, know()), gate.judge(edit, know())]).toMatchObject([
    { changed: true },
    { refused: null, changed: false },
  ]);
});
