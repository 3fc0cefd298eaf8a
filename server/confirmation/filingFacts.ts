import { frozenContent } from "../agreements/frozenContent.ts";
import { participantsOf, partiesOf } from "../cases/parties.ts";
import type { Database, Tx } from "../storage/database.ts";
import { applicationText } from "./applicationText.ts";
import { signaturesOf } from "./applications.ts";

/** Every row that the documents of an application are drawn from, as it is now, and its texts. */
export async function filingFacts(db: Database | Tx, applicationId: string) {
  const applications = db.selectFrom("application").selectAll().where("id", "=", applicationId);
  const application = await applications.executeTakeFirstOrThrow();
  const { version_id: versionId, case_id: caseId } = application;
  const versions = db.selectFrom("agreement_version").selectAll().where("id", "=", versionId);
  const version = await versions.executeTakeFirstOrThrow();
  const cases = db.selectFrom("cases").selectAll().where("id", "=", caseId);
  const row = await cases.executeTakeFirstOrThrow();
  const organisations = db.selectFrom("organisation").selectAll();
  const signed = db.selectFrom("signature").selectAll().where("version_id", "=", version.id);
  const [parties, people, signatures, applied, organisation] = await Promise.all([
    partiesOf(db, row.id),
    participantsOf(db, row.id),
    signed.orderBy("at").execute(),
    signaturesOf(db, application),
    organisations.where("id", "=", row.organisation_id).executeTakeFirstOrThrow(),
  ]);
  return {
    application,
    content: applicationText(application),
    version,
    agreement: frozenContent(version),
    row,
    parties,
    people,
    signatures,
    applied,
    organisation,
    nameOf: (partyId: string) => parties.find((party) => party.id === partyId)?.name ?? "",
  };
}

/** What the documents of an application are drawn from. */
export type FilingFacts = Awaited<ReturnType<typeof filingFacts>>;

/** What documents say of people: while this is the same, so are the documents drawn from it. */
export const printOf = (facts: FilingFacts): string =>
  JSON.stringify([
    facts.application.revision,
    facts.application.content_hash,
    facts.version.sealed_file,
    facts.parties.map((party) => [party.id, party.name]),
    facts.people.map((person) => [
      person.id,
      person.name,
      person.firm,
      person.authority,
      person.id_kind,
      person.id_mask,
      person.verified_at,
      person.verified_by,
      person.verified_method,
      person.address_at,
    ]),
    facts.applied.map((one) => one.id),
    facts.signatures.map((one) => one.id),
  ]);
