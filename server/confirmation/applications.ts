import type { Selectable } from "kysely";
import { Refusal } from "../../shared/refusal.ts";
import { latestVersion } from "../agreements/versions.ts";
import type { Database, Tx } from "../storage/database.ts";
import type { Tables } from "../storage/tables.ts";

export type ApplicationRow = Selectable<Tables["application"]>;
export type VersionRow = Selectable<Tables["agreement_version"]> & { effective_at: Date };

/** The application as it stands: the newest, where an earlier one was withdrawn or not accepted. */
export const applicationOf = (db: Database | Tx, versionId: string) =>
  db
    .selectFrom("application")
    .selectAll()
    .where("version_id", "=", versionId)
    .orderBy("created_at", "desc")
    .limit(1)
    .executeTakeFirst();

/** The agreement in force, which alone can be applied for. */
export async function versionInForce(db: Database | Tx, caseId: string): Promise<VersionRow> {
  const version = await latestVersion(db, caseId);
  if (version?.state !== "sealed" || !version.effective_at)
    throw new Refusal("confirmation/not-effective");
  return { ...version, effective_at: version.effective_at };
}

/** The application as it stands, with the agreement it is about. */
export async function currentApplication(
  db: Database | Tx,
  caseId: string,
): Promise<{ version: VersionRow; application: ApplicationRow }> {
  const version = await versionInForce(db, caseId);
  const application = await applicationOf(db, version.id);
  if (!application) throw new Refusal("confirmation/none");
  return { version, application };
}

/** The signatures under the text as it stands, in the order they were made. */
export const signaturesOf = (
  db: Database | Tx,
  application: Pick<ApplicationRow, "id" | "revision">,
) =>
  db
    .selectFrom("application_signature")
    .selectAll()
    .where("application_id", "=", application.id)
    .where("revision", "=", application.revision)
    .orderBy("at")
    .execute();

/** The parties that have agreed to withdraw an application. */
export const withdrawalOf = async (db: Database | Tx, applicationId: string): Promise<string[]> =>
  (
    await db
      .selectFrom("withdrawal_agreed")
      .select("party_id")
      .where("application_id", "=", applicationId)
      .execute()
  ).map((row) => row.party_id);
