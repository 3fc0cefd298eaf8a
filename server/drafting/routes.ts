import { proposalOutcome, saysWhatWasProposed } from "../../shared/drafting/consent.ts";
import type { Proposal } from "../../shared/drafting/contract.ts";
import { readDocument, setBody } from "../../shared/drafting/document.ts";
import { isCleanText } from "../../shared/drafting/textPolicy.ts";
import { refusalFor } from "../../shared/people/permissions.ts";
import { Refusal } from "../../shared/refusal.ts";
import { appendAudit } from "../audit/chain.ts";
import { inCase, inCaseNow } from "../cases/access.ts";
import { partiesOf } from "../cases/store.ts";
import type { Parts } from "../parts.ts";
import type { Tx } from "../storage/database.ts";
import { lockCase } from "../storage/lockCase.ts";
import type { Handlers } from "../transport/serve.ts";
import { runPreflight } from "./runPreflight.ts";
import { clauseHash, latestDraft, viewDraft } from "./store.ts";
import { wordingsOf } from "./wordings.ts";

/** What stands beside the text: consent, proposals, comments, locks. Each is a row with its own rights, never inside the document. */
export function draftHandlers(parts: Parts): Handlers {
  const { db } = parts;

  /** The open draft and the clause as it stands now, under the case's lock. */
  async function openClause(tx: Tx, caseId: string, clauseId: string) {
    const draft = await latestDraft(tx, caseId);
    if (draft?.state !== "open") throw new Refusal("drafting/not-open");
    const clause = (await parts.drafts.read(tx, draft.id)).clauses.find((one) => one.id === clauseId);
    if (!clause) throw new Refusal("drafting/clause-unknown");
    return { draft, clause };
  }

  /** Which clause the timeline speaks of, by the number that people saw at that moment. */
  async function named(caseId: string, clauseId: string): Promise<{ clause: string; number: number }> {
    const draft = await latestDraft(db, caseId),
      clauses = draft ? (await parts.drafts.read(db, draft.id)).clauses : [],
      number = clauses.findIndex((one) => one.id === clauseId) + 1;
    if (number === 0) throw new Refusal(draft?.state === "open" ? "drafting/clause-unknown" : "drafting/not-open");
    return { clause: clauseId, number };
  }
  /** The clause a proposal or a comment of this case belongs to. */
  async function clauseOf(table: "proposal" | "comment", id: string, caseId: string): Promise<string> {
    const row = await db
      .selectFrom(table)
      .innerJoin("draft", "draft.id", `${table}.draft_id`)
      .select(`${table}.clause_id as clause`)
      .where(`${table}.id`, "=", id)
      .where("draft.case_id", "=", caseId)
      .executeTakeFirst();
    if (!row) throw new Refusal("request/not-found");
    return row.clause;
  }

  type Carried = { id: string; draft_id: string; clause_id: string; base_hash: string; text: string; author_id: string; author: string };
  /**
   * Carries out a proposal that all others accept, as an edit by its author through the same gate as every other, if the clause
   * still reads as it did when it was proposed (R-D7). Until its words are stored it is open: after a fault it can be answered again.
   */
  async function carryOut(caseId: string, proposal: Carried): Promise<Proposal["status"]> {
    const { id, clause_id: clauseId, base_hash: hash, text } = proposal,
      live = await parts.drafts.open(proposal.draft_id);
    let isThere = false;
    const outcome = await live.change({ personId: proposal.author_id, name: proposal.author, leads: true, mayEdit: true }, (copy) => {
      const clause = readDocument(copy).find((one) => one.id === clauseId);
      isThere = clause !== undefined && saysWhatWasProposed(clause.paragraphs, text);
      if (isThere || !clause || clauseHash(clause) !== hash) return false;
      setBody(copy, clauseId, text.split("\n"));
      return true;
    });
    if (outcome && "refused" in outcome)
      throw new Refusal(outcome.refused === "drafting/retry" ? "drafting/not-carried-out" : outcome.refused);
    return db.transaction().execute(async (tx) => {
      await lockCase(tx, caseId);
      const settled = tx.updateTable("proposal").where("id", "=", id);
      if (outcome || isThere) await settled.set({ status: "accepted" }).execute();
      else await settled.set({ status: "overtaken" }).where("status", "=", "open").execute();
      // As it stands: pressed twice at once, the other press may have settled it, and somebody written since.
      return (await tx.selectFrom("proposal").select("status").where("id", "=", id).executeTakeFirstOrThrow()).status;
    });
  }

  const done = (caseId: string) => {
    parts.tell(caseId, "draft");
    return { done: true } as const;
  };

  return {
    "GET /api/cases/:caseId/draft": async ({ who, params }) => {
      const asker = await who(),
        { facts } = await inCase(db, asker, params.caseId, "draft:read");
      return viewDraft(parts, params.caseId, refusalFor(asker, "draft:edit", facts) === null);
    },
    "POST /api/cases/:caseId/draft/consents": async ({ who, params, body }) => {
      const asked = await who();
      await inCase(db, asked, params.caseId, "draft:consent");
      if (asked.kind !== "participant") throw new Refusal("people/not-allowed");
      const about = await named(params.caseId, body.clauseId);
      await db.transaction().execute(async (tx) => {
        const { asker } = await inCaseNow(tx, asked, params.caseId, "draft:consent", parts.now);
        await appendAudit(tx, params.caseId, {
          actor: asker,
          event: body.stance === "agree" ? "drafting/agreed" : "drafting/objected",
          about: { ...about, hash: body.hash },
        });
        const { draft, clause } = await openClause(tx, params.caseId, body.clauseId);
        if (clauseHash(clause) !== body.hash) throw new Refusal("drafting/clause-changed");
        const row = {
          draft_id: draft.id,
          clause_id: body.clauseId,
          party_id: asker.partyId,
          stance: body.stance,
          hash: body.hash,
          by_id: asker.id,
          by_name: asker.name,
          at: parts.now(),
        };
        await tx
          .insertInto("consent")
          .values(row)
          .onConflict((conflict) =>
            conflict
              .columns(["draft_id", "clause_id", "party_id"])
              .doUpdateSet({ stance: row.stance, hash: row.hash, by_id: row.by_id, by_name: row.by_name, at: row.at }),
          )
          .execute();
      });
      return done(params.caseId);
    },
    "POST /api/cases/:caseId/draft/proposals": async ({ who, params, body }) => {
      const asked = await who(),
        { text } = body;
      await inCase(db, asked, params.caseId, "draft:edit");
      if (!text.split("\n").every(isCleanText)) throw new Refusal("drafting/bad-character");
      const about = await named(params.caseId, body.clauseId);
      const id = await db.transaction().execute(async (tx) => {
        const { asker } = await inCaseNow(tx, asked, params.caseId, "draft:edit", parts.now);
        await appendAudit(tx, params.caseId, { actor: asker, event: "drafting/proposed", about });
        const { draft, clause } = await openClause(tx, params.caseId, body.clauseId);
        if (clauseHash(clause) !== body.hash) throw new Refusal("drafting/clause-changed");
        const row = await tx
          .insertInto("proposal")
          .values({
            draft_id: draft.id,
            clause_id: body.clauseId,
            author_id: asker.id,
            author: asker.name,
            author_party: asker.kind === "participant" ? asker.partyId : null,
            text,
            reason: body.reason,
            base_hash: body.hash,
            votes: "{}",
            status: "open",
          })
          .returning("id")
          .executeTakeFirstOrThrow();
        return row.id;
      });
      parts.tell(params.caseId, "draft");
      return { id };
    },
    "POST /api/cases/:caseId/draft/proposals/:proposalId/answer": async ({ who, params, body }) => {
      const asked = await who();
      await inCase(db, asked, params.caseId, "draft:consent");
      if (asked.kind !== "participant") throw new Refusal("people/not-allowed");
      const about = await named(params.caseId, await clauseOf("proposal", params.proposalId, params.caseId));
      const result = await db.transaction().execute(async (tx) => {
        const { asker } = await inCaseNow(tx, asked, params.caseId, "draft:consent", parts.now);
        await appendAudit(tx, params.caseId, {
          actor: asker,
          event: body.accept ? "drafting/proposal-accepted" : "drafting/proposal-declined",
          about: { ...about, proposal: params.proposalId },
        });
        const proposal = await tx
          .selectFrom("proposal")
          .innerJoin("draft", "draft.id", "proposal.draft_id")
          .selectAll("proposal")
          .where("proposal.id", "=", params.proposalId)
          .where("draft.case_id", "=", params.caseId)
          .executeTakeFirst();
        if (!proposal) throw new Refusal("request/not-found");
        if (proposal.status !== "open") return { proposal, status: proposal.status, carry: false };
        const { clause } = await openClause(tx, params.caseId, proposal.clause_id),
          parties = await partiesOf(tx, params.caseId);
        const votes = { ...proposal.votes, [asker.partyId]: body.accept };
        const status =
          clauseHash(clause) !== proposal.base_hash && !saysWhatWasProposed(clause.paragraphs, proposal.text)
            ? ("overtaken" as const)
            : proposalOutcome(
                proposal.author_party,
                parties.map((party) => party.id),
                votes,
              );
        await tx
          .updateTable("proposal")
          .set({ votes: JSON.stringify(votes), status: status === "accepted" ? "open" : status })
          .where("id", "=", proposal.id)
          .execute();
        return { proposal, status, carry: status === "accepted" };
      });
      try {
        return { status: result.carry ? await carryOut(params.caseId, result.proposal) : result.status };
      } finally {
        // The answer is kept, whatever becomes of the words.
        parts.tell(params.caseId, "draft");
      }
    },
    "POST /api/cases/:caseId/draft/comments": async ({ who, params, body }) => {
      const asked = await who();
      await inCase(db, asked, params.caseId, "draft:edit");
      const about = await named(params.caseId, body.clauseId);
      const id = await db.transaction().execute(async (tx) => {
        const { asker } = await inCaseNow(tx, asked, params.caseId, "draft:edit", parts.now);
        await appendAudit(tx, params.caseId, { actor: asker, event: "drafting/commented", about });
        const { draft } = await openClause(tx, params.caseId, body.clauseId);
        return (
          await tx
            .insertInto("comment")
            .values({
              draft_id: draft.id,
              clause_id: body.clauseId,
              author_id: asker.id,
              author: asker.name,
              body: body.body,
              blocking: body.blocking,
            })
            .returning("id")
            .executeTakeFirstOrThrow()
        ).id;
      });
      parts.tell(params.caseId, "draft");
      return { id };
    },
    "POST /api/cases/:caseId/draft/comments/:commentId/settle": async ({ who, params }) => {
      const asked = await who();
      await inCase(db, asked, params.caseId, "draft:edit");
      const about = await named(params.caseId, await clauseOf("comment", params.commentId, params.caseId));
      await db.transaction().execute(async (tx) => {
        const { asker, role } = await inCaseNow(tx, asked, params.caseId, "draft:edit", parts.now);
        await appendAudit(tx, params.caseId, {
          actor: asker,
          event: "drafting/comment-settled",
          about: { ...about, comment: params.commentId },
        });
        const comment = await tx
          .selectFrom("comment")
          .innerJoin("draft", "draft.id", "comment.draft_id")
          .selectAll("comment")
          .where("comment.id", "=", params.commentId)
          .where("draft.case_id", "=", params.caseId)
          .executeTakeFirst();
        if (!comment) throw new Refusal("request/not-found");
        if (comment.author_id !== asker.id && role !== "mediator") throw new Refusal("people/not-allowed");
        await tx.updateTable("comment").set({ settled: true }).where("id", "=", comment.id).execute();
      });
      return done(params.caseId);
    },
    "POST /api/cases/:caseId/draft/locks": async ({ who, params, body }) => {
      const asked = await who();
      await inCase(db, asked, params.caseId, "draft:lead");
      const about = await named(params.caseId, body.clauseId);
      await db.transaction().execute(async (tx) => {
        const { asker } = await inCaseNow(tx, asked, params.caseId, "draft:lead", parts.now);
        await appendAudit(tx, params.caseId, {
          actor: asker,
          event: body.locked ? "drafting/locked" : "drafting/unlocked",
          about,
        });
        const { draft } = await openClause(tx, params.caseId, body.clauseId);
        if (body.locked)
          await tx
            .insertInto("clause_lock")
            .values({ draft_id: draft.id, clause_id: body.clauseId })
            .onConflict((conflict) => conflict.doNothing())
            .execute();
        else await tx.deleteFrom("clause_lock").where("draft_id", "=", draft.id).where("clause_id", "=", body.clauseId).execute();
      });
      return done(params.caseId);
    },
    "GET /api/cases/:caseId/draft/clauses/:clauseId/wordings": async ({ who, params }) => {
      await inCase(db, await who(), params.caseId, "draft:read");
      const draft = await latestDraft(db, params.caseId);
      return { wordings: draft ? await wordingsOf(db, draft.id, params.clauseId) : [] };
    },
    "GET /api/cases/:caseId/draft/preflight": async ({ who, params }) => {
      const { row } = await inCase(db, await who(), params.caseId, "draft:lead");
      return { findings: (await runPreflight(parts, row)).findings };
    },
  };
}
