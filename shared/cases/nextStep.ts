import { changeSteps, signingSteps } from "../agreements/steps.ts";
import { confirmationSteps } from "../confirmation/steps.ts";
import { draftSteps } from "../drafting/steps.ts";
import { entrySteps, invitationSteps } from "../people/steps.ts";
import { roomSteps } from "../rooms/steps.ts";
import type { Marks } from "./marks.ts";
import type { Looker, NextKey, Step } from "./step.ts";

/** What happens next and who waits for whom; the pages put it into one sentence. */
export type NextStep = { key: NextKey; waitingFor: string[] };

/** The tables of the domains, one after another: the first row that is so is the next step. */
export const steps: readonly Step[] = [
  ...entrySteps,
  ...changeSteps,
  ...confirmationSteps,
  ...signingSteps,
  ...roomSteps,
  ...invitationSteps,
  ...draftSteps,
];

/** The row of the tables that says what comes next. */
export function rowFor(marks: Marks, looker: Looker): Step {
  const row = steps.find((step) => step.when(marks, looker));
  if (!row) throw new Error("the last row of the tables is everybody's");
  return row;
}

/**
 * R-S1. The next step of a case as one person sees it, by its marks; `called` names whom it waits
 * for.
 */
export function nextStep(
  marks: Marks,
  looker: Looker,
  called: (waitedFor: string) => string,
): NextStep {
  const row = rowFor(marks, looker);
  return { key: row.key, waitingFor: (row.for?.(marks) ?? []).map(called) };
}
