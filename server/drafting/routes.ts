import * as Y from "yjs";
import { proposalOutcome } from "../../shared/drafting/consent.ts";
import { readDocument, setBody } from "../../shared/drafting/document.ts";
import { isCleanText, tidyText } from "../../shared/drafting/textPolicy.ts";
import { refusalFor } from "../../shared/people/permissions.ts";
import { Refusal } from "../../shared/refusal.ts";
import { appendAudit } from "../audit/chain.ts";
import { inCase } from "../cases/access.ts";
import { partiesOf } from "../cases/store.ts";
import type { Parts } from "../parts.ts";
import type { Tx } from "../storage/database.ts";
import type { Handlers } from "../transport/serve.ts";
import { readDraft } from "./liveDraft.ts";
import { runPreflight } from "./runPreflight.ts";
import { clauseHash, latestDraft, viewDraft } from "./store.ts";

/** What stands beside the text: consent, proposals, comments, locks. Each is a row with its own rights, never inside the document. */
export function draftHandlers(parts: Parts): Handlers {
  const { db } = parts;

  /** The open draft and the clause as it stands now, under the case's lock. */
  async function openClause(tx: Tx, caseId: string, clauseId: string) {
    const draft = await latestDraft(tx, caseId);
    if (draft?.state !== "open") throw new Refusal("drafting/not-open");
    const clause = readDocument((await readDraft(tx, draft.id)).doc).find((one) => one.id === clauseId);
    if (!clause) throw new Refusal("drafting/clause-unknown");
    return { draft, clause };
  }

  /** Which clause the timeline speaks of, by the number that people saw at that moment. */
  async function named(caseId: string, clauseId: string): Promise<{ clause: string; number: number }> {
    const draft = await latestDraft(db, caseId),
      clauses = draft ? readDocument((await readDraft(db, draft.id)).doc) : [],
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

  /** Carries out an accepted proposal as an edit by its author, through the same gate as every other. */
  async function carryOut(draftId: string, clauseId: string, text: string, personId: string): Promise<void> {
    const live = await parts.drafts.open(draftId),
      copy = new Y.Doc();
    await live.register(copy.clientID, personId);
    const { update } = await live.since(Y.encodeStateVector(copy));
    Y.applyUpdate(copy, update);
    const before = Y.encodeStateVector(copy);
    setBody(copy, clauseId, text.split("\n"));
    const outcome = await live.write({ personId, leads: true, mayEdit: true }, Y.encodeStateAsUpdate(copy, before));
    if ("refused" in outcome) throw new Refusal(outcome.refused);
  }

  const done = (caseId: string) => {
    parts.tell(caseId, "draft");
    return { done: true } as const;
  };

  return {
    "GET /api/cases/:caseId/draft": async ({ who, params }) => {
      const asker = await who(),
        { facts } = await inCase(db, asker, params.caseId, "draft:read");
      return viewDraft(db, params.caseId, refusalFor(asker, "draft:edit", facts) === null);
    },
    "POST /api/cases/:caseId/draft/consents": async ({ who, params, body }) => {
      const asker = await who();
      await inCase(db, asker, params.caseId, "draft:consent");
      if (asker.kind !== "participant") throw new Refusal("people/not-allowed");
      const about = await named(params.caseId, body.clauseId);
      await db.transaction().execute(async (tx) => {
        await appendAudit(tx, params.caseId, {
          actor: asker.name,
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
          by_name: asker.name,
          at: parts.now(),
        };
        await tx
          .insertInto("consent")
          .values(row)
          .onConflict((conflict) =>
            conflict
              .columns(["draft_id", "clause_id", "party_id"])
              .doUpdateSet({ stance: row.stance, hash: row.hash, by_name: row.by_name, at: row.at }),
          )
          .execute();
      });
      return done(params.caseId);
    },
    "POST /api/cases/:caseId/draft/proposals": async ({ who, params, body }) => {
      const asker = await who(),
        text = tidyText(body.text);
      await inCase(db, asker, params.caseId, "draft:edit");
      if (!text.split("\n").every(isCleanText)) throw new Refusal("drafting/bad-character");
      const about = await named(params.caseId, body.clauseId);
      const id = await db.transaction().execute(async (tx) => {
        await appendAudit(tx, params.caseId, { actor: asker.name, event: "drafting/proposed", about });
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
      const asker = await who();
      await inCase(db, asker, params.caseId, "draft:consent");
      if (asker.kind !== "participant") throw new Refusal("people/not-allowed");
      const about = await named(params.caseId, await clauseOf("proposal", params.proposalId, params.caseId));
      const result = await db.transaction().execute(async (tx) => {
        await appendAudit(tx, params.caseId, {
          actor: asker.name,
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
          clauseHash(clause) !== proposal.base_hash
            ? ("overtaken" as const)
            : proposalOutcome(
                proposal.author_party,
                parties.map((party) => party.id),
                votes,
              );
        await tx
          .updateTable("proposal")
          .set({ votes: JSON.stringify(votes), status })
          .where("id", "=", proposal.id)
          .execute();
        return { proposal, status, carry: status === "accepted" };
      });
      if (result.carry)
        await carryOut(result.proposal.draft_id, result.proposal.clause_id, result.proposal.text, result.proposal.author_id);
      parts.tell(params.caseId, "draft");
      return { status: result.status };
    },
    "POST /api/cases/:caseId/draft/comments": async ({ who, params, body }) => {
      const asker = await who();
      await inCase(db, asker, params.caseId, "draft:edit");
      const about = await named(params.caseId, body.clauseId);
      const id = await db.transaction().execute(async (tx) => {
        await appendAudit(tx, params.caseId, { actor: asker.name, event: "drafting/commented", about });
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
      const asker = await who(),
        { role } = await inCase(db, asker, params.caseId, "draft:edit");
      const about = await named(params.caseId, await clauseOf("comment", params.commentId, params.caseId));
      await db.transaction().execute(async (tx) => {
        await appendAudit(tx, params.caseId, {
          actor: asker.name,
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
      const asker = await who();
      await inCase(db, asker, params.caseId, "draft:lead");
      const about = await named(params.caseId, body.clauseId);
      await db.transaction().execute(async (tx) => {
        await appendAudit(tx, params.caseId, {
          actor: asker.name,
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
    "GET /api/cases/:caseId/draft/preflight": async ({ who, params }) => {
      const { row } = await inCase(db, await who(), params.caseId, "draft:lead");
      return { findings: (await runPreflight(parts, row)).findings };
    },
  };
}
