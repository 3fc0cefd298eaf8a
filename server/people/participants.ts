import type { Selectable } from "kysely";
import type { Asker, Level, ParticipantAsker } from "../../shared/people/asker.ts";
import type { EntryStep } from "../../shared/people/contract.ts";
import { Refusal } from "../../shared/refusal.ts";
import type { Keys } from "../storage/keys.ts";
import type { Tables } from "../storage/tables.ts";

export type ParticipantRow = Selectable<Tables["participant"]>;

/** Only somebody who takes part in a case may do this; `people/not-allowed` to staff. */
export function asParticipant(asker: Asker): ParticipantAsker {
  if (asker.kind !== "participant") throw new Refusal("people/not-allowed");
  return asker;
}

type Steps = Pick<ParticipantRow, "identity_at" | "notice_at" | "address_at">;

/**
 * The number of somebody's document: as it was given at entry, else as the mediator registered it;
 * "" if neither is known.
 */
export function numberOf(
  { open }: Pick<Keys, "open">,
  row: Pick<ParticipantRow, "id_sealed" | "expected_id_sealed">,
): string {
  const sealed = row.id_sealed ?? row.expected_id_sealed;
  return sealed ? open(sealed) : "";
}

/** The first entry step that is still open: leaving and coming back resumes here. */
export const openStep = (row: Steps): Exclude<EntryStep, "code"> =>
  !row.identity_at ? "identity" : !row.notice_at ? "notice" : !row.address_at ? "address" : "done";

/** How well a person with a session is known. */
export const levelOf = (row: Steps & Pick<ParticipantRow, "verified_at">): Level =>
  openStep(row) !== "done" ? "code" : row.verified_at ? "verified" : "entered";

/** A person as somebody who asks, by the row alone. */
export const askerOf = (row: ParticipantRow, sessionId: string | null): ParticipantAsker => ({
  kind: "participant",
  id: row.id,
  caseId: row.case_id,
  partyId: row.party_id,
  name: row.name,
  capacity: row.capacity,
  authority: row.authority,
  level: levelOf(row),
  sessionId,
});
