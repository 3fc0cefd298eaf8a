import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { emptyFields } from "../../shared/drafting/clause.ts";
import {
  addClause,
  clausesOf,
  orderOf,
  rowsOf,
  seedDocument,
  setField,
} from "../../shared/drafting/document.ts";
import { Gate } from "./gate.ts";
import {
  writer,
  know,
  judge,
  copy,
  base,
  edit,
  paragraphOf,
  fieldsOf,
} from "../testing/atTheGate.ts";

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
  test("a struct under another person's client id", () =>
    expect(
      edit((doc) => (paragraphOf(doc).get(0) as Y.XmlText).insert(0, "好"), { own: () => false })
        .refused,
    ).toBe("drafting/not-your-client"));
  test("a reader's edit", () =>
    expect(
      edit((doc) => setField(doc, "c1", "account", "x"), { writer: { ...writer, mayEdit: false } })
        .refused,
    ).toBe("drafting/read-only"));
  test("an edit of a locked clause, but not the mediator's", () => {
    const change = (doc: Y.Doc) => setField(doc, "c1", "account", "x");
    expect(edit(change, { locked: ["c1"] }).refused).toBe("drafting/locked");
    expect(edit(change, { locked: ["c1"], writer: { ...writer, leads: true } }).refused).toBeNull();
  });
  test("R-D34: a locked clause neither dropped from the order nor moved, but not the mediator's move", () => {
    const drop = (doc: Y.Doc) => orderOf(doc).delete(0, 1);
    const move = (doc: Y.Doc) => {
      drop(doc);
      orderOf(doc).insert(0, ["c1"]);
    };
    expect(edit(drop, { locked: ["c1"] }).refused).toBe("drafting/wrong-shape");
    expect(edit(move, { locked: ["c1"] }).refused).toBe("drafting/locked");
    expect(edit(move, { locked: ["c1"], writer: { ...writer, leads: true } }).refused).toBeNull();
  });
  test("R-D32: more pieces than one person may leave", () => {
    const server = base();
    const gate = new Gate(Y.encodeStateAsUpdate(server));
    const client = copy(server);
    const refusals = new Set<string | null>();
    for (let n = 0; n < 30 && !refusals.has("drafting/full"); n++) {
      const before = Y.encodeStateVector(client);
      client.transact(() => {
        for (let at = 0; at < 1500; at++)
          for (const field of ["account", "dueDate"]) fieldsOf(client).set(field, null); // by turns: never joined
      });
      refusals.add(
        gate.judge(
          { update: Y.encodeStateAsUpdate(client, before), writer, isOwnClient: (id) => id !== 1 },
          know(),
        ).refused,
      );
    }
    expect([...refusals]).toEqual([null, "drafting/full"]);
    expect(gate.spoilt).toBe(false);
  });
  test("R-D32: more words than one draft may hold, removed clauses counted", () => {
    const server = base();
    const refusals: (string | null)[] = [];
    for (let n = 0; n < 45; n++) {
      const client = copy(server);
      const before = Y.encodeStateVector(client);
      addClause(client, {
        id: `long-${n}`,
        kind: "free",
        paragraphs: ["长".repeat(4900)],
        fields: emptyFields,
      });
      clausesOf(client).get(`long-${n}`)?.set("gone", true);
      const update = Y.encodeStateAsUpdate(client, before);
      const { refused } = judge(server, update);
      refusals.push(refused);
      if (refused === null) Y.applyUpdate(server, update);
    }
    expect([refusals[0], refusals.at(-1), refusals.filter((one) => one === null).length]).toEqual([
      null,
      "drafting/full",
      40,
    ]);
  });
  test("nearly every refusal leaves the gate as it was, so that it needn't be made anew", () => {
    const server = base();
    const gate = new Gate(Y.encodeStateAsUpdate(server));
    for (const change of [
      (doc: Y.Doc) => paragraphOf(doc).setAttribute("a", "b"),
      (doc: Y.Doc) => orderOf(doc).insert(0, ["junk"]),
      (doc: Y.Doc) => setField(doc, "c1", "payer", "nobody"),
    ]) {
      const client = copy(server);
      const before = Y.encodeStateVector(client);
      change(client);
      expect(
        gate.judge(
          { update: Y.encodeStateAsUpdate(client, before), writer, isOwnClient: () => true },
          know(),
        ).refused,
      ).not.toBeNull();
      expect(gate.spoilt).toBe(false);
    }
  });
  test("an update with a gap", () => {
    const server = base();
    const client = copy(server);
    const updates: Uint8Array[] = [];
    client.on("update", (update: Uint8Array) => updates.push(update));
    const text = paragraphOf(client).get(0) as Y.XmlText;
    text.insert(0, "一");
    text.insert(1, "二");
    expect(judge(copy(server), updates[1] as Uint8Array).refused).toBe("drafting/gap");
  });
});
