import { CAUSES } from "../../shared/cases/causes.ts";
import { dayOf } from "../../shared/day.ts";
import { PACKAGE_NAMES } from "../../shared/confirmation/packageNames.ts";
import type { AgreementContent } from "../../shared/agreements/agreement.ts";
import { recordOf } from "../agreements/records.ts";
import { participantsOf, partiesOf } from "../cases/store.ts";
import type { ApplicationContent } from "../papers/forms.ts";
import type { Parts } from "../parts.ts";
import type { Database, Tx } from "../storage/database.ts";
import { signaturesOf } from "./applications.ts";

export type DrawnDocument = { document: string; name: string; bytes: Buffer; pages: number; signers: { name: string; at: string }[] };
const RELATIONS: Record<string, string> = { self: "本人", "legal-representative": "法定代表人", agent: "委托代理人" };
const ID_KINDS: Record<string, string> = { "resident-id": "居民身份证", passport: "护照", "company-code": "统一社会信用代码" };
const METHODS: Record<string, string> = { video: "视频核对", "in-person": "当面核对" };

/** Every row that the documents of an application are drawn from, as it is now. */
export async function filingFacts(db: Database | Tx, applicationId: string) {
  const application = await db.selectFrom("application").selectAll().where("id", "=", applicationId).executeTakeFirstOrThrow();
  const version = await db.selectFrom("agreement_version").selectAll().where("id", "=", application.version_id).executeTakeFirstOrThrow();
  const row = await db.selectFrom("cases").selectAll().where("id", "=", application.case_id).executeTakeFirstOrThrow();
  const [parties, people, signatures, applied, organisation] = await Promise.all([
    partiesOf(db, row.id),
    participantsOf(db, row.id),
    db.selectFrom("signature").selectAll().where("version_id", "=", version.id).orderBy("at").execute(),
    signaturesOf(db, application),
    db.selectFrom("organisation").selectAll().where("id", "=", row.organisation_id).executeTakeFirstOrThrow(),
  ]);
  return { application, version, row, parties, people, signatures, applied, organisation };
}
export type FilingFacts = Awaited<ReturnType<typeof filingFacts>>;

/** What a document says of people: when this is the same, the documents drawn from it are the same. */
export const printOf = ({ application, version, parties, people, applied, signatures }: FilingFacts): string =>
  JSON.stringify([
    application.revision,
    application.content_hash,
    version.sealed_file,
    parties.map((party) => [party.id, party.name]),
    people.map((person) => [
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
    applied.map((one) => one.id),
    signatures.map((one) => one.id),
  ]);

/** Everything the court gets, drawn from these rows. Drawn once, when it is filed; from then on the bytes count. */
export async function drawFiling(parts: Parts, facts: FilingFacts): Promise<DrawnDocument[]> {
  const { application, version, row, parties, people, signatures, applied, organisation } = facts;
  const content = JSON.parse(application.content) as ApplicationContent,
    agreement = JSON.parse(version.content) as AgreementContent;
  const at = content.preparedAt,
    demo = parts.sealer.demo,
    caseCode = row.code,
    partyName = (id: string) => parties.find((party) => party.id === id)?.name ?? "";
  const entered = people.filter((person) => person.address_at),
    verified = people.filter((person) => person.verified_at);
  const made = {
    application: await parts.papers.render("application", {
      content,
      contentHash: application.content_hash,
      demo,
      signatures: applied.map((one) => ({
        partyId: one.party_id,
        signer: one.signer,
        capacity: one.capacity,
        at: one.at.toISOString(),
        strokes: one.strokes,
        typedName: one.typed_name,
        level: one.level,
      })),
    }),
    "mediation-proof": await parts.papers.render("mediation-proof", {
      organisation: organisation.name,
      caseCode,
      acceptedOn: dayOf(row.accepted_at),
      parties: parties.map((party) => party.name),
      mediator: agreement.mediator.name,
      agreementCode: version.code,
      effectiveDay: content.effectiveDay,
      demo,
      at,
    }),
    address: await parts.papers.render("address", {
      caseCode,
      cause: CAUSES[row.kind],
      at,
      demo,
      people: entered.map((person) => ({
        name: person.name,
        party: partyName(person.party_id),
        relation: RELATIONS[person.capacity] ?? "",
        idMask: person.id_mask ?? "",
        address: person.service_address ?? "",
        phone: person.service_phone ?? "",
        email: person.service_email ?? "",
        electronic: person.electronic_service ?? false,
        at: (person.address_at as Date).toISOString(),
      })),
    }),
    identity: await parts.papers.render("identity", {
      organisation: organisation.name,
      caseCode,
      at,
      demo,
      people: verified.map((person) => ({
        name: person.name,
        party: partyName(person.party_id),
        relation: RELATIONS[person.capacity] ?? "",
        idKind: ID_KINDS[person.id_kind ?? ""] ?? "",
        idMask: person.id_mask ?? "",
        checkedBy: person.verified_by ?? "",
        method: METHODS[person.verified_method ?? ""] ?? "",
        at: (person.verified_at as Date).toISOString(),
      })),
    }),
    authority: await parts.papers.render("authority", {
      organisation: organisation.name,
      caseCode,
      at,
      demo,
      agents: people
        .filter((person) => person.capacity === "agent")
        .map((person) => ({
          name: person.name,
          firm: person.firm,
          party: partyName(person.party_id),
          authority: person.authority ?? "general",
        })),
    }),
  };
  const sealed = await parts.files.get(version.sealed_file as string),
    record = await recordOf(parts, version);
  const signers = signatures.map((one) => ({ name: one.signer, at: one.at.toISOString() }));
  const files: DrawnDocument[] = [
    {
      document: "application",
      name: PACKAGE_NAMES.application,
      ...made.application,
      signers: applied.map((one) => ({ name: one.signer, at: one.at.toISOString() })),
    },
    { document: "agreement", name: PACKAGE_NAMES.agreement, bytes: sealed, pages: (await parts.readers.pdf(sealed)).pages, signers },
    { document: "mediation-proof", name: PACKAGE_NAMES["mediation-proof"], ...made["mediation-proof"], signers: [] },
    { document: "identity", name: PACKAGE_NAMES.identity, ...made.identity, signers: [] },
    {
      document: "address",
      name: PACKAGE_NAMES.address,
      ...made.address,
      signers: entered.map((person) => ({ name: person.name, at: (person.address_at as Date).toISOString() })),
    },
    { document: "authority", name: PACKAGE_NAMES.authority, ...made.authority, signers: [] },
    { document: "record", name: PACKAGE_NAMES.record, bytes: record, pages: (await parts.readers.pdf(record)).pages, signers: [] },
  ];
  return files;
}
