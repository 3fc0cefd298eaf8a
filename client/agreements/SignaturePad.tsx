import Pad from "signature_pad";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Stroke } from "../../shared/agreements/agreement.ts";
import { Button } from "../ui/Button.tsx";

const LONG_SIDE = 1000;
const MOST_POINTS = 18_000;

/**
 * Draws a signature as strokes in a box whose longer side is 1000; points live in state, so turning the phone loses
 * nothing, and what was drawn in a larger box is shown whole in a smaller one.
 */
export function SignaturePad({
  strokes,
  onChange,
  name,
}: {
  strokes: Stroke[];
  onChange: (strokes: Stroke[]) => void;
  name: string;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { t } = useTranslation();
  const [large, setLarge] = useState(false);
  const drawn = useRef<Pad>(null);
  const kept = useRef(strokes);
  kept.current = strokes;
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const pad = new Pad(element, {
      penColor: "#14213d",
      minWidth: 1.4,
      maxWidth: 3,
      minDistance: 3,
    });
    drawn.current = pad;
    const fit = () => {
      const { width, height } = element.getBoundingClientRect();
      const ratio = Math.max(devicePixelRatio, 1);
      element.width = width * ratio;
      element.height = height * ratio;
      element.getContext("2d")?.scale(ratio, ratio);
      pad.clear();
      const points = kept.current.flat();
      const scale = Math.min(
        Math.max(width, height) / LONG_SIDE,
        (width - 4) / Math.max(1, ...points.map(([x]) => x)),
        (height - 4) / Math.max(1, ...points.map(([, y]) => y)),
      );
      pad.fromData(
        kept.current.map((stroke) => ({
          penColor: "#14213d",
          dotSize: 0,
          minWidth: 1.4,
          maxWidth: 3,
          velocityFilterWeight: 0.7,
          compositeOperation: "source-over" as const,
          points: stroke.map(([x, y], index) => ({
            x: x * scale,
            y: y * scale,
            pressure: 0.5,
            time: index * 8,
          })),
        })),
      );
    };
    const end = () => {
      const { width, height } = element.getBoundingClientRect();
      const scale = LONG_SIDE / Math.max(width, height);
      const all = pad
        .toData()
        .map((group) =>
          group.points.map(({ x, y }): [number, number] => [clamp(x * scale), clamp(y * scale)]),
        )
        .filter((stroke) => stroke.length > 0);
      if (all.flat().length <= MOST_POINTS) onChange(all);
    };
    pad.addEventListener("endStroke", end);
    const watch = new ResizeObserver(fit);
    watch.observe(element);
    return () => {
      watch.disconnect();
      pad.off();
      drawn.current = null;
    };
  }, [onChange, large]);
  const body = (
    <>
      <canvas
        ref={canvas}
        className="pad"
        role="img"
        aria-label={t("agreements.padLabel", { name })}
      />
      <div className="row">
        <Button
          small
          plain
          onClick={() => {
            drawn.current?.clear();
            onChange([]);
          }}
        >
          {t("agreements.redo")}
        </Button>
        <Button small onClick={() => setLarge(!large)}>
          {t(large ? "agreements.padDone" : "agreements.padLarge")}
        </Button>
      </div>
    </>
  );
  return large ? (
    <div className="pad-large" role="dialog" aria-label={t("agreements.padLabel", { name })}>
      <p className="small muted" style={{ margin: 0 }}>
        {t("agreements.turn")}
      </p>
      {body}
    </div>
  ) : (
    body
  );
}
const clamp = (value: number) => Math.round(Math.min(Math.max(value, 0), LONG_SIDE) * 10) / 10;
