import fc from "fast-check";
import { expect, test } from "vitest";
import type { Stroke } from "../../shared/agreements/agreement.ts";
import { isOutside, LONG_SIDE, scaleFor, withStroke } from "./strokes.ts";

const BOX = { width: 340, height: 220 };

const across = [
  { x: 34, y: 110 },
  { x: 306, y: 165 },
];

test("a stroke inside the box is kept by the longer side, and shown again where it was drawn", () => {
  const [stroke] = withStroke([], across, scaleFor([], BOX));
  expect(stroke).toEqual([
    [100, 323.5],
    [900, 485.3],
  ]);
  const back = scaleFor([stroke as Stroke], BOX);
  expect((stroke as Stroke).map(([x, y]) => [Math.round(x * back), Math.round(y * back)])).toEqual(
    across.map(({ x, y }) => [x, y]),
  );
});

test("a hand that runs over an edge keeps its proportions, and all of it is shown in the box", () => {
  const point = fc.record({
    x: fc.integer({ min: -200, max: 600 }),
    y: fc.integer({ min: -200, max: 600 }),
  });
  fc.assert(
    fc.property(fc.array(point, { minLength: 2, maxLength: 12 }), (drawn) => {
      const strokes = withStroke([], drawn, scaleFor([], BOX));
      const points = strokes.flat();
      expect(Math.min(...points.flat())).toBeGreaterThanOrEqual(0);
      expect(Math.max(...points.flat())).toBeLessThanOrEqual(LONG_SIDE);
      const scale = scaleFor(strokes, BOX);
      const shown = points.map(([x, y]) => ({ x: x * scale, y: y * scale }));
      expect(isOutside(shown, { width: BOX.width + 0.1, height: BOX.height + 0.1 })).toBe(false);
      const span = (values: number[]) => Math.max(...values) - Math.min(...values);
      const wide = span(drawn.map(({ x }) => x));
      const high = span(drawn.map(({ y }) => y));
      const ratio = wide / LONG_SIDE;
      const widthNow = span(points.map(([x]) => x));
      const heightNow = span(points.map(([, y]) => y));
      // A tenth of a unit is lost at each end by rounding.
      expect(Math.abs(widthNow * high - heightNow * wide)).toBeLessThanOrEqual(
        0.2 * (wide + high) + ratio,
      );
    }),
  );
});

test("earlier strokes stay as they are beside one drawn in another size of the box", () => {
  const first = withStroke([], across, scaleFor([], BOX));
  const large = { width: 820, height: 360 };
  const both = withStroke(first, [{ x: 10, y: 10 }], scaleFor(first, large));
  expect(both[0]).toEqual(first[0]);
});

test("drawn outside is what the box does not show", () => {
  expect(isOutside(across, BOX)).toBe(false);
  for (const point of [
    { x: -1, y: 10 },
    { x: 10, y: -1 },
    { x: 339, y: 10 },
    { x: 10, y: 230 },
  ])
    expect(isOutside([...across, point], BOX)).toBe(true);
});
