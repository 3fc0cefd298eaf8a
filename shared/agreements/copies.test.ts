import { expect, test } from "vitest";
import { copiesInWords, copiesOf, statedCopies } from "./copies.ts";

const clause = (kind: "copies" | "free", text: string) => ({ kind, paragraphs: [text] });

test("R-W1: a clause about copies says how many there are; without one, each party and the organisation hold one", () => {
  expect(copiesOf([], 2)).toBe(3);
  expect(copiesOf([clause("free", "本协议一式九份。")], 2)).toBe(3);
  expect(copiesOf([clause("copies", "本协议一式五份，当事人各执一份。")], 2)).toBe(5);
  expect(copiesOf([clause("copies", "本协议各方各执一份。")], 12)).toBe(13);
});

test.each([
  ["本协议一式四份", [4]],
  ["一式肆份", [4]],
  ["一式两份", [2]],
  ["一式 3 份", [3]],
  ["一式１２份", [12]],
  ["一式（三）份", [3]],
  ["一式十份、一式拾贰份、一式二十一份", [10, 12, 21]],
  ["一式多份", []],
])("R-W1: %s states %j", (text, counts) => expect(statedCopies(text)).toEqual(counts));

test("R-W1: what papers write is read back as the same number", () => {
  for (let count = 2; count < 100; count++)
    expect(statedCopies(`一式${copiesInWords(count)}份`)).toEqual([count]);
});
