import { layOut, type Line, widestWord } from "./lines.ts";
import { page } from "./page.ts";
import type { Sheet } from "./sheet.ts";

export type Cell = {
  text: string;
  head?: boolean;
  span?: number;
  align?: "left" | "center" | "right";
};

/** A cell that says what stands beside or below it. */
export const head = (text: string): Cell => ({ text, head: true });
type SetCell = { cell: Cell; x: number; width: number; size: number; lines: Line[] };
type SetRow = { cells: SetCell[]; height: number };
type Options = { head?: Cell[]; size?: number; together?: boolean };

const PAD = 4.5;
const LEADING = 1.45;

/**
 * A word that would fit only below this part of the size is cut after all: a long mailbox, not a
 * number.
 */
const SMALLEST = 0.68;

/**
 * A ruled table; `head` repeats on each page. Column widths are parts of the text width. A number
 * or a code wider than its column is set smaller, not broken; no page gets the last row alone;
 * `together` keeps a table that fits on one page.
 */
export function table(
  sheet: Sheet,
  columns: number[],
  rows: Cell[][],
  options: Options = {},
): void {
  const size = options.size ?? 11.5;
  const set = (row: Cell[]) => setRow(sheet, row, columns, size);
  const element = sheet.tag("Table");
  const head = options.head ? set(options.head) : null;
  const body = rows.flatMap((row) =>
    partsOf(set(row), page.textHeight - (head?.height ?? 0), size),
  );
  const whole = (head?.height ?? 0) + heightOf(body);
  if (options.together && whole <= page.textHeight) sheet.need(whole);
  if (head) {
    sheet.need(head.height + heightOf(body.slice(0, body.length < 3 ? 2 : 1)));
    drawRow(sheet, head, size, element);
  }
  for (const [index, row] of body.entries()) {
    const last = body.length - index === 2 ? heightOf(body.slice(index)) : row.height;
    if (!sheet.fits(last + 0.01) && last <= page.textHeight - (head?.height ?? 0)) {
      sheet.newPage();
      if (head) drawRow(sheet, head, size, null);
    }
    drawRow(sheet, row, size, element);
  }
  element.end();
}

const heightOf = (rows: SetRow[]) => rows.reduce((sum, row) => sum + row.height, 0);

function setRow(sheet: Sheet, row: Cell[], columns: number[], normal: number): SetRow {
  const whole = columns.reduce((a, b) => a + b, 0);
  const wide = (from: number, to: number) =>
    (columns.slice(from, to).reduce((a, b) => a + b, 0) / whole) * page.textWidth;
  let column = 0;
  const cells = row.map((cell): SetCell => {
    const x = page.left + wide(0, column);
    const width = wide(column, column + (cell.span ?? 1));
    const face = cell.head ? "sans" : "serif";
    const text = cell.text.trim() || "—";
    const room = width - PAD * 2;
    const widest = widestWord(text, normal, face, sheet.fonts);
    const fitting = (normal * room) / Math.max(widest, room) - (widest > room ? 0.05 : 0);
    const size = fitting < normal * SMALLEST ? normal : fitting;
    column += cell.span ?? 1;
    return {
      cell,
      x,
      width,
      size,
      lines: layOut(text, { size, width: room, face, fonts: sheet.fonts, justify: false }),
    };
  });
  return {
    cells,
    height: Math.max(...cells.map((one) => one.lines.length)) * normal * LEADING + PAD * 1.6,
  };
}

/** A row higher than a page, in parts that are not. */
function partsOf(row: SetRow, room: number, size: number): SetRow[] {
  if (row.height <= room) return [row];
  const fits = Math.max(Math.floor((room - PAD * 1.6) / (size * LEADING)), 1);
  const count = Math.ceil(Math.max(...row.cells.map((one) => one.lines.length)) / fits);
  return Array.from({ length: count }, (_, part) => {
    const cells = row.cells.map((cell) => ({
      ...cell,
      lines: cell.lines.slice(part * fits, (part + 1) * fits),
    }));
    return {
      cells,
      height: Math.max(...cells.map((one) => one.lines.length)) * size * LEADING + PAD * 1.6,
    };
  });
}

/**
 * Draws a row; without a table to hang it on it is a repeated head, which readers for the blind
 * skip.
 */
function drawRow(
  sheet: Sheet,
  { cells, height }: SetRow,
  normal: number,
  parent: PDFKit.PDFStructureElement | null,
): void {
  const row = parent && sheet.tag("TR", parent);
  const y = sheet.y;
  sheet.artifact(() => {
    for (const { cell, x, width } of cells) {
      if (cell.head) sheet.doc.rect(x, y, width, height).fill("#f1f1ee");
      sheet.doc.lineWidth(0.6).strokeColor("#333333").rect(x, y, width, height).stroke();
    }
  });
  for (const one of cells) {
    const ink = () => drawCell(sheet, one, y, height, normal * LEADING);
    if (!row) {
      sheet.artifact(ink);
      continue;
    }
    const element = sheet.tag(one.cell.head ? "TH" : "TD", row);
    element.add(ink);
    describeCell(element, one.cell, cells.every(({ cell }) => cell.head) ? "Column" : "Row");
    element.end();
  }
  row?.end();
  sheet.y += height;
}

function drawCell(
  sheet: Sheet,
  { cell, x, width, size, lines }: SetCell,
  y: number,
  height: number,
  pitch: number,
): void {
  const align = cell.align ?? (cell.head ? "center" : "left");
  const top = y + (height - lines.length * pitch) / 2;
  for (const [index, line] of lines.entries()) {
    const shift =
      align === "center"
        ? (width - line.width) / 2
        : align === "right"
          ? width - PAD - line.width
          : PAD;
    sheet.line(line, x + shift, top + index * pitch + (pitch - size) / 2 - size * 0.05, size);
  }
}

function describeCell(
  element: PDFKit.PDFStructureElement,
  cell: Cell,
  scope: "Column" | "Row",
): void {
  (element as unknown as { dictionary: { data: Record<string, unknown> } }).dictionary.data.A = {
    O: "Table",
    ...(cell.span && cell.span > 1 ? { ColSpan: cell.span } : {}),
    ...(cell.head ? { Scope: scope } : {}),
  };
}
