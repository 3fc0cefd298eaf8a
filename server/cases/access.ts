import type { Selectable } from "kysely";
import type { Asker } from "../../shared/people/asker.ts";
import { type Action, type CaseFacts, refusalFor, type Role, roleIn } from "../../shared/people/permissions.ts";
import { Refusal } from "../../shared/refusal.ts";
import type { Database, Tx } from "../storage/database.ts";
import type { Tables } from "../storage/tables.ts";

export type CaseRow = Selectable<Tables["cases"]>;

/** States in which an application lies with its court. */
export const WITH_COURT = ["filed", "docketed", "confirmed", "not-accepted", "dismissed", "returned"] as const;

/** The one door to a case: loads it and refuses unless this asker may do this in it. */
export async function inCase(
  db: Database | Tx,
  asker: Asker,
  caseId: string,
  action: Action,
): Promise<{ row: CaseRow; role: Role; facts: CaseFacts }> {
  const row = await db.selectFrom("cases").selectAll().where("id", "=", caseId).executeTakeFirst();
  if (!row) throw new Refusal("cases/not-found");
  const filed = await db
    .selectFrom("application")
    .select("court_id")
    .where("case_id", "=", caseId)
    .where("filed_at", "is not", null)
    .where("state", "in", WITH_COURT)
    .orderBy("filed_at", "desc")
    .executeTakeFirst();
  const facts: CaseFacts = {
    id: row.id,
    organisationId: row.organisation_id,
    mediatorId: row.mediator_id,
    filedCourtId: filed?.court_id ?? null,
    open: row.open,
  };
  const refusal = refusalFor(asker, action, facts);
  if (refusal) throw new Refusal(refusal);
  return { row, role: roleIn(asker, facts), facts };
}
