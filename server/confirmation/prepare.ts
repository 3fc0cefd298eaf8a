import type { AgreementContent } from "../../shared/agreements/agreement.ts";
import { canonicalText } from "../../shared/agreements/canonical.ts";
import { competentCourts, type CompetentCourt } from "../../shared/confirmation/court.ts";
import { confirmationDeadline } from "../../shared/confirmation/deadline.ts";
import { inWords, yuan } from "../../shared/money.ts";
import { maskPhone } from "../../shared/people/idNumber.ts";
import { dayOf, inChinese } from "../../shared/day.ts";
import type { CaseRow } from "../cases/access.ts";
import { participantsOf, partiesOf } from "../cases/store.ts";
import type { ApplicationContent } from "../papers/forms.ts";
import type { Parts } from "../parts.ts";
import type { Database, Tx } from "../storage/database.ts";
import { sha256 } from "../storage/files.ts";

export async function courtsFor(db: Database | Tx, row: CaseRow): Promise<CompetentCourt[]> {
  const [courts, organisation, parties] = await Promise.all([
    db.selectFrom("court").selectAll().orderBy("name").execute(),
    db.selectFrom("organisation").selectAll().where("id", "=", row.organisation_id).executeTakeFirstOrThrow(),
    partiesOf(db, row.id),
  ]);
  return competentCourts(courts, organisation, parties);
}

/** The clauses as the application recites them, typed fields put into words. */
function terms(content: AgreementContent): string[] {
  const nameOf = (id: string | null) => content.parties.find((party) => party.id === id)?.name ?? "";
  return content.clauses.map(({ paragraphs, kind, fields: { payer, payee, amountFen, dueDate, account, plan } }) => {
    const text = paragraphs.filter((one) => one.trim()).join("");
    if (kind !== "payment") return text;
    const rows = plan
      .map((row, index) => `第${index + 1}期${yuan(row.amountFen ?? 0)}元，${row.dueDate ? inChinese(row.dueDate) : ""}前付清`)
      .join("；");
    return `${text}（付款人${nameOf(payer)}，收款人${nameOf(payee)}，金额${yuan(amountFen ?? 0)}元，大写${inWords(amountFen ?? 0)}${dueDate && !plan.length ? `，${inChinese(dueDate)}前付清` : ""}${account ? `，收款账户：${account}` : ""}${rows ? `；付款计划：${rows}` : ""}）`;
  });
}

/** The content, hash and paper of one revision of the joint application. */
export async function prepareApplication(
  parts: Parts,
  row: CaseRow,
  version: { id: string; content: string; content_hash: string; code: string; effective_at: Date | null },
  application: { id: string; revision: number; courtName: string },
): Promise<{ content: ApplicationContent; text: string; hash: string; file: string }> {
  const { db } = parts,
    agreement = JSON.parse(version.content) as AgreementContent,
    [parties, people] = await Promise.all([partiesOf(db, row.id), participantsOf(db, row.id)]),
    effectiveDay = dayOf(version.effective_at as Date);
  const content: ApplicationContent = {
    schema: "yuntiao/application/1",
    applicationId: application.id,
    caseCode: row.code,
    court: application.courtName,
    revision: application.revision,
    agreementCode: version.code,
    agreementHash: version.content_hash,
    effectiveDay,
    deadline: confirmationDeadline(effectiveDay),
    organisation: agreement.organisation.name,
    mediator: agreement.mediator.name,
    preparedAt: parts.now().toISOString(),
    applicants: parties.map((party) => {
      const side = people.filter((person) => person.party_id === party.id),
        given = side.find((person) => person.service_address),
        self = side.find((person) => person.capacity === "self");
      return {
        partyId: party.id,
        name: party.name,
        kind: party.kind,
        sex: party.sex,
        birth: party.birth,
        nation: party.nation,
        idMask: self?.id_mask ?? party.id_mask,
        address: given?.service_address ?? party.address,
        phone: maskPhone(given?.service_phone ?? party.phone),
        legalRepresentative: party.legal_rep_name,
        agents: side
          .filter((person) => person.capacity === "agent")
          .map((person) => ({ name: person.name, firm: person.firm, authority: person.authority ?? "general" })),
      };
    }),
    facts: agreement.facts,
    terms: terms(agreement),
  };
  const text = canonicalText(content),
    hash = sha256(text);
  const { bytes } = await parts.papers.render("application", { content, contentHash: hash, demo: parts.sealer.demo, signatures: [] });
  return { content, text, hash, file: await parts.files.put(bytes) };
}
