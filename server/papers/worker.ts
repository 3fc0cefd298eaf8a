import { parentPort } from "node:worker_threads";
import { openFonts } from "./fonts.ts";
import type { Form } from "./form.ts";
import { type FormName, type Forms, forms } from "./forms/index.ts";

type Render = { render: FormName; data: Forms[FormName] };

/**
 * What is asked of the one worker that sets every paper: fonts are opened once here, when first
 * needed, and the main thread never stalls.
 */
export type WorkerAsk = { id: number } & (Render | { uncovered: string });

/** Its answer; `error` is the stack of what was thrown. */
export type WorkerAnswer = {
  id: number;
  bytes?: Uint8Array;
  pages?: number;
  missing?: string[];
  error?: string;
};

const fonts = openFonts();

async function draw({ render, data }: Render) {
  const form: Form<FormName, unknown> = forms[render];
  await fonts.prepare(JSON.stringify(data));
  return form.draw(fonts, data);
}

parentPort?.on("message", async (ask: WorkerAsk) => {
  const answer: WorkerAnswer = { id: ask.id };
  try {
    if ("uncovered" in ask) answer.missing = await fonts.uncovered(ask.uncovered);
    else Object.assign(answer, await draw(ask));
  } catch (error) {
    answer.error = (error as Error).stack ?? String(error);
  }
  parentPort?.postMessage(answer);
});
