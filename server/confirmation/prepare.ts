import type { AgreementContent } from "../../shared/agreements/agreement.ts";
import { frozenContent } from "../agreements/frozenContent.ts";
import { canonicalText } from "../../shared/agreements/canonical.ts";
import type { ApplicationContent } from "../../shared/confirmation/applicationContent.ts";
import { competentCourts, type CompetentCourt } from "../../shared/confirmation/court.ts";
import { confirmationDeadline } from "../../shared/confirmation/deadline.ts";
import { callsFor, linesOf, sentenceOf } from "../../shared/drafting/sentence.ts";
import { maskPhone } from "../../shared/people/idNumber.ts";
import { ownContact } from "../../shared/people/ownContact.ts";
import { dayOf } from "../../shared/day.ts";
import type { CaseRow } from "../cases/access.ts";
import { participantsOf, partiesOf } from "../cases/parties.ts";
import type { Parts } from "../parts.ts";
import type { Database, Tx } from "../storage/database.ts";
import { applicationText } from "./applicationText.ts";
import type { ApplicationRow } from "./applications.ts";
import { sha256 } from "../storage/files.ts";

export async function courtsFor(db: Database | Tx, row: CaseRow): Promise<CompetentCourt[]> {
  const [courts, organisation, parties] = await Promise.all([
    db.selectFrom("court").selectAll().orderBy("name").execute(),
    db
      .selectFrom("organisation")
      .selectAll()
      .where("id", "=", row.organisation_id)
      .executeTakeFirstOrThrow(),
    partiesOf(db, row.id),
  ]);
  return competentCourts(courts, organisation, parties);
}

/**
 * The clauses as the application recites them: the sentence of the fields, then the parties' own
 * words.
 */
function terms(content: AgreementContent): string[] {
  const calls = callsFor(content.parties);
  return content.clauses.map((clause) =>
    linesOf({ ...clause, sentence: clause.sentence ?? sentenceOf(clause, calls) }).join("\n"),
  );
}

type Version = {
  id: string;
  content: string;
  content_hash: string;
  code: string;
  effective_at: Date;
};

/**
 * What one revision of the joint application says, from the agreement and from people's data as
 * they are now.
 */
async function contentOf(
  db: Database | Tx,
  row: CaseRow,
  version: Version,
  application: { id: string; revision: number; courtName: string; preparedAt: string },
): Promise<ApplicationContent> {
  const agreement = frozenContent(version);
  const [parties, people] = await Promise.all([partiesOf(db, row.id), participantsOf(db, row.id)]);
  const effectiveDay = dayOf(version.effective_at);
  return {
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
    preparedAt: application.preparedAt,
    applicants: parties.map((party) => {
      const side = people.filter((person) => person.party_id === party.id);
      const contact = ownContact(party, side);
      const self = side.find((person) => person.capacity === "self");
      return {
        partyId: party.id,
        name: party.name,
        kind: party.kind,
        sex: party.sex,
        birth: party.birth,
        nation: party.nation,
        idMask: self?.id_mask ?? party.id_mask,
        address: contact.address,
        phone: maskPhone(contact.phone),
        legalRepresentative: party.legal_rep_name,
        agents: side
          .filter((person) => person.capacity === "agent")
          .map((person) => ({
            name: person.name,
            firm: person.firm,
            authority: person.authority ?? "general",
          })),
      };
    }),
    copies: agreement.copies,
    roles: parties.map(({ id, title }) => ({ partyId: id, title })),
    facts: agreement.facts,
    terms: terms(agreement),
  };
}

/** R-C22. Whether the text that people signed still says what is on file of them. */
export async function dataChanged(
  db: Database | Tx,
  row: CaseRow,
  version: Version,
  application: ApplicationRow,
): Promise<boolean> {
  const drawn = applicationText(application);
  const now = await contentOf(db, row, version, {
    id: application.id,
    revision: application.revision,
    courtName: drawn.court,
    preparedAt: drawn.preparedAt,
  });
  return canonicalText(now.applicants) !== canonicalText(drawn.applicants);
}

/**
 * The content, hash and paper of one revision of the joint application, and whether the rows still
 * say so.
 */
export async function prepareApplication(
  parts: Parts,
  row: CaseRow,
  version: Version,
  application: { id: string; revision: number; courtName: string },
): Promise<{ text: string; hash: string; file: string; isCurrent: (tx: Tx) => Promise<boolean> }> {
  const stamped = { ...application, preparedAt: parts.now().toISOString() };
  const content = await contentOf(parts.db, row, version, stamped);
  const text = canonicalText(content);
  const hash = sha256(text);
  const { bytes } = await parts.papers.render("application", {
    content,
    contentHash: hash,
    demo: parts.sealer.demo,
    signatures: [],
  });
  const isCurrent = async (tx: Tx) =>
    canonicalText(await contentOf(tx, row, version, stamped)) === text;
  return { text, hash, file: await parts.files.put(bytes), isCurrent };
}
