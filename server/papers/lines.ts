import type { Face, Fonts, PaperFont } from "./fonts.ts";
import { type Piece, piecesOf, tokensOf } from "./words.ts";

/**
 * One unbreakable piece of a line. `shift` moves the ink left when a mark's blank half is squeezed
 * away. A `part` is a bit of a word that is wider than its column: lines may break there, nothing
 * is opened there.
 */
type Box = {
  text: string;
  pieces: Piece[];
  width: number;
  kind: "han" | "open" | "close" | "word" | "part" | "space";
  shift: number;
};

/** Pieces drawn in one go at `x`, with `spacing` added after each character. */
export type Run = { text: string; font: PaperFont; x: number; spacing: number; shaped: boolean };
export type Line = { runs: Run[]; width: number };

export type Layout = {
  size: number;
  width: number;
  face: Face;
  fonts: Fonts;
  indent?: number;
  justify?: boolean;
};

const OPEN = new Set("（《〈【「『“‘〔［｛￥¥$(".split(""));
const CLOSE = new Set("，。、；：？！）》〉】」』”’〕］｝％…—～·,.;:?!)%".split(""));

/** Full-width marks with one blank half: it may go when marks meet or at the end of a line. */
const BLANK_RIGHT = new Set("，。、；：？！）》〉】」』”’〕".split(""));
const BLANK_LEFT = new Set("（《〈【「『“‘〔".split(""));

/**
 * Justification opens a line by at most this part of a character between two; a line that would
 * need more is not opened.
 */
const MOST_STRETCH = 0.16;

function boxesOf(
  text: string,
  { size, width: room, face, fonts }: Pick<Layout, "size" | "width" | "face" | "fonts">,
): Box[] {
  const boxes: Box[] = [];
  const tokens = tokensOf(text);
  for (const [index, token] of tokens.entries()) {
    const pieces = piecesOf(token.text, size, face, fonts);
    const width = pieces.reduce((sum, piece) => sum + piece.width, 0);
    const marks =
      (OPEN.has(tokens[index - 1]?.text ?? "") ? size : 0) +
      (CLOSE.has(tokens[index + 1]?.text ?? "") ? size : 0);
    if (token.kind === "word" && width + marks > room)
      boxes.push(...partsOf(token.text, { size, width: room, face, fonts }));
    else if (token.kind !== "mark")
      boxes.push({ text: token.text, pieces, width, kind: token.kind, shift: 0 });
    else {
      const kind = OPEN.has(token.text) ? "open" : CLOSE.has(token.text) ? "close" : "han";
      boxes.push({ text: token.text, pieces, width, kind, shift: 0 });
      squeeze(boxes, size);
    }
  }
  return boxes;
}

/** 标点挤压: where two marks meet, one blank half goes. */
function squeeze(boxes: Box[], size: number): void {
  const box = boxes.at(-1);
  const last = boxes.at(-2);
  if (!box || !last || box.width <= size * 0.9) return;
  if (
    BLANK_RIGHT.has(last.text) &&
    last.width > size * 0.9 &&
    (BLANK_RIGHT.has(box.text) || BLANK_LEFT.has(box.text))
  )
    last.width -= size / 2;
  else if (BLANK_LEFT.has(last.text) && BLANK_LEFT.has(box.text)) {
    box.shift = size / 2;
    box.width -= size / 2;
  }
}

/**
 * A word longer than its column is cut at its blanks, else between characters, never hyphenated.
 */
function partsOf(word: string, options: Pick<Layout, "size" | "width" | "face" | "fonts">): Box[] {
  const { size, face, fonts } = options;
  const box = (text: string, kind: Box["kind"]): Box => {
    const pieces = piecesOf(text, size, face, fonts);
    return {
      text,
      pieces,
      width: pieces.reduce((sum, piece) => sum + piece.width, 0),
      kind,
      shift: 0,
    };
  };
  if (!word.includes(" ")) return [...word].map((char) => box(char, "part"));
  return word
    .split(/( +)/)
    .filter(Boolean)
    .flatMap((text) => (text.trim() ? boxesOf(text, options) : box(text, "space")));
}

const mayBreak = (before: Box, after: Box) =>
  after.kind !== "close" &&
  before.kind !== "open" &&
  !(
    before.kind === "word" &&
    after.kind === "word" &&
    !/[-~/）]$/.test(before.text) &&
    !after.text.startsWith("（")
  ) &&
  !(before.text === "—" && after.text === "—") &&
  !(before.text === "…" && after.text === "…");

/**
 * Breaks a paragraph into justified lines: 避头尾, squeezed marks, stretch only between Chinese
 * characters, last line left.
 */
