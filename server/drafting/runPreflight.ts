import { inWords, yuan } from "../../shared/money.ts";
import type { Clause } from "../../shared/drafting/clause.ts";
import { readDocument } from "../../shared/drafting/document.ts";
import { type Finding, preflight } from "../../shared/drafting/preflight.ts";
import { consentState } from "../../shared/drafting/consent.ts";
import { dayOf } from "../../shared/day.ts";
import type { CaseRow } from "../cases/access.ts";
import { participantsOf, partiesOf } from "../cases/store.ts";
import type { Parts } from "../parts.ts";
import { clauseHash, consentsOf, latestDraft } from "./store.ts";
import { readDraft } from "./liveDraft.ts";

/** The check before freezing, on the text as it stands in the log. */
export async function runPreflight(
  parts: Parts,
  row: CaseRow,
): Promise<{ findings: Finding[]; clauses: Clause[]; draftId: string | null; seq: number }> {
  const { db } = parts,
    draft = await latestDraft(db, row.id);
  if (draft?.state !== "open") return { findings: [], clauses: [], draftId: null, seq: 0 };
  const [{ doc, seq }, parties, people, consents, comments, proposals] = await Promise.all([
    readDraft(db, draft.id),
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
    db.selectFrom("proposal").select("clause_id").where("draft_id", "=", draft.id).where("status", "=", "open").execute(),
  ]);
  const clauses = readDocument(doc),
    present = new Set(clauses.map((clause) => clause.id));
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
        clauses.map(async (clause) =>
          (
            await parts.papers.uncovered(
              [
                ...clause.paragraphs,
                clause.fields.account ?? "",
                yuan(clause.fields.amountFen ?? 0),
                inWords(clause.fields.amountFen ?? 0),
              ].join(""),
            )
          ).map((character) => ({ character, clauseId: clause.id })),
        ),
      )
    ).flat(),
  ];
  const findings = preflight({
    clauses,
    facts: row.facts,
    today: dayOf(parts.now()),
    uncovered,
    objections: states.filter((one) => one.all.includes("object")).map((one) => one.id),
    unconfirmed: states.filter((one) => one.all.some((state) => state !== "agree")).map((one) => one.id),
    openComments: comments.map((one) => one.clause_id).filter((id) => present.has(id)),
    openProposals: proposals.map((one) => one.clause_id).filter((id) => present.has(id)),
  });
  return { findings, clauses, draftId: draft.id, seq };
}
