import { type Mark, markAt } from "../cases/mark.ts";
import { type Day, dayOf } from "../day.ts";
import type { ApplicationState } from "./application.ts";
import { confirmationDeadline, filingLimit } from "./deadline.ts";

/**
 * Where the application stands, and between "returned" and "filed" once more: each defect has its
 * answer.
 */
export const confirmationStates = [
  "none",
  "drafted",
  "filed",
  "returned",
  "corrected",
  "docketed",
  "confirmed",
  "not-accepted",
  "dismissed",
  "withdrawn",
] as const satisfies readonly (ApplicationState | "none" | "corrected")[];

export type ConfirmationState = (typeof confirmationStates)[number];

export type ConfirmationFacts = {
  /** When the agreement took effect; null while none is in force. */
  effectiveAt: Date | null;
  partyIds: string[];
  application: {
    state: ApplicationState;
    signedParties: string[];
    needsCorrection: boolean;
    filed: boolean;
  } | null;
};

/**
 * R-S3. Whose signature the application lacks, and until when it can be filed (R-C1); a court's
 * answer ends that.
 */
export function markOfConfirmation(facts: ConfirmationFacts): Mark<ConfirmationState> {
  const { application } = facts;
  if (!application) return markAt("none", { ...periodFrom(facts.effectiveAt) });
  const { state, signedParties, needsCorrection, filed } = application;
  if (state === "confirmed" || state === "dismissed" || state === "not-accepted")
    return markAt(state, { met: filed });
  const runs = { ...periodFrom(facts.effectiveAt), met: filed };
  if (state !== "drafted" && state !== "returned") return markAt(state, runs);
  const waitingFor = facts.partyIds.filter((id) => !signedParties.includes(id));
  if (state === "drafted") return markAt("drafted", { ...runs, waitingFor });
  return needsCorrection ? markAt("returned", runs) : markAt("corrected", { ...runs, waitingFor });
}

function periodFrom(effectiveAt: Date | null): { due: Day | null; closes: Day | null } {
  if (!effectiveAt) return { due: null, closes: null };
  const day = dayOf(effectiveAt);
  return { due: confirmationDeadline(day), closes: filingLimit(day) };
}
