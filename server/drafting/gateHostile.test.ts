import fc from "fast-check";
import { expect, test } from "vitest";
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import { emptyFields } from "../../shared/drafting/clause.ts";
import {
  addClause,
  bodyOf,
  clausesOf,
  orderOf,
  readDocument,
  seedDocument,
} from "../../shared/drafting/document.ts";
import { cellsOf, rowsNames, scalarNames } from "../../shared/drafting/eachField.ts";
import { Gate } from "./gate.ts";
import { base, copy, judge, know, writer } from "../testing/atTheGate.ts";

/**
 * What stands in a document without being on the list, looked for through everything Yjs holds,
 * hidden places too.
 */
function strangersIn(doc: Y.Doc): string[] {
  const found: string[] = [...doc.share.keys()].filter(
    (name) => name !== "order" && name !== "clauses",
  );
  const say = (where: string, ok: boolean) => void (ok || found.push(where));
  const childrenOf = (type: Y.AbstractType<unknown>) => {
    const items: Y.Item[] = [];
    for (let item = type._start; item; item = item.right) if (!item.deleted) items.push(item);
    return items;
  };
  const partsOf = (type: Y.AbstractType<unknown>) =>
    [...type._map].filter(([, item]) => !item.deleted);
  const bare = (where: string, type: Y.AbstractType<unknown>) => {
    say(`${where}: keys`, type._map.size === 0);
    return childrenOf(type);
  };
  const scalars = (where: string, type: Y.AbstractType<unknown>, names: string[]) => {
    say(`${where}: children`, childrenOf(type).length === 0);
    for (const [name, item] of partsOf(type))
      say(`${where}.${name}`, names.includes(name) && item.content instanceof Y.ContentAny);
    say(
      `${where}: hidden keys`,
      [...type._map.keys()].every((name) => names.includes(name)),
    );
  };
  for (const item of bare("order", orderOf(doc) as unknown as Y.AbstractType<unknown>))
    say(
      "order",
      item.content instanceof Y.ContentAny &&
        item.content.arr.every((id: unknown) => clausesOf(doc).has(id as string)),
    );
  say(
    "clauses: children",
    childrenOf(clausesOf(doc) as unknown as Y.AbstractType<unknown>).length === 0,
  );
  for (const [id, map] of clausesOf(doc)) {
    const children = childrenOf(map as unknown as Y.AbstractType<unknown>);
    const parts = ["body", "fields", "gone", "kind", ...rowsNames].sort().join();
    say(`${id}: keys`, [...map._map.keys()].sort().join() === parts && children.length === 0);
    for (const element of bare(
      `${id}.body`,
      bodyOf(doc, id) as unknown as Y.AbstractType<unknown>,
    )) {
      const paragraph = (element.content as Y.ContentType).type;
      say(
        `${id}: paragraph`,
        paragraph instanceof Y.XmlElement && paragraph.nodeName === "paragraph",
      );
      for (const child of bare(`${id}.paragraph`, paragraph)) {
        const text = (child.content as Y.ContentType).type;
        say(`${id}: text`, text instanceof Y.XmlText);
        for (const words of bare(`${id}.text`, text))
          say(`${id}: words`, words.content instanceof Y.ContentString);
      }
    }
    scalars(`${id}.fields`, map.get("fields") as Y.AbstractType<unknown>, scalarNames);
    for (const name of rowsNames) {
      const cells = cellsOf(name).map(([cell]) => cell);
      for (const item of bare(`${id}.${name}`, map.get(name) as Y.AbstractType<unknown>))
        scalars(`${id}.${name}`, (item.content as Y.ContentType).type, cells);
    }
    say(`${id}: in the order`, orderOf(doc).toArray().includes(id));
  }
  return found;
}

/** Every nested type of a document, whatever it is. */
function typesIn(doc: Y.Doc): Y.AbstractType<unknown>[] {
  const all: Y.AbstractType<unknown>[] = [
    orderOf(doc),
    clausesOf(doc),
  ] as unknown as Y.AbstractType<unknown>[];
  for (const type of all)
    for (const item of [
      ...type._map.values(),
      ...(function* () {
        for (let at = type._start; at; at = at.right) yield at;
      })(),
    ])
      if (!item.deleted && item.content instanceof Y.ContentType) all.push(item.content.type);
  return all;
}

const KEYS = [
  "gone",
  "kind",
  "body",
  "fields",
  "plan",
  "payer",
  "account",
  "amountFen",
  "dueDate",
  "constructor",
  "__proto__",
  "c1",
  "c9",
  "x",
];

const VALUES: (() => unknown)[] = [
  () => true,
  () => null,
  () => "字",
  () => "payer-1",
  () => "\u202e",
  () => 1,
  () => -1.5,
  () => "2027-01-01",
  () => ({ a: { b: 1 } }),
  () => [1],
  () => new Uint8Array(3),
  () =>
    new Y.Map([
      ["amountFen", 1],
      ["dueDate", null],
    ] as [string, unknown][]),
  () => new Y.Array(),
  () => new Y.XmlText("字"),
  () => new Y.Text("字"),
  () => new Y.XmlElement("paragraph"),
  () => new Y.XmlElement("script"),
  () => new Y.XmlFragment(),
  () => new Y.XmlHook("h"),
  () => new Y.Doc(),
  () => undefined,
];

/**
 * One thing done with a real Yjs client to one of the document's types: honest ones are among them
 * by chance.
 */
