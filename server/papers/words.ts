import type { Face, Fonts, PaperFont } from "./fonts.ts";

/** Characters of one font drawn in one go. Shaped pieces join their letters (Arabic, Tibetan). */
export type Piece = { text: string; font: PaperFont; width: number; shaped: boolean };

/**
 * What stays together: the number of a case, a date, an account number in groups, an amount, a
 * code, a name in another script.
 */
const YEAR = String.raw`[（(〔]\d{4}[）)〕]`;

/** （2026）云东梧人调字第21号, as committees number; （2026）浙0199诉前调确77号, as courts do. */
const AFTER_YEAR = String.raw`\p{Script=Han}{1,10}字第\d+号|\p{Script=Han}{1,2}\d{2,4}\p{Script=Han}{1,6}\d+号`;
const CASE_NUMBER = String.raw`${YEAR}(?:${AFTER_YEAR})?|第?\d+号`;

const HAN_DATE =
  "[〇零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,3}月(?:[一二三四五六七八九十]{1,3}日)?";

const DATE = String.raw`\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?|（含当日）前?|\d{4}年\d{1,2}月(?:\d{1,2}日)?|\d{1,2}月\d{1,2}日|\d{4}年`;
const GROUPS = String.raw`\d{2,}(?: \d{2,})+`;
const AMOUNT = String.raw`\d[\d,.]*(?:[万亿]?元|[%％‰])`;
const WIDE_NUMBER = `[０-９](?:[０-９，．]*[０-９])?元?`;
const SHAPED = String.raw`[\p{Script=Arabic}\p{Script=Tibetan}\u200c\u200d]`;
const FOREIGN = `${SHAPED}(?:${SHAPED}|\\p{M})*(?:[ ·•]+${SHAPED}(?:${SHAPED}|\\p{M})*)*`;
const LETTER = String.raw`[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{M}\d.,:/%+\-@_#*&='’]`;
const CODE = `(?:(?!${CASE_NUMBER}|${DATE}|${AMOUNT})${LETTER})+`;

const TOKEN = new RegExp(
  `(?<word>${CASE_NUMBER}|${HAN_DATE}|${DATE}|${GROUPS}|${AMOUNT}|${WIDE_NUMBER}|${FOREIGN}|${CODE})|(?<space>(?!\\u3000)\\s)|(?<mark>.)`,
  "gus",
);

const IS_SHAPED = new RegExp(SHAPED, "u");
const RIGHT_TO_LEFT = /\p{Script=Arabic}/u;
const FULL = /^[\uff01-\uff60]$/;

export type Token = { text: string; kind: "word" | "space" | "mark" };

/** A text in its smallest unbreakable parts, in order and complete. */
export function tokensOf(text: string): Token[] {
  return [...text.normalize("NFC").matchAll(TOKEN)].map(({ 0: token, groups }) => ({
    text: groups?.space ? " " : token,
    kind: groups?.word && !FULL.test(token) ? "word" : groups?.space ? "space" : "mark",
  }));
}

export function missingGlyph(char: string): Error {
  return new Error(`no font draws ${char} (U+${char.codePointAt(0)?.toString(16).toUpperCase()})`);
}

/**
 * A word in as few fonts as can be: one if it has every character, else runs of those that do, as
 * they stand on the line.
 */
export function piecesOf(text: string, size: number, face: Face, fonts: Fonts): Piece[] {
  const shaped = IS_SHAPED.test(text);
  const whole = fontOfAll(text, face, fonts);
  if (whole) return [pieceOf(text, whole, size, shaped)];
  const runs: { text: string; font: PaperFont }[] = [];
  for (const char of text) {
    const last = runs.at(-1);
    const font =
      char === " "
        ? (last?.font ?? fonts.face(face))
        : fonts.fontFor(char.codePointAt(0) ?? 0, face);
    if (!font) throw missingGlyph(char);
    if (last?.font === font) last.text += char;
    else runs.push({ text: char, font });
  }
  const pieces = runs.map((run) => pieceOf(run.text, run.font, size, IS_SHAPED.test(run.text)));
  return RIGHT_TO_LEFT.test(text) ? pieces.reverse() : pieces;
}

function fontOfAll(text: string, face: Face, fonts: Fonts): PaperFont | null {
  const drawn = [...text].filter((char) => char.trim());
  if (drawn.length === 0) return fonts.face(face);
  const hardest = drawn
    .map((char) => fonts.fontFor(char.codePointAt(0) ?? 0, face))
    .filter((font) => font !== null);
  for (const font of new Set(hardest.reverse()))
    if (drawn.every((char) => fonts.draws(font, char.codePointAt(0) ?? 0))) return font;
  return null;
}

function pieceOf(text: string, font: PaperFont, size: number, shaped: boolean): Piece {
  const units =
    [...text].length === 1 && !shaped
      ? font.glyphForCodePoint(text.codePointAt(0) ?? 0).advanceWidth
      : font.layout(text).advanceWidth;
  return { text, font, width: (units / font.unitsPerEm) * size, shaped };
}
