import { frozenContent } from "../agreements/frozenContent.ts";
import { type Check, type CheckedPerson, walkChecks } from "../../shared/confirmation/checks.ts";
import { competentCourts } from "../../shared/confirmation/court.ts";
import { differsFromParty } from "../../shared/people/ownName.ts";
import { dayOf } from "../../shared/day.ts";
import { trustOf } from "../agreements/trust.ts";
import { verifySealed } from "../agreements/verifySealed.ts";
import { participantsOf, type PartyRow, partiesOf, statedBy } from "../cases/parties.ts";
import type { Parts } from "../parts.ts";
import { numberOf } from "../people/participants.ts";
import type { Keys } from "../storage/keys.ts";
import { applicationText } from "./applicationText.ts";

type Row = Awaited<ReturnType<typeof participantsOf>>[number];

/** A person as the checks look at one. */
const checkedPerson = (keys: Keys, parties: PartyRow[], person: Row): CheckedPerson => ({
  id: person.id,
  partyId: person.party_id,
  capacity: person.capacity,
  authority: person.authority,
  isNamedAsStated: parties.some(
    (party) =>
      party.id === person.party_id &&
      !differsFromParty(statedBy(keys, party), { ...person, idNumber: numberOf(keys, person) }),
  ),
  verified: person.verified_at !== null,
  addressGiven: person.address_at !== null,
});

/** What the clerk sees checked beside the documents (R-C10–R-C18). */
export async function runChecks(parts: Parts, applicationId: string): Promise<Check[]> {
  const { db } = parts;
  const application = await db
    .selectFrom("application")
    .selectAll()
    .where("id", "=", applicationId)
    .executeTakeFirstOrThrow();
  const row = await db
    .selectFrom("cases")
    .selectAll()
    .where("id", "=", application.case_id)
    .executeTakeFirstOrThrow();
  const version = await db
    .selectFrom("agreement_version")
    .selectAll()
    .where("id", "=", application.version_id)
    .executeTakeFirstOrThrow();
  const content = applicationText(application);
  const agreement = frozenContent(version);
  const [parties, people, applied, signed, courts, organisation] = await Promise.all([
    partiesOf(db, row.id),
    participantsOf(db, row.id),
    db
      .selectFrom("application_signature")
      .selectAll()
      .where("application_id", "=", application.id)
      .where("revision", "=", application.revision)
      .execute(),
    db
      .selectFrom("signature")
      .selectAll()
      .where("version_id", "=", version.id)
      .where("role", "=", "party")
      .execute(),
    db.selectFrom("court").selectAll().execute(),
    db
      .selectFrom("organisation")
      .selectAll()
      .where("id", "=", row.organisation_id)
      .executeTakeFirstOrThrow(),
  ]);
  const report = version.sealed_file
    ? await verifySealed(await parts.files.get(version.sealed_file), trustOf(parts.keys))
    : null;
  return walkChecks({
    partyIds: parties.map((party) => party.id),
    people: people.map((person) => checkedPerson(parts.keys, parties, person)),
    signerIds: [...new Set([...applied, ...signed].map((one) => one.signer_id))],
    clauses: agreement.clauses,
    competentCourtIds: competentCourts(courts, organisation, parties).map((court) => court.id),
    filed: {
      courtId: application.court_id,
      day: dayOf(application.filed_at ?? parts.now()),
      effectiveDay: content.effectiveDay,
      applicants: applied.map((one) => one.party_id),
      agreementSigners: signed.flatMap((one) =>
        one.party_id ? [{ partyId: one.party_id, contentHash: one.content_hash }] : [],
      ),
      contentHash: version.content_hash,
      sealValid: report?.valid ?? false,
    },
  });
}
