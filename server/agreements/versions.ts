import type { Database, Tx } from "../storage/database.ts";

/** The text of a case that was frozen last, opened again or not. */
export const latestVersion = (db: Database | Tx, caseId: string) =>
  db
    .selectFrom("agreement_version")
    .selectAll()
    .where("case_id", "=", caseId)
    .orderBy("version", "desc")
    .limit(1)
    .executeTakeFirst();

/** The parties that have agreed to a change of this text in force. */
export const agreedToReopen = async (db: Database | Tx, versionId: string): Promise<string[]> =>
  (
    await db
      .selectFrom("reopening_agreed")
      .select("party_id")
      .where("version_id", "=", versionId)
      .execute()
  ).map((row) => row.party_id);

/** The declines of a version that stand, by the people who declined. */
export const standingDeclines = (db: Database | Tx, versionId: string) =>
  db
    .selectFrom("decline")
    .selectAll()
    .where("version_id", "=", versionId)
    .where("taken_back_at", "is", null)
    .orderBy("at")
    .execute();
