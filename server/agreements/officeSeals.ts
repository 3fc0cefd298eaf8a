import type { Answers } from "../../shared/contract.ts";
import { sealIsGivenUp } from "../../shared/agreements/signing.ts";
import type { Asker } from "../../shared/people/asker.ts";
import { Refusal } from "../../shared/refusal.ts";
import type { Database } from "../storage/database.ts";
import { sealTroubleOf } from "./frozenContent.ts";
import { openedBy } from "./openedByOffice.ts";

const SHOWN = 100;

/**
 * The texts of an organisation that wait for its seal or bear it, newest first, and which of them
 * this member has opened.
 */
export async function officeSeals(
  db: Database,
  asker: Asker,
): Promise<Answers["GET /api/office/seals"]> {
  if (asker.kind !== "staff" || asker.role !== "coordinator" || !asker.organisationId)
    throw new Refusal("people/not-allowed");
  const rows = await db
    .selectFrom("agreement_version as version")
    .innerJoin("cases", "cases.id", "version.case_id")
    .select([
      "version.id",
      "version.case_id",
      "version.state",
      "version.frozen_at",
      "version.seal_error",
      "version.seal_failed_at",
    ])
    .select(["cases.code", "cases.title"])
    .where("cases.organisation_id", "=", asker.organisationId)
    .where("version.state", "in", ["signed", "sealing", "sealed"])
    .orderBy("version.frozen_at", "desc")
    .limit(SHOWN)
    .execute();
  const opened = await openedBy(db, asker.id);
  return rows.map((row) => ({
    opened: opened.has(row.id),
    caseId: row.case_id,
    versionId: row.id,
    caseCode: row.code,
    title: row.title,
    state: row.state,
    since: row.frozen_at.toISOString(),
    trouble: sealTroubleOf(row),
    givenUp: sealIsGivenUp(row.state, row.seal_failed_at),
  }));
}
