import type { Face, Fonts, PaperFont } from "./fonts.ts";

/** One unbreakable piece of a line. `shift` moves the ink left when a mark's blank half is squeezed away. */
type Box = { text: string; font: PaperFont; width: number; kind: "han" | "open" | "close" | "word" | "space"; shift: number };
/** Pieces drawn in one go at `x`, with `spacing` added after each character. */
export type Run = { text: string; font: PaperFont; x: number; spacing: number };
export type Line = { runs: Run[]; width: number };

const OPEN = new Set("（《〈【「『“‘〔［｛￥$(".split(""));
const CLOSE = new Set("，。、；：？！）》〉】」』”’〕］｝％…—～·,.;:?!)%".split(""));
/** Full-width marks with one blank half: it may go when marks meet or at the end of a line. */
const BLANK_RIGHT = new Set("，。、；：？！）》〉】」』”’〕".split(""));
const BLANK_LEFT = new Set("（《〈【「『“‘〔".split(""));
const isWordCharacter = (char: string) => /[\p{Script=Latin}\d.,:/%+\-@_#*&=]/u.test(char) && !/[，。：％]/.test(char);

export function missingGlyph(char: string): Error {
  return new Error(`no font draws ${char} (U+${char.codePointAt(0)?.toString(16).toUpperCase()})`);
}

function boxesOf(text: string, size: number, face: Face, fonts: Fonts, room = size * 24): Box[] {
  const boxes: Box[] = [];
  for (const char of text) {
    const font = fonts.fontFor(char.codePointAt(0) as number, face);
    if (!font) throw missingGlyph(char);
    const width = (font.glyphForCodePoint(char.codePointAt(0) as number).advanceWidth / font.unitsPerEm) * size;
    const last = boxes.at(-1);
    if (char === " ") {
      boxes.push({ text: char, font, width, kind: "space", shift: 0 });
      continue;
    }
    const full = width > size * 0.9;
    if (!full && isWordCharacter(char)) {
      if (last?.kind === "word" && last.font === font) {
        last.text += char;
        last.width += width;
      } else boxes.push({ text: char, font, width, kind: "word", shift: 0 });
      continue;
    }
    const kind = OPEN.has(char) ? "open" : CLOSE.has(char) ? "close" : "han";
    const box: Box = { text: char, font, width, kind, shift: 0 };
    // 标点挤压: where two marks meet, one blank half goes.
    if (full && last && BLANK_RIGHT.has(last.text) && last.width > size * 0.9 && (BLANK_RIGHT.has(char) || BLANK_LEFT.has(char)))
      last.width -= size / 2;
    else if (full && last && BLANK_LEFT.has(last.text) && BLANK_LEFT.has(char)) {
      box.shift = size / 2;
      box.width -= size / 2;
    }
    boxes.push(box);
  }
  return boxes.flatMap((box) => (box.kind === "word" && box.width > room ? splitWord(box) : box));
}

/** A code longer than a line is cut between characters, never hyphenated. */
const splitWord = (box: Box): Box[] =>
  [...box.text].map((text) => ({ ...box, text, width: box.width / box.text.length, kind: "han" as const }));

const mayBreak = (before: Box, after: Box) =>
  after.kind !== "close" &&
  before.kind !== "open" &&
  !(before.kind === "word" && after.kind === "word") &&
  !(before.text === "—" && after.text === "—") &&
  !(before.text === "…" && after.text === "…");

/** Breaks a paragraph into justified lines: 避头尾, squeezed marks, stretch only around Chinese characters, last line left. */
export function layOut(
  text: string,
  options: { size: number; width: number; face: Face; fonts: Fonts; indent?: number; justify?: boolean },
): Line[] {
  const { size, width, indent = 0, justify = true } = options,
    boxes = boxesOf(text, size, options.face, options.fonts, Math.max(width - size * 4, size * 2)),
    lines: Line[] = [];
  for (let start = 0; start < boxes.length; ) {
    while (lines.length > 0 && boxes[start]?.kind === "space") start++;
    const room = width - (lines.length === 0 ? indent : 0);
    let end = start,
      used = 0;
    while (end < boxes.length) {
      const box = boxes[end] as Box,
        hangs = BLANK_RIGHT.has(box.text) && box.width > size * 0.9 ? size / 2 : 0;
      if (used + box.width - hangs > room + 0.01) break;
      used += box.width;
      end++;
    }
    if (end < boxes.length) {
      let cut = end;
      while (cut > start + 1 && !mayBreak(boxes[cut - 1] as Box, boxes[cut] as Box)) cut--;
      if (cut > start + 1 || mayBreak(boxes[start] as Box, boxes[start + 1] ?? (boxes[start] as Box))) end = cut;
      if (end === start) end = start + 1;
    }
    let piece = boxes.slice(start, end).map((box) => ({ ...box }));
    while (end < boxes.length && piece.at(-1)?.kind === "space") piece = piece.slice(0, -1);
    lines.push(place(piece, room, size, lines.length === 0 ? indent : 0, justify && end < boxes.length));
    start = end;
  }
  return lines;
}

function place(boxes: Box[], room: number, size: number, from: number, justify: boolean): Line {
  const last = boxes.at(-1);
  const total = () => boxes.reduce((sum, box) => sum + box.width, 0);
  if (last && BLANK_RIGHT.has(last.text) && last.width > size * 0.9 && total() > room) last.width -= size / 2;
  const stretches = boxes.map((box, index) => {
    const next = boxes[index + 1];
    return next !== undefined && (isStretchy(box) || isStretchy(next));
  });
  const places = stretches.filter(Boolean).length,
    gap = justify && places > 0 ? Math.min((room - total()) / places, size * 0.5) : 0;
  const runs: Run[] = [];
  let x = from;
  for (const [index, box] of boxes.entries()) {
    const advance = box.width + (stretches[index] ? gap : 0),
      previous = runs.at(-1),
      whole = Math.abs(box.width - size) < 0.01;
    const joins =
      previous &&
      previous.font === box.font &&
      whole &&
      box.shift === 0 &&
      previous.spacing === (stretches[index] ? gap : 0) &&
      Math.abs(previous.x + [...previous.text].length * (size + previous.spacing) - x) < 0.01;
    if (joins) previous.text += box.text;
    else runs.push({ text: box.text, font: box.font, x: x - box.shift, spacing: whole && stretches[index] ? gap : 0 });
    x += advance;
  }
  return { runs, width: x };
}
const isStretchy = (box: Box) => box.kind === "han" || box.kind === "open" || box.kind === "close" || box.kind === "space";

/** The width of a text set on one line without stretch, in points. */
export function widthOf(text: string, size: number, face: Face, fonts: Fonts): number {
  return boxesOf(text, size, face, fonts).reduce((sum, box) => sum + box.width, 0);
}
