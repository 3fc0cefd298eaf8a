import { describe, expect, test } from "vitest";
import { allowedIn, fieldAt, isClauseId, namesAParty, type Place } from "./allowed.ts";
import { cellsOf, rowsNames, scalarNames } from "./eachField.ts";

describe("what may stand where", () => {
  test.each<[Place, string | null, string | null]>([
    ["order", null, "values"],
    ["clauses", "c1", "clause"],
    ["clause", "kind", "values"],
    ["clause", "gone", "values"],
    ["clause", "body", "body"],
    ["clause", "fields", "fields"],
    ["clause", "plan", "plan"],
    ["body", null, "paragraph"],
    ["paragraph", null, "text"],
    ["text", null, "words"],
    ["fields", "amountFen", "values"],
    ["plan", null, "plan.row"],
    ["plan.row", "dueDate", "values"],
  ])("R-D30 %s, under %s: %s", (place, key, held) => expect(allowedIn(place, key)).toBe(held));
  test.each<[Place, string | null]>([
    ["order", "c1"],
    ["clauses", null],
    ["clauses", "c 1"],
    ["clause", null],
    ["clause", "note"],
    ["clause", "payer"],
    ["clause", "constructor"],
    ["body", "onclick"],
    ["paragraph", "class"],
    ["text", "note"],
    ["fields", null],
    ["fields", "plan"],
    ["fields", "toString"],
    ["plan", "length"],
    ["plan.row", "payer"],
    ["plan.row", "__proto__"],
  ])("R-D30 nothing in %s under %s", (place, key) => expect(allowedIn(place, key)).toBeNull());
  test("R-D30 every field of the table has its place, and no other", () => {
    for (const name of scalarNames) expect(fieldAt("fields", name)).not.toBeNull();
    for (const rows of rowsNames)
      for (const [cell] of cellsOf(rows)) {
        expect(fieldAt(`${rows}.row`, cell)).not.toBeNull();
        expect(fieldAt(rows, cell)).toBeNull();
      }
    expect(fieldAt("clause", "amountFen")).toBeNull();
  });
});

test.each(["a", "c1", "7", "p-1_b", "x".repeat(64)])("R-D31 %s is a clause's id", (id) =>
  expect(isClauseId(id)).toBe(true),
);

test.each([
  "",
  " ",
  "c 1",
  "-c",
  "_c",
  "条",
  "c.1",
  "c\n",
  "x".repeat(65),
  "constructor",
  "toString",
  "hasOwnProperty",
  null,
  1,
  ["c1"],
])("R-D31 %j is none", (id) => expect(isClauseId(id)).toBe(false));

test("R-D33 a clause names a party of the case by its id, or nobody yet", () => {
  const parties = new Set(["a", "b"]);
  expect(["a", "b", null].map((id) => namesAParty(id, parties))).toEqual([true, true, true]);
  for (const id of ["c", "", undefined, 0, { id: "a" }, ["a"]])
    expect(namesAParty(id, parties)).toBe(false);
});
