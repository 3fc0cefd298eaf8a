import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openFonts } from "./fonts.ts";
import { layOut, type Line, widestWord, widthOf } from "./lines.ts";

const fonts = openFonts();
const SIZE = 10;

const set = (text: string, characters: number, options: object = {}) =>
  layOut(text, { size: SIZE, width: characters * SIZE, face: "serif", fonts, ...options });

const textOf = (line: Line) => line.runs.map((run) => run.text).join("");

const texts = (text: string, characters: number, options: object = {}) =>
  set(text, characters, options).map(textOf);

describe("where lines break", () => {
  test("between any two characters, when the line is full", () =>
    expect(texts("一二三四五六七八九十", 4)).toEqual(["一二三四", "五六七八", "九十"]));
  test("no mark that closes begins a line, and none that opens ends one", () => {
    expect(texts("一二三四五》六", 5)).toEqual(["一二三四", "五》六"]);
    expect(texts("一二三四（五六）", 5)).toEqual(["一二三四", "（五六）"]);
  });
  test("a full stop may hang by its blank half, so that its line stays whole", () =>
    expect(texts("一二三四。五", 4.5)).toEqual(["一二三四。", "五"]));
  test("dashes and dots that belong together are not parted, and begin no line", () => {
    expect(texts("一二三——四", 4)).toEqual(["一二", "三——四"]);
    expect(texts("一二三……四", 4)).toEqual(["一二", "三……四"]);
  });
  test("an amount that fits into a line of its own is never broken", () =>
    expect(texts("共计304,000.00元整", 8)).toEqual(["共计", "304,000.00元整"]));
  test("a word wider than its column is cut between characters, never hyphenated", () => {
    const lines = texts("ABCDEFGHIJKLMNOP", 4);
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.join("")).toBe("ABCDEFGHIJKLMNOP");
  });
  test("the first line may be two characters in; blanks begin no other", () => {
    const [first, second] = set("一二三四 五六", 4, { indent: 2 * SIZE });
    expect(first?.runs[0]?.x).toBe(2 * SIZE);
    expect(second?.runs[0]?.x).toBe(0);
    expect(texts("一二三四 五六", 4)).toEqual(["一二三四", "五六"]);
  });
});

describe("how wide a line is", () => {
  test("where two marks meet one blank half goes", () => {
    const width = (text: string) => widthOf(text, SIZE, "serif", fonts);
    expect(width("一。")).toBeCloseTo(2 * SIZE, 3);
    expect(width("一。”")).toBeCloseTo(2.5 * SIZE, 3);
    expect(width("（《一")).toBeCloseTo(2.5 * SIZE, 3);
    expect(width("一》（二")).toBeCloseTo(3.5 * SIZE, 3);
  });
  test("a full line is opened between its characters to the very edge, the last and a short one are not", () => {
    const [first, last] = set("一二三四五六七八九十", 8.5);
    expect(first?.width).toBeCloseTo(8.5 * SIZE, 3);
    expect(last?.width).toBeCloseTo(2 * SIZE, 3);
    const [loose] = set("一二三304,000.00元", 8);
    expect(loose?.width).toBeCloseTo(3 * SIZE, 3);
    expect(set("一二三四五六七八九十", 8.5, { justify: false })[0]?.width).toBeCloseTo(8 * SIZE, 3);
  });
  test("the widest part that no line may break is a word, else one character", () => {
    expect(widestWord("一二三", SIZE, "serif", fonts)).toBe(SIZE);
    expect(widestWord("", SIZE, "serif", fonts)).toBe(0);
    const amount = widthOf("304,000.00元", SIZE, "serif", fonts);
    expect(widestWord("共计304,000.00元整", SIZE, "serif", fonts)).toBeCloseTo(amount, 3);
  });
});

test("whatever the text and the column, nothing is lost and no line is wider than its column", () => {
  const piece = fc.constantFrom(
    ..."一二三，。、；：“”（）《》——……甲乙",
    "304,000.00元",
    "2026年12月15日",
    "Strasse",
    " ",
  );
  fc.assert(
    fc.property(
      fc.array(piece, { minLength: 1, maxLength: 60 }),
      fc.integer({ min: 8, max: 30 }),
      (pieces, characters) => {
        const text = pieces.join("");
        const lines = set(text, characters);
        const plain = (given: string) => given.replace(/ /g, "");
        expect(plain(lines.map(textOf).join(""))).toBe(plain(text));
        for (const line of lines) expect(line.width).toBeLessThanOrEqual(characters * SIZE + 0.5);
      },
    ),
    { numRuns: 150 },
  );
});
