import { parentPort } from "node:worker_threads";
import { agreement } from "./agreement.ts";
import { address, application, authority, identity, mediationProof } from "./courtForms.ts";
import { openFonts } from "./fonts.ts";
import type { FormName, Forms } from "./forms.ts";
import { record } from "./record.ts";

/** One worker sets every paper: fonts are opened once here, when first needed, and the main thread never stalls. */
export type WorkerAsk = { id: number } & ({ render: FormName; data: Forms[FormName] } | { uncovered: string });
export type WorkerAnswer = { id: number; bytes?: Uint8Array; pages?: number; missing?: string[]; error?: string };

const fonts = openFonts();
const forms: { [F in FormName]: (data: Forms[F]) => Promise<{ bytes: Buffer; pages: number }> } = {
  agreement: (data) => agreement(fonts, data),
  application: (data) => application(fonts, data),
  "mediation-proof": (data) => mediationProof(fonts, data),
  address: (data) => address(fonts, data),
  identity: (data) => identity(fonts, data),
  authority: (data) => authority(fonts, data),
  record: (data) => record(fonts, data),
};
async function draw(ask: Extract<WorkerAsk, { render: FormName }>) {
  await fonts.prepare(JSON.stringify(ask.data));
  return (forms[ask.render] as (data: unknown) => Promise<{ bytes: Buffer; pages: number }>)(ask.data);
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
