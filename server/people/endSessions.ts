import type { Tx } from "../storage/database.ts";
import { hasSession } from "./asNow.ts";

/**
 * What ended with a change: sockets and the media seat are closed after the commit
 * (`parts.hangUp`).
 */
export type Ended = { caseId: string; personId: string; sessionIds: string[]; none: boolean };

/**
 * R-P18. Ends one session of a person, all but one, or all, in the change that is the reason for
 * it.
 */
export async function endSessions(
  tx: Tx,
  person: { id: string; case_id: string },
  now: Date,
  which: { only?: string; except?: string } = {},
): Promise<Ended> {
  let rows = tx.deleteFrom("participant_session").where("participant_id", "=", person.id);
  if (which.only !== undefined) rows = rows.where("id", "=", which.only);
  if (which.except !== undefined) rows = rows.where("id", "<>", which.except);
  const ended = await rows.returning("id").execute();
  const none = !(await hasSession(tx, person.id, now));
  return {
    caseId: person.case_id,
    personId: person.id,
    sessionIds: ended.map((one) => one.id),
    none,
  };
}

/**
 * Codes for signing a text that is no longer the one to sign: they were asked for while reading
 * another.
 */
export const endSigningCodes = (tx: Tx, caseId: string, purpose: "sign" | "apply", now: Date) =>
  tx
    .updateTable("one_time_code")
    .set({ expires_at: now })
    .where("purpose", "=", purpose)
    .where("expires_at", ">", now)
    .where((row) =>
      row.or([
        row(
          "participant_id",
          "in",
          tx.selectFrom("participant").select("id").where("case_id", "=", caseId),
        ),
        row(
          "staff_id",
          "in",
          tx.selectFrom("cases").select("mediator_id").where("id", "=", caseId),
        ),
      ]),
    )
    .execute();

/** Codes that were sent before end too. */
export const endCodes = (tx: Tx, participantId: string, now: Date) =>
  tx
    .updateTable("one_time_code")
    .set({ expires_at: now })
    .where("participant_id", "=", participantId)
    .where("expires_at", ">", now)
    .execute();
