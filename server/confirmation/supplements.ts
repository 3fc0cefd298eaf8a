import { lateChange } from "../../shared/confirmation/filed.ts";
import type { Supplement, SupplementData } from "../../shared/confirmation/contract.ts";
import { Refusal } from "../../shared/refusal.ts";
import { latestVersion } from "../agreements/versions.ts";
import { applicationOf } from "./applications.ts";
import type { ParticipantRow } from "../people/participants.ts";
import type { Database, Tx } from "../storage/database.ts";

const dataOf = (person: Partial<ParticipantRow>): SupplementData => ({
  address: person.service_address ?? "",
  phone: person.service_phone ?? "",
  email: person.service_email ?? "",
  electronic: person.electronic_service ?? false,
});

async function currentState(db: Database | Tx, caseId: string) {
  const version = await latestVersion(db, caseId);
  return version ? ((await applicationOf(db, version.id)) ?? null) : null;
}

/** Refuses another identity document once the application is with the court (R-C22). */
export async function refuseLateIdentity(tx: Tx, caseId: string): Promise<void> {
  const outcome = lateChange((await currentState(tx, caseId))?.state ?? null, "identity");
  if (outcome !== "plain" && outcome !== "supplement") throw new Refusal(outcome);
}

/**
 * Notes a changed address for the court once the application is there (R-C22); before that it is
 * simply the new address.
 */
export async function noteAddressChange(
  tx: Tx,
  person: ParticipantRow,
  change: Partial<ParticipantRow>,
  at: Date,
): Promise<void> {
  const application = await currentState(tx, person.case_id);
  if (!application || lateChange(application.state, "address") !== "supplement") return;
  const [before, after] = [
    JSON.stringify(dataOf(person)),
    JSON.stringify(dataOf({ ...person, ...change })),
  ];
  if (before === after) return;
  await tx
    .insertInto("supplement")
    .values({
      application_id: application.id,
      participant_id: person.id,
      kind: "address",
      before,
      after,
      at,
    })
    .execute();
}

/** What was supplemented to an application, oldest first. */
export async function supplementsOf(
  db: Database | Tx,
  applicationId: string,
): Promise<Supplement[]> {
  const rows = await db
    .selectFrom("supplement")
    .innerJoin("participant", "participant.id", "supplement.participant_id")
    .innerJoin("party", "party.id", "participant.party_id")
    .select([
      "supplement.at",
      "supplement.kind",
      "supplement.before",
      "supplement.after",
      "participant.name",
      "party.name as party",
    ])
    .where("supplement.application_id", "=", applicationId)
    .orderBy("supplement.at")
    .execute();
  return rows.map((row) => ({
    at: row.at.toISOString(),
    who: row.name,
    onBehalfOf: row.party,
    kind: row.kind,
    before: row.before,
    after: row.after,
  }));
}
