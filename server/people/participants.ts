import type { Selectable } from "kysely";
import type { Level } from "../../shared/people/asker.ts";
import type { EntryStep } from "../../shared/people/contract.ts";
import type { Tables } from "../storage/tables.ts";

export type ParticipantRow = Selectable<Tables["participant"]>;
type Steps = Pick<ParticipantRow, "identity_at" | "notice_at" | "address_at">;

/** The first entry step that is still open: leaving and coming back resumes here. */
export const openStep = (row: Steps): Exclude<EntryStep, "code"> =>
  !row.identity_at ? "identity" : !row.notice_at ? "notice" : !row.address_at ? "address" : "done";
/** How well a person with a session is known. */
export const levelOf = (row: Steps & Pick<ParticipantRow, "verified_at">): Level =>
  openStep(row) !== "done" ? "code" : row.verified_at ? "verified" : "entered";
