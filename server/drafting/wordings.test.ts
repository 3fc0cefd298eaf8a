import { expect, test, vi } from "vitest";
import { free } from "../../shared/testing/aText.ts";
import type { Touched, Writer } from "./gate.ts";
import { Wordings } from "./wordings.ts";

const writer: Writer = { personId: "p", name: "甲", leads: false, mayEdit: true };

const stands = (text: string, gone = false) => ({
  clause: free(text, "free", "c1"),
  gone,
  clean: true,
});

const edit = (before: Touched["before"], after: Touched["after"], id = "c1") => ({
  writer,
  touched: [{ id, before, after }],
});

const LONG = "乙于2026年12月15日前向甲付清全部货款。";

test("R-D37 a wording that much was taken from is noted as it read before, with its number and who did it", () => {
  const rows = new Wordings().rowsOf([edit(stands(LONG), stands("乙付清。"))], ["c0", "c1"]);
  expect(rows).toEqual([
    { clauseId: "c1", what: "changed", number: 2, writer, content: free(LONG, "free", "c1") },
  ]);
});

test("R-D37 removing and bringing back are noted with the clause as it is", () => {
  const wordings = new Wordings();
  const noted = (before: Touched["before"], after: Touched["after"]) =>
    wordings.rowsOf([edit(before, after)], ["c1"]).map(({ what }) => what);
  expect(noted(stands("文"), stands("文", true))).toEqual(["removed"]);
  expect(noted(stands("文", true), stands("文"))).toEqual(["restored"]);
});

test("R-D37 a clause that was not there before has no earlier wording", () =>
  expect(new Wordings().rowsOf([edit(null, stands("新。"))], [])).toEqual([]));

test("R-D37 edits that are written together leave one wording of a clause: how it read before the first", () => {
  const rows = new Wordings().rowsOf(
    [edit(stands(LONG), stands("乙付清。")), edit(stands("乙付清。"), stands(""))],
    ["c1"],
  );
  expect(rows.map(({ content }) => content.paragraphs)).toEqual([[LONG]]);
});

test("R-D37 what was kept a moment ago is not kept again with every key, and is after a calm minute", () => {
  vi.useFakeTimers();
  const wordings = new Wordings();
  const noted = () => {
    const rows = wordings.rowsOf([edit(stands(LONG), stands(`${LONG}。`))], ["c1"]);
    wordings.kept(rows);
    return rows.length;
  };
  expect([noted(), noted()]).toEqual([1, 0]);
  vi.advanceTimersByTime(60_001);
  expect(noted()).toBe(1);
  vi.useRealTimers();
});

test("R-D37 what the database did not take is noted again", () => {
  const wordings = new Wordings();
  const rows = () => wordings.rowsOf([edit(stands(LONG), stands(""))], ["c1"]).length;
  expect([rows(), rows()]).toEqual([1, 1]);
});
