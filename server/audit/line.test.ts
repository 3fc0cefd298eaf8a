import { expect, test } from "vitest";
import { WrongShape } from "../storage/column.ts";
import { lineOf, readLine } from "./line.ts";

const line = {
  caseId: "c",
  seq: 3,
  at: "2026-11-21T00:00:00.000Z",
  actor: "谷梁书",
  actorId: "m",
  event: "rooms/opened",
  about: { who: "苟恩", pages: 3 },
};

const row = (text: string) => ({ case_id: "c", seq: 3, text });

test("a line is read, and one written before ids were recorded", () => {
  const { actorId, ...early } = line;
  expect(actorId).toBe("m");
  expect(lineOf(JSON.stringify(line))).toEqual(line);
  expect(lineOf(JSON.stringify(early))).toEqual(early);
});

test.each([
  "",
  "{",
  "null",
  "[]",
  JSON.stringify({ ...line, seq: "3" }),
  JSON.stringify({ ...line, about: { who: { name: "x" } } }),
  JSON.stringify({ ...line, actorId: null }),
])("what comes from outside and is no line is none: %s", (text) => expect(lineOf(text)).toBeNull());

test("in the record itself it is a fault that names the line", () => {
  expect(readLine(row(JSON.stringify(line)))).toEqual(line);
  expect(() => readLine(row("{}"))).toThrow(WrongShape);
  expect(() => readLine(row("{}"))).toThrow("audit_entry.text of row c/3");
});
