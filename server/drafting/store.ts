import { isPaperOnly } from "../../shared/agreements/signing.ts";
import { boundText } from "../../shared/drafting/boundText.ts";
import { type Consent, consentState } from "../../shared/drafting/consent.ts";
import type { DraftView } from "../../shared/drafting/contract.ts";
import type { Clause } from "../../shared/drafting/clause.ts";
import { partiesOf } from "../cases/parties.ts";
import type { Database, Tx } from "../storage/database.ts";
import type { Parts } from "../parts.ts";
import { sha256 } from "../storage/files.ts";
import { removalsOf } from "./wordings.ts";

/** R-D6. The hash that consent is given to. */
export const clauseHash = (clause: Clause): string => sha256(boundText(clause));

export const latestDraft = (db: Database | Tx, caseId: string) =>
  db
    .selectFrom("draft")
    .selectAll()
    .where("case_id", "=", caseId)
    .orderBy("epoch", "desc")
    .limit(1)
    .executeTakeFirst();

export async function consentsOf(db: Database | Tx, draftId: string): Promise<Consent[]> {
  const rows = await db.selectFrom("consent").selectAll().where("draft_id", "=", draftId).execute();
  return rows.map((row) => ({
    clauseId: row.clause_id,
    partyId: row.party_id,
    stance: row.stance,
    hash: row.hash,
    by: row.by_name,
    at: row.at.toISOString(),
  }));
}

/** The draft with everything that stands beside the text. */
export async function viewDraft(
  { db, drafts }: Pick<Parts, "db" | "drafts">,
  caseId: string,
  mayEdit: boolean,
): Promise<DraftView> {
  const draft = await latestDraft(db, caseId);
  const parties = (await partiesOf(db, caseId)).map(({ id, name, title }) => ({ id, name, title }));
  const { kind } = await db
    .selectFrom("cases")
    .select("kind")
    .where("id", "=", caseId)
    .executeTakeFirstOrThrow();
  const paperOnly = isPaperOnly(kind);
  if (!draft)
    return {
      draftId: null,
      epoch: 0,
      state: "none",
      mayEdit: false,
      clauses: [],
      removed: [],
      parties,
      paperOnly,
      consents: [],
      proposals: [],
      comments: [],
    };
  const [reading, consents, locks, proposals, comments, removals] = await Promise.all([
    drafts.read(db, draft.id),
    consentsOf(db, draft.id),
    db.selectFrom("clause_lock").select("clause_id").where("draft_id", "=", draft.id).execute(),
    db.selectFrom("proposal").selectAll().where("draft_id", "=", draft.id).orderBy("at").execute(),
    db.selectFrom("comment").selectAll().where("draft_id", "=", draft.id).orderBy("at").execute(),
    removalsOf(db, draft.id),
  ]);
  const locked = new Set(locks.map((lock) => lock.clause_id));
  return {
    draftId: draft.id,
    epoch: draft.epoch,
    state: draft.state,
    mayEdit: mayEdit && draft.state === "open",
    parties,
    paperOnly,
    consents,
    removed: [...removals].map(([id, removal]) => ({ id, ...removal })),
    clauses: reading.clauses.map((clause) => {
      const hash = clauseHash(clause);
      return {
        ...clause,
        hash,
        locked: locked.has(clause.id),
        consents: Object.fromEntries(
          parties.map((party) => [party.id, consentState(consents, clause.id, party.id, hash)]),
        ),
      };
    }),
    proposals: proposals.map((row) => ({
      id: row.id,
      clauseId: row.clause_id,
      author: row.author,
      authorParty: row.author_party,
      text: row.text,
      reason: row.reason,
      at: row.at.toISOString(),
      votes: row.votes,
      status: row.status,
    })),
    comments: comments.map((row) => ({
      id: row.id,
      clauseId: row.clause_id,
      author: row.author,
      authorId: row.author_id,
      body: row.body,
      at: row.at.toISOString(),
      blocking: row.blocking,
      settled: row.settled,
    })),
  };
}
