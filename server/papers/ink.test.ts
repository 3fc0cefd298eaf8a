import { expect, test } from "vitest";
import { drawnByPdfJs, drawnByPoppler, inkIn, type Picture, type Place } from "../testing/paper.ts";
import { type Face, openFonts } from "./fonts.ts";
import { page } from "./page.ts";
import { Sheet } from "./sheet.ts";

/** Blocks that names and texts come from, and whether every character of them must be drawable. */
const BLOCKS: [name: string, from: number, to: number, whole: boolean][] = [
  ["Basic Latin", 0x21, 0x7e, true],
  ["Latin-1", 0xc0, 0xff, true],
  ["Latin Extended-A", 0x100, 0x17f, true],
  ["Latin Extended-B", 0x180, 0x24f, true],
  ["Greek", 0x391, 0x3c9, false],
  ["Cyrillic", 0x400, 0x4ff, true],
  ["Arabic letters", 0x621, 0x64a, false],
  ["Arabic letters of Uyghur", 0x671, 0x6d5, true],
  ["Tibetan", 0xf40, 0xf6c, false],
  ["Latin of Vietnamese", 0x1e00, 0x1eff, true],
  ["Punctuation", 0x2010, 0x203e, false],
  ["Enclosed numbers", 0x2460, 0x2473, true],
  ["Chinese marks", 0x3001, 0x3011, true],
  ["Kana", 0x3041, 0x30fa, false],
  ["Hangul letters", 0x3131, 0x3163, true],
  ["Han Extension A", 0x3400, 0x4db5, true],
  ["Han", 0x4e00, 0x9fa5, true],
  ["Hangul", 0xac00, 0xd7a3, true],
  ["Han of compatibility", 0xf900, 0xfad9, false],
  ["Wide forms", 0xff01, 0xff5e, true],
  ["Han Extension B", 0x20000, 0x2a6df, false],
  ["Han Extension C", 0x2a700, 0x2b739, false],
  ["Han Extension D", 0x2b740, 0x2b81d, false],
  ["Han Extension E", 0x2b820, 0x2cea1, false],
  ["Han Extension F", 0x2ceb0, 0x2ebe0, false],
];

const FACES: Face[] = ["serif", "bold", "sans"];
const SIZE = 15;
const STEP = 22;
const COLUMNS = Math.floor(page.textWidth / STEP);
const ROWS = Math.floor(page.textHeight / STEP);
const SAMPLES = 16;
const fonts = openFonts();

/** A sample spread over the characters of a block. */
function sample(chars: string[], count = SAMPLES): string[] {
  const step = Math.max(1, Math.floor(chars.length / count));
  return chars.filter((_, index) => index % step === 0);
}

test("every covered character of every block is drawn with ink, in every face, by poppler and by pdf.js", {
  timeout: 120_000,
}, async () => {
  const samples: string[] = [];
  for (const [name, from, to, whole] of BLOCKS) {
    const all = Array.from({ length: to - from + 1 }, (_, index) =>
      String.fromCodePoint(from + index),
    );
    const tried = sample(
      all.filter((char) => char.normalize("NFC") === char && !/[\p{M}\s\u202f]/u.test(char)),
      1000,
    );
    const missing = new Set(await fonts.uncovered(tried.join("")));
    const covered = tried.filter((char) => !missing.has(char));
    expect([name, covered.length >= (whole ? tried.length : 3)]).toEqual([name, true]);
    samples.push(...sample(covered));
  }
  const sheet = new Sheet(fonts, {
    title: "ink",
    author: "ink",
    at: new Date(0),
    footer: { left: "", right: "" },
  });
  const places: { page: number; char: string; face: Face; place: Place }[] = [];
  for (const [index, [char, face]] of samples
    .flatMap((char) => FACES.map((face) => [char, face] as const))
    .entries()) {
    const at = index % (COLUMNS * ROWS);
    if (index > 0 && at === 0) sheet.newPage();
    const place = {
      x: page.left + (at % COLUMNS) * STEP,
      y: page.top + Math.floor(at / COLUMNS) * STEP,
      width: STEP - 2,
      height: STEP - 1,
    };
    places.push({
      page: Math.floor(index / (COLUMNS * ROWS)),
      char,
      face,
      place: { ...place, x: place.x - 1, y: place.y - 2 },
    });
    sheet.textAt(char, place.x, place.y, SIZE, face);
  }
  const { bytes } = await sheet.finish();
  const blank = (pictures: Picture[]) =>
    places
      .filter(({ page: number, place }) => inkIn(pictures[number] as Picture, 100, place) < 0.002)
      .map(({ char, face }) => `${char} U+${char.codePointAt(0)?.toString(16)} ${face}`);
  expect(places.length).toBeGreaterThan(1000);
  expect(blank(drawnByPoppler(bytes, 100))).toEqual([]);
  expect(blank(await drawnByPdfJs(bytes, 100))).toEqual([]);
});

test("a character without ink is told as not covered, also where a font's character map has it", async () => {
  expect(await fonts.uncovered("某\u{2FFFD}某\u3164\u200b\u{e0100}\u2800")).toEqual([
    "\u{2FFFD}",
    "\u3164",
    "\u200b",
    "\u{e0100}",
    "\u2800",
  ]);
  expect(await fonts.uncovered("𠀋𪜶𫝆 김민수 ئابدۇراخمان·تۇرسۇن བཀྲ་ཤིས Nguyễn Thị é")).toEqual([]);
});
