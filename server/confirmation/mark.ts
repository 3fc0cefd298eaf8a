import { sql } from "kysely";
import { needsCorrection } from "../../shared/confirmation/application.ts";
import { type ConfirmationFacts, markOfConfirmation } from "../../shared/confirmation/mark.ts";
import type { Marker } from "../cases/marker.ts";
import { partyIdsOf } from "../cases/parties.ts";
import type { Database, Tx } from "../storage/database.ts";

/** The sides that signed the newest application's text as it stands, as ids. */
const signedParties = sql<string[]>`array(select party_id from application_signature
  where application_signature.application_id = application.id
  and application_signature.revision = application.revision)`;

/** The newest version of each case, where it was not opened again. */
const standingVersions = (db: Database | Tx, caseIds: string[]) =>
  db
    .selectFrom((newest) =>
      newest
        .selectFrom("agreement_version")
        .distinctOn("case_id")
        .select(["id", "case_id", "state", "effective_at"])
        .where("case_id", "in", caseIds)
        .orderBy("case_id")
        .orderBy("version", "desc")
        .as("newest"),
    )
    .select(["newest.id", "newest.case_id", "newest.effective_at"])
    .where("newest.state", "<>", "void")
    .execute();

/** The newest application of each version, and who signed it. */
const newestApplications = (db: Database | Tx, versionIds: string[]) =>
  db
    .selectFrom("application")
    .distinctOn("version_id")
    .select(["version_id", "state", "defects", "answers", "filed_at"])
    .select(signedParties.as("signed_parties"))
    .where("version_id", "in", versionIds)
    .orderBy("version_id")
    .orderBy("created_at", "desc")
    .execute();

/** Where the application of a case stands, and until when it can be filed. */
export const markConfirmation: Marker<"confirmation"> = async (db, caseIds) => {
  const versions = await standingVersions(db, caseIds);
  const versionIds = versions.map(({ id }) => id);
  const applications = versionIds.length > 0 ? await newestApplications(db, versionIds) : [];
  const parties = await db
    .selectFrom("cases")
    .select("id")
    .select(partyIdsOf("cases.id").as("party_ids"))
    .where("id", "in", caseIds)
    .execute();
  return parties.map(({ id: caseId, party_ids: partyIds }) => {
    const version = versions.find((row) => row.case_id === caseId);
    const row = applications.find((each) => each.version_id === version?.id);
    const application: ConfirmationFacts["application"] = row
      ? {
          state: row.state,
          signedParties: row.signed_parties,
          needsCorrection: needsCorrection(row),
          filed: row.filed_at !== null,
        }
      : null;
    const effectiveAt = version?.effective_at ?? null;
    return { caseId, mark: markOfConfirmation({ effectiveAt, partyIds, application }) };
  });
};
