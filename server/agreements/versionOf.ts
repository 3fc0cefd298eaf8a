import { Refusal } from "../../shared/refusal.ts";
import type { Database, Tx } from "../storage/database.ts";

/**
 * One version of a case's agreement, by its id; `agreements/none` where the case has no such
 * version.
 */
export async function versionOf(db: Database | Tx, caseId: string, versionId: string) {
  const version = await db
    .selectFrom("agreement_version")
    .selectAll()
    .where("id", "=", versionId)
    .where("case_id", "=", caseId)
    .executeTakeFirst();
  if (!version) throw new Refusal("agreements/none");
  return version;
}
