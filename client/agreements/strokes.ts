import type { Stroke } from "../../shared/agreements/agreement.ts";

/** The longer side of the box in which strokes are kept, whatever its size on the screen. */
export const LONG_SIDE = 1000;

/** What is left free of ink along the edges of the box, in pixels. */
const EDGE = 2;

type Box = { width: number; height: number };
type Pixel = { x: number; y: number };

/** Pixels of the box to one unit of a stroke; smaller where strokes would stand outside. */
export function scaleFor(strokes: Stroke[], { width, height }: Box): number {
  const points = strokes.flat();
  return Math.min(
    Math.max(width, height) / LONG_SIDE,
    (width - 2 * EDGE) / Math.max(1, ...points.map(([x]) => x)),
    (height - 2 * EDGE) / Math.max(1, ...points.map(([, y]) => y)),
  );
}

/**
 * Adds what was drawn in a box at this scale. Where a hand ran over an edge, all strokes move, or
 * grow smaller, as little as keeps them whole and in proportion.
 */
export function withStroke(strokes: Stroke[], drawn: Pixel[], scale: number): Stroke[] {
  const added = drawn.map(({ x, y }): [number, number] => [x / scale, y / scale]);
  const all = [...strokes, added];
  const points = all.flat();
  const left = Math.min(0, ...points.map(([x]) => x));
  const top = Math.min(0, ...points.map(([, y]) => y));
  const size = Math.max(LONG_SIDE, ...points.flatMap(([x, y]) => [x - left, y - top]));
  const inUnits = (value: number) => Math.round((value * LONG_SIDE * 10) / size) / 10;
  return all.map((stroke) => stroke.map(([x, y]) => [inUnits(x - left), inUnits(y - top)]));
}

/** Whether any of it was drawn where the box shows nothing. */
export const isOutside = (drawn: Pixel[], { width, height }: Box): boolean =>
  drawn.some(({ x, y }) => x < 0 || y < 0 || x > width - EDGE || y > height - EDGE);
