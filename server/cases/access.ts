import { type Selectable, sql } from "kysely";
import { isOpen } from "../../shared/cases/state.ts";
import type { Asker } from "../../shared/people/asker.ts";
import {
  type Action,
  type CaseFacts,
  refusalFor,
  type Role,
  roleIn,
} from "../../shared/people/permissions.ts";
import { Refusal } from "../../shared/refusal.ts";
import type { Database, Tx } from "../storage/database.ts";
import { asNow } from "../people/asNow.ts";
import { lockCase } from "../storage/lockCase.ts";
import type { Tables } from "../storage/tables.ts";

export type CaseRow = Selectable<Tables["cases"]>;

/** Where an asker stands in a case. */
export type Place = { row: CaseRow; role: Role; facts: CaseFacts };

/** The one door to a case: loads it and refuses unless this asker may do this in it. */
export async function inCase(
  db: Database | Tx,
  asker: Asker,
  caseId: string,
  action: Action,
): Promise<Place> {
  const found = await db
    .selectFrom("cases")
    .selectAll()
    .select(
      sql<
        string[]
      >`array(select court_id from application where case_id = cases.id and filed_at is not null)`.as(
        "filed_court_ids",
      ),
    )
    .where("id", "=", caseId)
    .executeTakeFirst();
  if (!found) throw new Refusal("cases/not-found");
  const { filed_court_ids: filedCourtIds, ...row } = found;
  const facts: CaseFacts = {
    id: row.id,
    organisationId: row.organisation_id,
    mediatorId: row.mediator_id,
    filedCourtIds,
    open: isOpen(row.state),
  };
  const refusal = refusalFor(asker, action, facts);
  if (refusal) throw new Refusal(refusal);
  return { row, role: roleIn(asker, facts), facts };
}

/**
 * R-P31. The same door once more, under the case's lock, with the asker read anew: what a change
 * rests on is what the rows say while nobody else can change them. Every change that somebody asks
 * for begins with this.
 */
export async function inCaseNow<A extends Asker>(
  tx: Tx,
  asked: A,
  caseId: string,
  action: Action,
  now: () => Date,
): Promise<Place & { asker: A }> {
  await lockCase(tx, caseId);
  const asker = await asNow(tx, asked, now);
  return { ...(await inCase(tx, asker, caseId, action)), asker };
}
