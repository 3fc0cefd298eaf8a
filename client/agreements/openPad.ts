import Pad from "signature_pad";
import type { Stroke } from "../../shared/agreements/agreement.ts";
import { isOutside, scaleFor, withStroke } from "./strokes.ts";

const MOST_POINTS = 18_000;
const INK = { penColor: "#14213d", minWidth: 1.4, maxWidth: 3 };

type Strokes = {
  /** What is kept now. */
  kept: () => Stroke[];
  /** All strokes, after each. */
  onDrawn: (strokes: Stroke[]) => void;
};

/**
 * Draws strokes in a canvas. What is kept is seen, and nothing else: in a smaller box, and where a
 * hand ran over the edge. A box that changes under the hand is drawn anew once the stroke has
 * ended, or its beginning would be lost.
 */
export function openPad(element: HTMLCanvasElement, { kept, onDrawn }: Strokes) {
  const pad = new Pad(element, { ...INK, minDistance: 3 });
  let scale = 1;
  let isDrawing = false;
  let hasChanged = false;

  const draw = (strokes: Stroke[]) => {
    const box = element.getBoundingClientRect();
    const ratio = Math.max(devicePixelRatio, 1);
    element.width = box.width * ratio;
    element.height = box.height * ratio;
    element.getContext("2d")?.scale(ratio, ratio);
    pad.clear();
    scale = scaleFor(strokes, box);
    pad.fromData(strokes.map((stroke) => lineOf(stroke, scale)));
    hasChanged = false;
  };
  const watch = new ResizeObserver(() => {
    hasChanged = true;
    if (!isDrawing) draw(kept());
  });
  watch.observe(element);
  pad.addEventListener("beginStroke", () => {
    isDrawing = true;
  });
  pad.addEventListener("endStroke", () => {
    isDrawing = false;
    const drawn = pad.toData().at(-1)?.points ?? [];
    const strokes = withStroke(kept(), drawn, scale);
    if (strokes.flat().length > MOST_POINTS) return draw(kept());
    onDrawn(strokes);
    if (hasChanged || isOutside(drawn, element.getBoundingClientRect())) draw(strokes);
  });
  return {
    clear: () => pad.clear(),
    close() {
      watch.disconnect();
      pad.off();
    },
  };
}

const lineOf = (stroke: Stroke, scale: number) => ({
  ...INK,
  dotSize: 0,
  velocityFilterWeight: 0.7,
  compositeOperation: "source-over" as const,
  points: stroke.map(([x, y], index) => ({
    x: x * scale,
    y: y * scale,
    pressure: 0.5,
    time: index * 8,
  })),
});
