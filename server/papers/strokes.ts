import type { Stroke } from "../../shared/agreements/agreement.ts";

/** Where something is drawn, in points from the upper left corner of the page. */
export type Box = { x: number; y: number; width: number; height: number };

/** A drawn signature as vector strokes, scaled into the box, never up. */
export function drawStrokes(doc: PDFKit.PDFDocument, strokes: Stroke[], box: Box): void {
  const points = strokes.flat();
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const minX = Math.min(...xs);
  const minY = Math.min(...ys);
  const scale = Math.min(
    box.width / Math.max(Math.max(...xs) - minX, 1),
    box.height / Math.max(Math.max(...ys) - minY, 1),
    1,
  );
  const at = ([x, y]: [number, number]): [number, number] => [
    box.x + (x - minX) * scale,
    box.y + (y - minY) * scale,
  ];
  doc.lineWidth(1.7).lineCap("round").lineJoin("round").strokeColor("#14213d");
  for (const stroke of strokes) {
    const [first, ...rest] = stroke.map(at);
    if (!first) continue;
    doc.moveTo(...first);
    for (const [index, point] of rest.entries()) {
      const next = rest[index + 1];
      if (next)
        doc.quadraticCurveTo(
          point[0],
          point[1],
          (point[0] + next[0]) / 2,
          (point[1] + next[1]) / 2,
        );
      else doc.lineTo(...point);
    }
    if (rest.length === 0) doc.lineTo(first[0] + 0.5, first[1] + 0.5);
    doc.stroke();
  }
}
