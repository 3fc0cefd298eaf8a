import { sql } from "kysely";
import type { CaseRow } from "../../shared/cases/contract.ts";
import { storedMarks } from "../../shared/cases/marks.ts";
import { runningPeriod } from "../../shared/cases/runningPeriod.ts";
import { isOpen } from "../../shared/cases/state.ts";
import type { Named } from "../../shared/drafting/sentence.ts";
import type { StaffAsker } from "../../shared/people/asker.ts";
import type { Database } from "../storage/database.ts";
import { nextStepFor } from "./lookAt.ts";
import { marksColumn } from "./marks.ts";

/** The newest so many; whoever has more finds the others by what changed in them. */
const LISTED = 200;

const namedParties = sql<Named[]>`(
  select jsonb_agg(jsonb_build_object('id', id, 'name', name, 'title', title) order by position)
  from party where party.case_id = cases.id)`;

/**
 * The cases of an organisation, or only those this mediator leads, with the newest change first.
 */
function casesOf(db: Database, asker: StaffAsker) {
  const ofOrganisation = db
    .selectFrom("cases")
    .where("cases.organisation_id", "=", asker.organisationId)
    .orderBy("cases.updated_at", "desc")
    .limit(LISTED);
  return asker.role === "mediator"
    ? ofOrganisation.where("cases.mediator_id", "=", asker.id)
    : ofOrganisation;
}

/**
 * The cases a member of staff works on, in one query: a mediator's own, a coordinator's
 * organisation's.
 */
export async function listCases(db: Database, asker: StaffAsker, now: Date): Promise<CaseRow[]> {
  const rows = await casesOf(db, asker)
    .innerJoin("organisation", "organisation.id", "cases.organisation_id")
    .innerJoin("staff", "staff.user_id", "cases.mediator_id")
    .select(["cases.id", "cases.code", "cases.title", "cases.kind", "cases.updated_at"])
    .select(["cases.state", "organisation.name as organisation", "staff.name as mediator"])
    .select([namedParties.as("parties"), marksColumn("cases.id").as("marks")])
    .execute();
  return rows.map((row) => {
    const marks = storedMarks.parse(row.marks);
    return {
      id: row.id,
      code: row.code,
      title: row.title,
      kind: row.kind,
      parties: row.parties.map((party) => party.name),
      next: nextStepFor(marks, asker, row, now),
      deadline: runningPeriod(marks, now),
      updatedAt: row.updated_at.toISOString(),
      open: isOpen(row.state),
    };
  });
}