export function layOut(text: string, options: Layout): Line[] {
  const { size, width, indent = 0, justify = true } = options;
  const boxes = boxesOf(text, { ...options, width: width - indent });
  const lines: Line[] = [];
  for (let start = 0; start < boxes.length; ) {
    while (lines.length > 0 && boxes[start]?.text.trim() === "") start++;
    const from = lines.length === 0 ? indent : 0;
    const end = lineEnd(boxes, start, width - from, size);
    let piece = boxes.slice(start, end).map((box) => ({ ...box }));
    while (end < boxes.length && piece.at(-1)?.kind === "space") piece = piece.slice(0, -1);
    if (piece.length > 0)
      lines.push(place(piece, width - from, size, from, justify && end < boxes.length));
    start = end;
  }
  return lines;
}

/**
 * Where the line that begins with `start` ends: as many boxes as fit, cut back to where a line may
 * break.
 */
function lineEnd(boxes: Box[], start: number, room: number, size: number): number {
  let end = start;
  let used = 0;
  for (let box = boxes[end]; box; box = boxes[++end]) {
    const hangs = BLANK_RIGHT.has(box.text) && box.width > size * 0.9 ? size / 2 : 0;
    if (used + box.width - hangs > room + 0.01) break;
    used += box.width;
  }
  if (end >= boxes.length) return end;
  for (let cut = end; cut > start; cut--) {
    const before = boxes[cut - 1];
    const after = boxes[cut];
    if (before && after && mayBreak(before, after)) return cut;
  }
  return Math.max(end, start + 1);
}

function place(boxes: Box[], room: number, size: number, from: number, justify: boolean): Line {
  const last = boxes.at(-1);
  const total = () => boxes.reduce((sum, box) => sum + box.width, 0);
  if (last && BLANK_RIGHT.has(last.text) && last.width > size * 0.9 && total() > room)
    last.width -= size / 2;
  const opens = boxes.map((box, index) => {
    const next = boxes[index + 1];
    return next !== undefined && isChinese(box) && isChinese(next);
  });
  const places = opens.filter(Boolean).length;
  const needed = justify && places > 0 ? (room - total()) / places : 0;
  const gap = needed > 0 && needed <= size * MOST_STRETCH ? needed : 0;
  const runs: Run[] = [];
  let x = from;
  for (const [index, box] of boxes.entries()) {
    const spacing = opens[index] ? gap : 0;
    let at = x - box.shift;
    for (const piece of box.pieces) {
      join(
        runs,
        { text: piece.text, font: piece.font, x: at, spacing, shaped: piece.shaped },
        box,
        size,
      );
      at += piece.width;
    }
    x += box.width + spacing;
  }
  return { runs, width: x };
}

/**
 * Adds a run to the last one where that draws the same: whole characters with equal spacing, or
 * parts of one word.
 */
function join(runs: Run[], run: Run, box: Box, size: number): void {
  const last = runs.at(-1);
  const part = box.kind === "part";
  const whole =
    box.kind !== "word" && !part && Math.abs(box.width - size) < 0.01 && box.shift === 0;
  const same =
    last && last.font === run.font && last.spacing === run.spacing && !last.shaped && !run.shaped;
  if (
    same &&
    part &&
    last.x + widthIn(last, size) - run.x < 0.05 &&
    run.x - last.x - widthIn(last, size) < 0.05
  )
    last.text += run.text;
  else if (
    same &&
    whole &&
    Math.abs(last.x + [...last.text].length * (size + last.spacing) - run.x) < 0.01
  )
    last.text += run.text;
  else runs.push(run);
}

const widthIn = (run: Run, size: number) =>
  [...run.text].reduce(
    (sum, char) => sum + run.font.glyphForCodePoint(char.codePointAt(0) ?? 0).advanceWidth,
    0,
  ) *
  (size / run.font.unitsPerEm);

const isChinese = (box: Box) => box.kind === "han" || box.kind === "open" || box.kind === "close";

/** The width of a text set on one line without stretch, in points. */
export function widthOf(text: string, size: number, face: Face, fonts: Fonts): number {
  return boxesOf(text, { size, width: Number.POSITIVE_INFINITY, face, fonts }).reduce(
    (sum, box) => sum + box.width,
    0,
  );
}

/** The widest part of a text that no line may break. */
export function widestWord(text: string, size: number, face: Face, fonts: Fonts): number {
  return Math.max(
    0,
    ...boxesOf(text, { size, width: Number.POSITIVE_INFINITY, face, fonts }).map((box) =>
      box.kind === "word" ? box.width : size,
    ),
  );
}