function tamper(doc: Y.Doc, [which, how, a, b]: [number, number, number, number]): void {
  const types = typesIn(doc);
  const type = types[which % types.length] as Y.AbstractType<unknown>;
  const value = (VALUES[a % VALUES.length] as () => unknown)();
  const key = KEYS[b % KEYS.length] as string;
  const at = (length: number) => (length === 0 ? 0 : a % length);
  if (how === 0) doc.getMap(b % 2 ? "evil" : "clauses").set(key, value);
  else if (type instanceof Y.Map)
    how % 3 ? type.set(key, value) : type.delete([...type.keys()][at(type.size)] ?? key);
  else if (type instanceof Y.Array)
    how % 3
      ? type.insert(at(type.length + 1), [value])
      : type.length && type.delete(at(type.length), 1);
  else if (type instanceof Y.XmlText) {
    if (how % 5 === 0) type.setAttribute(key, String(value));
    else if (how % 5 === 1) type.insertEmbed(at(type.length + 1), { key });
    else if (how % 5 === 2) type.format(0, type.length, { [key]: true });
    else if (how % 5 === 3 && type.length) type.delete(at(type.length), 1);
    else
      type.insert(
        at(type.length + 1),
        ["好", "\u200b", "长".repeat(a % 7), "\u202e"][b % 4] as string,
      );
  } else if (type instanceof Y.XmlFragment) {
    if (type instanceof Y.XmlElement && how % 3 === 0) type.setAttribute(key, "x");
    else if (how % 3 === 1 && type.length) type.delete(at(type.length), 1);
    else type.insert(at(type.length + 1), [value as Y.XmlText]);
  }
}

test("R-D30: whatever a hostile Yjs client sends, only what the list allows ever stands in the document, and the honest one writes on", () => {
  const op = fc.tuple(fc.nat(60), fc.nat(14), fc.nat(60), fc.nat(60));
  const told = { accepted: 0, refused: 0 };
  fc.assert(
    fc.property(
      fc.array(fc.array(op, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 12 }),
      (edits) => {
        const server = seedDocument([
          {
            id: "c1",
            kind: "payment",
            paragraphs: ["双方同意。", "付款。"],
            fields: { ...emptyFields, plan: [{ amountFen: 1, dueDate: null }] },
          },
          { id: "c2", kind: "free", paragraphs: ["其他。"], fields: emptyFields },
        ]);
        const honest = copy(server);
        const live = { gate: new Gate(Y.encodeStateAsUpdate(server)) };
        const send = (from: Y.Doc, change: (doc: Y.Doc) => void) => {
          const before = Y.encodeStateVector(from);
          from.transact(() => change(from));
          const update = Y.encodeStateAsUpdate(from, before);
          const verdict = live.gate.judge(
            { update, writer, isOwnClient: (id) => id !== 1 },
            know(),
          );
          if (verdict.refused === null)
            for (const one of [server, honest]) Y.applyUpdate(one, update);
          if (live.gate.spoilt) live.gate = new Gate(Y.encodeStateAsUpdate(server));
          return verdict.refused;
        };
        let written = 0;
        for (const ops of edits) {
          const hostile = copy(server);
          let wrong = false;
          const refused = send(hostile, (doc) => {
            for (const one of ops)
              try {
                tamper(doc, one);
              } catch {
                wrong = true; // Yjs itself would not write this
              }
          });
          told[refused === null ? "accepted" : "refused"]++;
          expect([wrong && strangersIn(server).length > 0, strangersIn(server)]).toEqual([
            false,
            [],
          ]);
          expect(
            send(honest, (doc) =>
              addClause(doc, {
                id: `h${written++}`,
                kind: "free",
                paragraphs: ["照常"],
                fields: emptyFields,
              }),
            ),
          ).toBeNull();
        }
        for (let n = 0; n < written; n++)
          expect(readDocument(server).find((clause) => clause.id === `h${n}`)).toBeDefined();
        expect(Y.encodeStateVector(honest)).toEqual(Y.encodeStateVector(server));
      },
    ),
    { numRuns: 250, seed: 8 },
  );
  expect(told.accepted).toBeGreaterThan(100);
  expect(told.refused).toBeGreaterThan(500);
});

test("garbage and bit-flipped updates never throw and never leave a wrong shape behind unnoticed", () => {
  const server = base();
  const client = copy(server);
  const before = Y.encodeStateVector(client);
  addClause(client, { id: "c2", kind: "free", paragraphs: ["第二条内容"], fields: emptyFields });
  const good = Y.encodeStateAsUpdate(client, before);
  fc.assert(
    fc.property(
      fc.nat(good.length - 1),
      fc.integer({ min: 1, max: 255 }),
      fc.uint8Array({ maxLength: 60 }),
      (place, flip, noise) => {
        const bent = good.slice();
        bent[place] = (bent[place] as number) ^ flip;
        for (const update of [bent, noise]) {
          const server = base();
          if (judge(server, update).refused === null) Y.applyUpdate(server, update);
          expect(strangersIn(server)).toEqual([]);
        }
      },
    ),
    { numRuns: 1500, seed: -1854395808 },
  );
});

test("R-D32 what an update deletes is named once and in order, so that it can't be looked up a thousand times", () => {
  const server = base();
  const { clientID } = server;
  const deletes = (...ranges: [clock: number, length: number][]) => {
    const out = encoding.createEncoder();
    for (const number of [0, 1, clientID, ranges.length, ...ranges.flat()])
      encoding.writeVarUint(out, number);
    return encoding.toUint8Array(out);
  };
  const end = Y.getState(server.store, clientID);
  expect(
    judge(server, deletes(...Array.from({ length: 10_000 }, () => [0, end] as [number, number])))
      .refused,
  ).toBe("drafting/malformed");
  expect(judge(server, deletes([2, 2], [1, 1])).refused).toBe("drafting/malformed");
  expect(judge(server, deletes([end - 2, 1], [end - 1, 1])).refused).not.toBe("drafting/malformed");
  expect(judge(server, deletes([0, end + 1])).refused).toBe("drafting/gap");
});
