import { strToU8, zipSync } from "fflate";
import type { Check } from "../../shared/confirmation/application.ts";
import { PDF } from "@libpdf/core";
import { competentCourts } from "../../shared/confirmation/court.ts";
import { confirmationDeadline } from "../../shared/confirmation/deadline.ts";
import type { AgreementContent } from "../../shared/agreements/agreement.ts";
import { maySignFor } from "../../shared/people/asker.ts";
import { dayOf } from "../../shared/day.ts";
import { trustOf } from "../agreements/trust.ts";
import { verifySealed } from "../agreements/verifySealed.ts";
import { participantsOf, partiesOf } from "../cases/store.ts";
import type { ApplicationContent } from "../papers/forms.ts";
import type { Parts } from "../parts.ts";
import { sha256 } from "../storage/files.ts";

export type PackageFile = { document: string; name: string; bytes: Buffer; pages: number; signers: { name: string; at: string }[] };
const RELATIONS: Record<string, string> = { self: "本人", "legal-representative": "法定代表人", agent: "委托代理人" };
const ID_KINDS: Record<string, string> = { "resident-id": "居民身份证", passport: "护照", "company-code": "统一社会信用代码" };
const METHODS: Record<string, string> = { video: "视频核对", "in-person": "当面核对" };

/** Everything the court gets, made from what was filed: the same rows give the same bytes. */
export async function packageFiles(parts: Parts, applicationId: string): Promise<PackageFile[]> {
  const { db } = parts,
    application = await db.selectFrom("application").selectAll().where("id", "=", applicationId).executeTakeFirstOrThrow();
  const version = await db.selectFrom("agreement_version").selectAll().where("id", "=", application.version_id).executeTakeFirstOrThrow();
  const row = await db.selectFrom("cases").selectAll().where("id", "=", application.case_id).executeTakeFirstOrThrow();
  const [parties, people, signatures, applied, organisation] = await Promise.all([
    partiesOf(db, row.id),
    participantsOf(db, row.id),
    db.selectFrom("signature").selectAll().where("version_id", "=", version.id).orderBy("at").execute(),
    db
      .selectFrom("application_signature")
      .selectAll()
      .where("application_id", "=", application.id)
      .where("revision", "=", application.revision)
      .orderBy("at")
      .execute(),
    db.selectFrom("organisation").selectAll().where("id", "=", row.organisation_id).executeTakeFirstOrThrow(),
  ]);
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
      sealText: organisation.seal_text,
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
  const sealed = await parts.files.get(version.sealed_file as string);
  const signers = signatures.map((one) => ({ name: one.signer, at: one.at.toISOString() }));
  const files: PackageFile[] = [
    {
      document: "application",
      name: "1-司法确认申请书.pdf",
      ...made.application,
      signers: applied.map((one) => ({ name: one.signer, at: one.at.toISOString() })),
    },
    { document: "agreement", name: "2-人民调解协议书.pdf", bytes: sealed, pages: await pagesOf(sealed), signers },
    { document: "mediation-proof", name: "3-主持调解情况证明.pdf", ...made["mediation-proof"], signers: [] },
    { document: "identity", name: "4-身份核验记录.pdf", ...made.identity, signers: [] },
    {
      document: "address",
      name: "5-送达地址确认书.pdf",
      ...made.address,
      signers: entered.map((person) => ({ name: person.name, at: (person.address_at as Date).toISOString() })),
    },
    { document: "authority", name: "6-授权情况说明.pdf", ...made.authority, signers: [] },
  ];
  if (application.ruling_file) {
    const bytes = await parts.files.get(application.ruling_file);
    files.push({ document: "ruling", name: "7-民事裁定书.pdf", bytes, pages: await pagesOf(bytes), signers: [] });
  }
  return files;
}

const pagesOf = async (bytes: Buffer) => (await PDF.load(new Uint8Array(bytes))).getPageCount();
/** ZIP keeps local wall time; this one is the same everywhere. */
const FIXED = new Date(2026, 0, 1, 0, 0, 0);

