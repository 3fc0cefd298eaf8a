import { copiesOf } from "../../shared/agreements/copies.ts";
import { isPaperOnly } from "../../shared/agreements/signing.ts";
import type { Clause } from "../../shared/drafting/clause.ts";
import type { Finding } from "../../shared/drafting/finding.ts";
import { preflight } from "../../shared/drafting/preflight.ts";
import { consentState } from "../../shared/drafting/consent.ts";
import type { PersonBefore } from "../../shared/drafting/people.ts";
import { callsFor, printableOf } from "../../shared/drafting/sentence.ts";
import { dayOf } from "../../shared/day.ts";
import type { CaseRow } from "../cases/access.ts";
import { participantsOf, partiesOf, statedBy } from "../cases/parties.ts";
import { courtsFor } from "../confirmation/prepare.ts";
import type { Parts } from "../parts.ts";
import { numberOf } from "../people/participants.ts";
import type { Database, Tx } from "../storage/database.ts";
import type { Keys } from "../storage/keys.ts";
import { clauseHash, consentsOf, latestDraft } from "./store.ts";

type Person = Awaited<ReturnType<typeof participantsOf>>[number];

const personBefore = (keys: Pick<Keys, "open">, person: Person): PersonBefore => ({
  id: person.id,
  partyId: person.party_id,
  name: person.name,
  capacity: person.capacity,
  authority: person.authority,
  idNumber: numberOf(keys, person),
  phone: person.phone,
  email: person.email,
  firm: person.firm,
  invited: person.invited_at !== null,
  identified: person.identity_at !== null,
  verified: person.verified_at !== null,
  noticed: person.notice_at !== null,
  addressGiven: person.address_at !== null,
});

/** The check before freezing, on the text as it stands in the log. */
export async function runPreflight(
  parts: Pick<Parts, "drafts" | "keys" | "now"> & {
    papers: Pick<Parts["papers"], "uncovered">;
    db: Database | Tx;
  },
  row: CaseRow,
): Promise<{ findings: Finding[]; clauses: Clause[]; draftId: string | null; seq: number }> {
  const { db } = parts;
  const draft = await latestDraft(db, row.id);
  if (draft?.state !== "open") return { findings: [], clauses: [], draftId: null, seq: 0 };
  const [{ clauses, seq }, parties, people, consents, comments, proposals, courts] =
    await Promise.all([
      parts.drafts.read(db, draft.id),
      partiesOf(db, row.id),
      participantsOf(db, row.id),
      consentsOf(db, draft.id),
      db
        .selectFrom("comment")
        .select("clause_id")
        .where("draft_id", "=", draft.id)
        .where("blocking", "=", true)
        .where("settled", "=", false)
        .execute(),
      db
        .selectFrom("proposal")
        .select("clause_id")
        .where("draft_id", "=", draft.id)
        .where("status", "=", "open")
        .execute(),
      courtsFor(db, row),
    ]);
  const calls = callsFor(parties);
  const present = new Set(clauses.map((clause) => clause.id));
  const states = clauses.map((clause) => ({
    id: clause.id,
    all: parties.map((party) => consentState(consents, clause.id, party.id, clauseHash(clause))),
  }));
  const head = [
    row.facts,
    row.disputed,
    row.code,
    ...parties.flatMap((party) => [
      party.name,
      party.address,
      party.occupation,
      party.nation,
      party.sex,
      party.liability,
      party.legal_rep_name,
      party.legal_rep_title,
    ]),
    ...people.flatMap((person) => [person.name, person.firm]),
  ].join("");
  const uncovered = [
    ...(await parts.papers.uncovered(head)).map((character) => ({ character, clauseId: null })),
    ...(
      await Promise.all(
        clauses.map(async (clause) => {
          const missing = await parts.papers.uncovered(printableOf(clause, calls));
          return missing.map((character) => ({ character, clauseId: clause.id }));
        }),
      )
    ).flat(),
  ];
  const findings = preflight({
    clauses,
    facts: row.facts,
    today: dayOf(parts.now()),
    parties: parties.map((party) => ({
      id: party.id,
      title: party.title,
      side: party.side,
      ...statedBy(parts.keys, party),
    })),
    copies: copiesOf(clauses, parties.length),
    paperOnly: isPaperOnly(row.kind),
    people: people.map((person) => personBefore(parts.keys, person)),
    hasCompetentCourt: courts.length > 0,
    uncovered,
    objections: states.filter((one) => one.all.includes("object")).map((one) => one.id),
    unconfirmed: states
      .filter((one) => one.all.some((state) => state !== "agree"))
      .map((one) => one.id),
    openComments: comments.map((one) => one.clause_id).filter((id) => present.has(id)),
    openProposals: proposals.map((one) => one.clause_id).filter((id) => present.has(id)),
  });
  return { findings, clauses, draftId: draft.id, seq };
}
