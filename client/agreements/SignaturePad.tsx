import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Stroke } from "../../shared/agreements/agreement.ts";
import { Button } from "../ui/Button.tsx";
import { openPad } from "./openPad.ts";

type Props = { strokes: Stroke[]; onChange: (strokes: Stroke[]) => void; name: string };

/**
 * A box to sign in, and a larger one. Strokes live in state, so turning the phone loses nothing,
 * and what was drawn in the larger box is shown whole in the smaller one.
 */
export function SignaturePad({ strokes, onChange, name }: Props) {
  const { t } = useTranslation();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [large, setLarge] = useState(false);
  const pad = useRef<ReturnType<typeof openPad>>(null);
  // The pad outlives every drawing of the page: a new one would lose the stroke under the hand.
  const now = useRef({ strokes, onChange });
  now.current = { strokes, onChange };
  useEffect(() => {
    if (!canvas.current) return;
    const opened = openPad(canvas.current, {
      kept: () => now.current.strokes,
      onDrawn: (drawn) => {
        now.current.strokes = drawn;
        now.current.onChange(drawn);
      },
    });
    pad.current = opened;
    return () => opened.close();
  }, [large]);
  const clear = () => {
    pad.current?.clear();
    onChange([]);
  };
  const body = (
    <>
      <canvas
        ref={canvas}
        className="pad"
        role="img"
        aria-label={t("agreements.padLabel", { name })}
      />
      <div className="row">
        <Button small plain onClick={clear}>
          {t("agreements.redo")}
        </Button>
        <Button small onClick={() => setLarge(!large)}>
          {t(large ? "agreements.padDone" : "agreements.padLarge")}
        </Button>
      </div>
    </>
  );
  if (!large) return body;
  return (
    <div className="pad-large" role="dialog" aria-label={t("agreements.padLabel", { name })}>
      <p className="small muted" style={{ margin: 0 }}>
        {t("agreements.turn")}
      </p>
      {body}
    </div>
  );
}
