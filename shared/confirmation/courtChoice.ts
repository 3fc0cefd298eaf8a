import type { RefusalCode } from "../refusal.ts";
import type { ApplicationState } from "./application.ts";

/**
 * An application that has ended without the court's taking it: the parties may apply anew, with
 * another court too.
 */
const endedUntaken: readonly ApplicationState[] = ["withdrawn", "not-accepted"];

/**
 * R-C20. Another application may follow one that was withdrawn by all or not accepted (解释 355: a
 * wrong court closes no other).
 */
export const mayApplyAnew = (state: ApplicationState): boolean => endedUntaken.includes(state);

export type CourtChoice = {
  /** The application as it stands, or null when there is none. */
  application: { state: ApplicationState; courtId: string; signedParties: string[] } | null;
  courtId: string;
  by: "party" | "mediator";
  reason: string;
  /**
   * People's data have changed since the text was drawn, so that it must be drawn and signed again
   * (R-C22).
   */
  dataChanged: boolean;
};

/**
 * R-C21. The parties choose the court freely until somebody has signed; then only the mediator sets
 * it anew, with a reason that everybody is told. What has been filed stays with its court: another
 * court means another application. R-C26. Nobody alone drops the others' signatures: data changed
 * since are drawn up again for the same court by the mediator, and everybody is told why to sign
 * once more.
 */
export function courtChoiceRefusal({
  application,
  courtId,
  by,
  reason,
  dataChanged,
}: CourtChoice): RefusalCode | null {
  if (application === null || mayApplyAnew(application.state)) return null;
  if (application.state !== "drafted")
    return application.courtId === courtId
      ? "confirmation/already-filed"
      : "confirmation/court-fixed";
  if (application.signedParties.length === 0) return null;
  const isUpdate = dataChanged && courtId === application.courtId;
  if (by !== "mediator")
    return isUpdate ? "confirmation/update-by-mediator" : "confirmation/court-settled";
  return isUpdate || reason.trim() ? null : "confirmation/reason-needed";
}

/**
 * R-C26. Defects are answered until somebody has signed the mended text; then a change is the
 * mediator's, so that nobody alone drops the others' signatures.
 */
export const correctionRefusal = (
  isSigned: boolean,
  by: "party" | "mediator",
): RefusalCode | null => (isSigned && by !== "mediator" ? "confirmation/signed-already" : null);

/**
 * R-C25. Returned by the court, an application is withdrawn once every party has agreed to it; one
 * that the court is examining is not ours to withdraw (解释 357).
 */
export function withdrawalRefusal(
  state: ApplicationState,
  party: { id: string; agreed: string[] },
): RefusalCode | null {
  if (state !== "returned") return "confirmation/wrong-state";
  return party.agreed.includes(party.id) ? "agreements/already-answered" : null;
}

export const isWithdrawn = (partyIds: string[], agreed: string[]): boolean =>
  partyIds.every((id) => agreed.includes(id));
