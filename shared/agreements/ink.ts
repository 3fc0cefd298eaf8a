import type { Stroke } from "./agreement.ts";

/**
 * Of a box whose longer side is 1000: how far a signature reaches at least, and how long its lines
 * are together.
 */
const EXTENT = 30;
const LENGTH = 60;

/**
 * R-G14. A drawing counts as a signature when it can be seen as one. Short names are a few small
 * strokes, so little is asked: a dot is not enough, a 一 is.
 */
export function isSignature(strokes: Stroke[]): boolean {
  const [xs, ys] = [strokes.flat().map(([x]) => x), strokes.flat().map(([, y]) => y)];
  const length = strokes.reduce((sum, stroke) => sum + lengthOf(stroke), 0);
  return length >= LENGTH && Math.max(spread(xs), spread(ys)) >= EXTENT;
}

const spread = (all: number[]) =>
  all.reduce((most, one) => Math.max(most, one), 0) -
  all.reduce((least, one) => Math.min(least, one), 1000);

const lengthOf = (stroke: Stroke) =>
  stroke.reduce((sum, [x, y], index) => {
    const [beforeX, beforeY] = stroke[index - 1] ?? [x, y];
    return sum + Math.hypot(x - beforeX, y - beforeY);
  }, 0);