/** The package a court downloads: documents, and a manifest with hash, size, pages and signers of each. Rebuilt, it is the same bytes. */
export async function buildPackage(parts: Parts, applicationId: string): Promise<Buffer> {
  const application = await parts.db.selectFrom("application").selectAll().where("id", "=", applicationId).executeTakeFirstOrThrow(),
    content = JSON.parse(application.content) as ApplicationContent;
  const files = await packageFiles(parts, applicationId),
    trust = trustOf(parts.sealer, parts.keys);
  const manifest = {
    schema: "yuntiao/court-package/1",
    applicationId,
    revision: application.revision,
    caseCode: content.caseCode,
    court: content.court,
    organisation: content.organisation,
    agreementCode: content.agreementCode,
    agreementHash: content.agreementHash,
    applicationHash: application.content_hash,
    effectiveDay: content.effectiveDay,
    deadline: content.deadline,
    filedAt: application.filed_at?.toISOString() ?? null,
    state: application.state,
    rulingNumber: application.ruling_number,
    documents: files.map((file) => ({
      document: file.document,
      name: file.name,
      bytes: file.bytes.byteLength,
      pages: file.pages,
      sha256: sha256(file.bytes),
      signers: file.signers,
    })),
  };
  const entries = Object.fromEntries([
    ...files.map((file) => [file.name, new Uint8Array(file.bytes)] as const),
    ["manifest.json", strToU8(JSON.stringify(manifest, null, 2))] as const,
    [
      "trust.json",
      strToU8(
        JSON.stringify(
          { certificates: trust.certificates.map((one) => Buffer.from(one).toString("base64")), auditKey: trust.auditKey },
          null,
          2,
        ),
      ),
    ] as const,
  ]);
  return Buffer.from(zipSync(entries, { mtime: FIXED, level: 6 }));
}

/** What the clerk sees checked beside the documents. */
export async function runChecks(parts: Parts, applicationId: string): Promise<Check[]> {
  const { db } = parts,
    application = await db.selectFrom("application").selectAll().where("id", "=", applicationId).executeTakeFirstOrThrow(),
    row = await db.selectFrom("cases").selectAll().where("id", "=", application.case_id).executeTakeFirstOrThrow();
  const version = await db.selectFrom("agreement_version").selectAll().where("id", "=", application.version_id).executeTakeFirstOrThrow(),
    content = JSON.parse(application.content) as ApplicationContent,
    agreement = JSON.parse(version.content) as AgreementContent;
  const [parties, people, applied, signed, courts, organisation] = await Promise.all([
    partiesOf(db, row.id),
    participantsOf(db, row.id),
    db
      .selectFrom("application_signature")
      .selectAll()
      .where("application_id", "=", application.id)
      .where("revision", "=", application.revision)
      .execute(),
    db.selectFrom("signature").selectAll().where("version_id", "=", version.id).where("role", "=", "party").execute(),
    db.selectFrom("court").selectAll().execute(),
    db.selectFrom("organisation").selectAll().where("id", "=", row.organisation_id).executeTakeFirstOrThrow(),
  ]);
  const report = version.sealed_file
    ? await verifySealed(await parts.files.get(version.sealed_file), trustOf(parts.sealer, parts.keys))
    : null;
  const signers = [...applied, ...signed].map((one) => people.find((person) => person.id === one.signer_id));
  const excluded = /确认.{0,8}(婚姻|亲子|收养|劳动)关系|(房屋|商标|专利|著作权).{0,6}归.{1,20}所有/;
  return [
    { code: "jointly-signed", ok: parties.every((party) => applied.some((one) => one.party_id === party.id)), document: "application" },
    {
      code: "within-deadline",
      ok: dayOf(application.filed_at ?? parts.now()) <= confirmationDeadline(content.effectiveDay),
      document: "application",
    },
    {
      code: "competent-court",
      ok: competentCourts(courts, organisation, parties).some((court) => court.id === application.court_id),
      document: "application",
    },
    { code: "sealed", ok: report?.valid ?? false, document: "agreement" },
    {
      code: "signatures-match",
      ok: agreement.parties.every((party) => signed.some((one) => one.party_id === party.id && one.content_hash === version.content_hash)),
      document: "agreement",
    },
    {
      code: "no-excluded-matter",
      ok: !agreement.clauses.some((clause) => excluded.test(clause.paragraphs.join(""))),
      document: "agreement",
    },
    { code: "identity-checked", ok: signers.every((person) => person?.verified_at), document: "identity" },
    {
      code: "addresses-given",
      ok: parties.every((party) => people.some((person) => person.party_id === party.id && person.address_at)),
      document: "address",
    },
    { code: "authority-special", ok: signers.every((person) => person && maySignFor(person)), document: "authority" },
  ];
}
