import type { AgreementContent } from "../../shared/agreements/agreement.ts";
import { copiesOf } from "../../shared/agreements/copies.ts";
import type { Clause } from "../../shared/drafting/clause.ts";
import { callsFor, sentenceOf } from "../../shared/drafting/sentence.ts";
import { maskPhone } from "../../shared/people/idNumber.ts";
import { ownContact } from "../../shared/people/ownContact.ts";
import { participantsOf, partiesOf } from "../cases/parties.ts";
import type { Database, Tx } from "../storage/database.ts";

/**
 * What a version says: the clauses, and everybody's data as the rows have them. Read twice, it says
 * the same only if nothing changed.
 */
export async function contentOf(
  db: Database | Tx,
  caseId: string,
  draftId: string,
  clauses: Clause[],
  made: Pick<AgreementContent, "agreementId" | "code" | "frozenAt">,
): Promise<AgreementContent> {
  const row = await db
    .selectFrom("cases")
    .selectAll()
    .where("id", "=", caseId)
    .executeTakeFirstOrThrow();
  const [parties, people, draft, last, organisation, mediator] = await Promise.all([
    partiesOf(db, caseId),
    participantsOf(db, caseId),
    db.selectFrom("draft").select("epoch").where("id", "=", draftId).executeTakeFirstOrThrow(),
    db
      .selectFrom("agreement_version")
      .select((eb) => eb.fn.max("version").as("version"))
      .where("case_id", "=", caseId)
      .executeTakeFirst(),
    db
      .selectFrom("organisation")
      .selectAll()
      .where("id", "=", row.organisation_id)
      .executeTakeFirstOrThrow(),
    db
      .selectFrom("staff")
      .select("name")
      .where("user_id", "=", row.mediator_id)
      .executeTakeFirstOrThrow(),
  ]);
  const calls = callsFor(parties);
  return {
    schema: "yuntiao/agreement/2",
    agreementId: made.agreementId,
    version: Number(last?.version ?? 0) + 1,
    epoch: draft.epoch,
    caseCode: row.code,
    code: made.code,
    frozenAt: made.frozenAt,
    organisation: { id: organisation.id, name: organisation.name, district: organisation.district },
    mediator: { id: row.mediator_id, name: mediator.name },
    parties: parties.map((party) => {
      const side = people.filter((person) => person.party_id === party.id);
      const self = side.find((person) => person.capacity === "self");
      return {
        id: party.id,
        title: `${party.title}${party.liability ? `（${party.liability}）` : ""}`,
        kind: party.kind,
        name: party.name,
        idMask: self?.id_mask ?? party.id_mask,
        sex: party.sex,
        birth: party.birth,
        nation: party.nation,
        occupation: party.occupation,
        phoneMask: maskPhone(ownContact(party, side).phone),
        address: party.address,
        legalRepresentative: party.legal_rep_name
          ? { name: party.legal_rep_name, position: party.legal_rep_title }
          : null,
        agents: side
          .filter((person) => person.capacity === "agent")
          .map((person) => ({
            name: person.name,
            firm: person.firm,
            authority: person.authority ?? "general",
          })),
      };
    }),
    facts: row.facts,
    disputed: row.disputed,
    clauses: clauses.map((clause) => ({ ...clause, sentence: sentenceOf(clause, calls) })),
    copies: copiesOf(clauses, parties.length),
  };
}
