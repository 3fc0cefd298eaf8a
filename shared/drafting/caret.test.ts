import fc from "fast-check";
import { expect, test } from "vitest";
import { isClientId, readPointed } from "./caret.ts";

const place = { type: { client: 7, clock: 3 }, item: null, assoc: 0 };
const said = { clientId: 7, clauseId: "c1", cursor: { anchor: place, head: place } };

test("R-D35 a caret is read as it is, and one that stands nowhere, too", () => {
  expect(readPointed(said)).toEqual(said);
  expect(readPointed({ ...said, cursor: null })).toEqual({ ...said, cursor: null });
  expect(readPointed({ ...said, clauseId: null })).toEqual({ ...said, clauseId: null });
});

test("R-D35 what Yjs leaves out is null, and nothing else is passed on", () =>
  expect(
    readPointed({
      clientId: 7,
      clauseId: "c1",
      cursor: { anchor: { item: { client: 7, clock: 1, x: 1 }, assoc: -1 }, head: {}, user: "x" },
      name: "调解员",
    }),
  ).toEqual({
    clientId: 7,
    clauseId: "c1",
    cursor: {
      anchor: { type: null, item: { client: 7, clock: 1 }, assoc: -1 },
      head: { type: null, item: null, assoc: 0 },
    },
  }));

test.each<[string, unknown]>([
  ["nothing", null],
  ["words", "c1"],
  ["a server's page id", { ...said, clientId: 1 }],
  ["a page id that is no whole number", { ...said, clientId: 7.5 }],
  ["a page id beyond 32 bits", { ...said, clientId: 2 ** 32 }],
  ["a clause named constructor", { ...said, clauseId: "constructor" }],
  ["no clause, not even null", { clientId: 7, cursor: null }],
  ["half a selection", { ...said, cursor: { anchor: place } }],
  ["a side that is neither", { ...said, cursor: { anchor: place, head: { ...place, assoc: 1 } } }],
  ["a clock below nought", { ...said, cursor: at({ client: 7, clock: -1 }) }],
  ["a clock beyond counting", { ...said, cursor: at({ client: 7, clock: 2 ** 48 }) }],
  ["a place in words", { ...said, cursor: at("here") }],
])("R-D35 %s is not passed on", (_, given) => expect(readPointed(given)).toBeNull());

test("R-D35 whatever is said, what is passed on is small and plain", () =>
  fc.assert(
    fc.property(fc.anything(), (given) => {
      const read = readPointed(given);
      return read === null || JSON.stringify(read).length < 500;
    }),
  ));

test("R-D35 a page's id is a whole number above the server's own", () =>
  expect([0, 1, 2, 2 ** 32 - 1, 2 ** 32, "7", null].map(isClientId)).toEqual([
    false,
    false,
    true,
    true,
    false,
    false,
    false,
  ]));

function at(type: unknown) {
  return { anchor: { ...place, type }, head: place };
}
