import type { Asker } from "../../shared/people/asker.ts";
import { Refusal } from "../../shared/refusal.ts";
import { act } from "../cases/act.ts";
import type { Parts } from "../parts.ts";
import { clauseNow } from "./clauseNow.ts";

export type CommentInput = { clauseId: string; body: string; blocking: boolean };

/**
 * Somebody remarks on a clause; a blocking remark keeps the text from being frozen until it is
 * settled.
 */
export const comment = (
  parts: Parts,
  asked: Asker,
  caseId: string,
  input: CommentInput,
): Promise<{ id: string }> =>
  act(parts, asked, caseId, "draft:edit", async ({ tx, asker, record, touches }) => {
    const { draftId, about } = await clauseNow(tx, parts, caseId, input.clauseId);
    await record("drafting/commented", about);
    touches("draft");
    return tx
      .insertInto("comment")
      .values({
        draft_id: draftId,
        clause_id: input.clauseId,
        author_id: asker.id,
        author: asker.name,
        body: input.body,
        blocking: input.blocking,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
  });

/** Its author, or the mediator, says that a remark is dealt with. */
export const settleComment = (
  parts: Parts,
  asked: Asker,
  caseId: string,
  commentId: string,
): Promise<void> =>
  act(parts, asked, caseId, "draft:edit", async ({ tx, asker, role, record, touches }) => {
    const standing = await tx
      .selectFrom("comment")
      .innerJoin("draft", "draft.id", "comment.draft_id")
      .select(["comment.id", "comment.clause_id", "comment.author_id"])
      .where("comment.id", "=", commentId)
      .where("draft.case_id", "=", caseId)
      .executeTakeFirst();
    if (!standing) throw new Refusal("request/not-found");
    if (standing.author_id !== asker.id && role !== "mediator")
      throw new Refusal("people/not-allowed");
    const { about } = await clauseNow(tx, parts, caseId, standing.clause_id);
    await record("drafting/comment-settled", { ...about, comment: commentId });
    await tx.updateTable("comment").set({ settled: true }).where("id", "=", commentId).execute();
    touches("draft");
  });
