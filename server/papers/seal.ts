import type { Fonts } from "./fonts.ts";

const RED = "#d0161b";
const RADIUS = 57;

/**
 * The part of the ring that a name may take, in degrees: most leave the lower part free for the
 * day.
 */
const WIDE = 190;
const WIDEST = 290;
const LONG = 30;
const LABEL_BELOW = 36;

/**
 * A round red seal of about 40 mm: ring, the name along the upper arc, a star, the label below. All
 * outlines, so text extraction never sees it.
 */
export function drawSeal(
  doc: PDFKit.PDFDocument,
  fonts: Fonts,
  seal: { name: string; label: string; x: number; y: number },
): void {
  const { x, y } = seal;
  const chars = [...seal.name];
  const widest = chars.length > LONG ? WIDEST : WIDE;
  const arc = ((widest * Math.PI) / 180) * (RADIUS - 12);
  const size = Math.min(chars.length > 16 ? 10.5 : 13, (arc / chars.length) * 0.92);
  const spread = Math.min(widest, chars.length * (size / (RADIUS - 12)) * 62);
  doc.lineWidth(2.6).strokeColor(RED).circle(x, y, RADIUS).stroke();
  star(doc, x, y - 2, 14);
  for (const [index, char] of chars.entries()) {
    const angle =
      -spread / 2 + (chars.length === 1 ? spread / 2 : (index * spread) / (chars.length - 1));
    doc.save().rotate(angle, { origin: [x, y] });
    glyph(doc, fonts, char, x, y - RADIUS + 6 + size / 2, size, size * 1.3);
    doc.restore();
  }
  const label = [...seal.label];
  const step = 10.5;
  const start = x - ((label.length - 1) * step) / 2;
  for (const [index, char] of label.entries())
    glyph(doc, fonts, char, start + index * step, y + LABEL_BELOW, 10, 10);
}

function star(doc: PDFKit.PDFDocument, x: number, y: number, radius: number): void {
  for (let corner = 0; corner < 10; corner++) {
    const length = corner % 2 === 0 ? radius : radius * 0.382;
    const angle = (corner * 36 - 90) * (Math.PI / 180);
    const point: [number, number] = [x + Math.cos(angle) * length, y + Math.sin(angle) * length];
    if (corner === 0) doc.moveTo(...point);
    else doc.lineTo(...point);
  }
  doc.closePath().fill(RED);
}

/** One character as an outline, centred on a point. */
function glyph(
  doc: PDFKit.PDFDocument,
  fonts: Fonts,
  char: string,
  x: number,
  y: number,
  width: number,
  height: number,
): void {
  const codePoint = char.codePointAt(0) as number;
  const font = fonts.fontFor(codePoint, "bold");
  if (!font) return;
  const shape = font.glyphForCodePoint(codePoint);
  const unit = font.unitsPerEm;
  doc
    .save()
    .translate(x - width / 2, y + height * 0.38)
    .scale(width / unit, -height / unit);
  doc.path(shape.path.toSVG()).fill(RED);
  doc.restore();
}
