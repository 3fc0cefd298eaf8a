import type { Stroke } from "../../shared/agreements/agreement.ts";
import { moment } from "./moment.ts";
import { page } from "./page.ts";
import type { Sheet } from "./sheet.ts";

/** One place to sign: who signs there, and once signed, with what and the words below it. */
export type Slot = {
  label: string;
  signed: { strokes: Stroke[]; typedName: string | null; signer: string; caption: string } | null;
};

/** Who signed and when, below the mark; the name of whom it binds stands above it. */
export const captionOf = (signature: { signer: string; capacity: string; at: string }) => {
  const acting =
    { agent: "（委托代理人）", "legal-representative": "（法定代表人）" }[signature.capacity] ?? "";
  return `${signature.signer}${acting}　${moment(signature.at)}`;
};

const GAP = 14;
const WIDTH = (page.textWidth - GAP) / 2;
const LABEL = 12;
const CAPTION = 8;
const MARK = { indent: 24, height: 26, width: WIDTH - 32 };
const BELOW = 8;

/** Of what stands beside a mark. */
export const GREY = "#555555";

/** Rows of two places each, side by side. */
const rowsOf = (slots: Slot[]): Slot[][] =>
  Array.from({ length: Math.ceil(slots.length / 2) }, (_, row) =>
    slots.slice(row * 2, row * 2 + 2),
  );

const rowHeight = (sheet: Sheet, row: Slot[]) =>
  Math.max(...row.map((slot) => slotHeight(sheet, slot)));

const slotHeight = (sheet: Sheet, { label, signed }: Slot) =>
  sheet.blockHeight(label, WIDTH, LABEL, "sans") +
  markHeight(sheet, signed) +
  2 +
  sheet.blockHeight(signed?.caption ?? "　", WIDTH, CAPTION) +
  BELOW;

const nameSize = (sheet: Sheet, name: string) => Math.max(sheet.sizeFor(name, 16, MARK.width), 10);

/** A drawn mark is scaled into its place; a typed name of many characters wraps and takes more. */
const markHeight = (sheet: Sheet, signed: Slot["signed"]) =>
  signed?.typedName && !signed.strokes.length
    ? Math.max(
        MARK.height,
        sheet.blockHeight(signed.typedName, MARK.width, nameSize(sheet, signed.typedName)),
      )
    : MARK.height;

export const signaturesHeight = (sheet: Sheet, slots: Slot[]): number =>
  rowsOf(slots).reduce((sum, row) => sum + rowHeight(sheet, row), 0);

/**
 * Draws the places to sign. Nothing leaves its half of the line: long labels and captions wrap.
 * Rows are not cut, and what ends the paper (`after` points high) stays with the last one.
 */
export function drawSignatures(sheet: Sheet, slots: Slot[], after = 0): void {
  const rows = rowsOf(slots);
  for (const [index, row] of rows.entries()) {
    const height = rowHeight(sheet, row);
    sheet.need(height + (index === rows.length - 1 ? after : 0));
    for (const [column, slot] of row.entries())
      drawSlot(sheet, slot, page.left + column * (WIDTH + GAP));
    sheet.y += height;
  }
}

function drawSlot(sheet: Sheet, { label, signed }: Slot, x: number): void {
  let y =
    sheet.y + sheet.block(label, { x, y: sheet.y, width: WIDTH }, { size: LABEL, face: "sans" });
  if (!signed) return;
  const mark = { x: x + MARK.indent, y: y + 1, width: MARK.width, height: MARK.height };
  if (signed.strokes.length) sheet.strokes(signed.strokes, `${signed.signer}的手写签名`, mark);
  else if (signed.typedName)
    sheet.block(signed.typedName, mark, { size: nameSize(sheet, signed.typedName) });
  y += markHeight(sheet, signed) + 2;
  sheet.block(signed.caption, { x, y, width: WIDTH }, { size: CAPTION, colour: GREY });
}
