import { parentPort } from "node:worker_threads";
import { agreement } from "./agreement.ts";
import { address, application, authority, identity, mediationProof, ruling } from "./courtForms.ts";
import { openFonts } from "./fonts.ts";
import type { FormName, Forms } from "./forms.ts";

/** One worker sets every paper: fonts are parsed once here, and the main thread never stalls. */
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
  ruling: (data) => ruling(fonts, data),
};
const uncovered = (text: string) =>
  [...new Set(text)].filter((char) => !/\s/.test(char) && fonts.fontFor(char.codePointAt(0) as number, "serif") === null);

parentPort?.on("message", async (ask: WorkerAsk) => {
  const answer: WorkerAnswer = { id: ask.id };
  try {
    if ("uncovered" in ask) answer.missing = uncovered(ask.uncovered);
    else Object.assign(answer, await (forms[ask.render] as (data: unknown) => Promise<{ bytes: Buffer; pages: number }>)(ask.data));
  } catch (error) {
    answer.error = (error as Error).stack ?? String(error);
  }
  parentPort?.postMessage(answer);
});
