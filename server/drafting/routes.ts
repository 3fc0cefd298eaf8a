import { refusalFor } from "../../shared/people/permissions.ts";
import { inCase } from "../cases/access.ts";
import type { Parts } from "../parts.ts";
import type { Handlers } from "../transport/serve.ts";
import { answerProposal } from "./answerProposal.ts";
import { comment, settleComment } from "./comments.ts";
import { consent } from "./consent.ts";
import { lockClause } from "./lockClause.ts";
import { propose } from "./propose.ts";
import { runPreflight } from "./runPreflight.ts";
import { latestDraft, viewDraft } from "./store.ts";
import { wordingsOf } from "./wordings.ts";

const done = { done: true } as const;

/**
 * What stands beside the text: consent, proposals, comments, locks. Each is a row with its own
 * rights, never inside the document.
 */
export function draftHandlers(parts: Parts) {
  const { db } = parts;
  return {
    "GET /api/cases/:caseId/draft": async ({ who, params }) => {
      const asker = await who();
      const { facts } = await inCase(db, asker, params.caseId, "draft:read");
      return viewDraft(parts, params.caseId, refusalFor(asker, "draft:edit", facts) === null);
    },
    "POST /api/cases/:caseId/draft/consents": async ({ who, params, body }) => {
      await consent(parts, await who(), params.caseId, body);
      return done;
    },
    "POST /api/cases/:caseId/draft/proposals": async ({ who, params, body }) =>
      propose(parts, await who(), params.caseId, body),
    "POST /api/cases/:caseId/draft/proposals/:proposalId/answer": async ({ who, params, body }) =>
      answerProposal(parts, await who(), params.caseId, {
        proposalId: params.proposalId,
        accept: body.accept,
      }),
    "POST /api/cases/:caseId/draft/comments": async ({ who, params, body }) =>
      comment(parts, await who(), params.caseId, body),
    "POST /api/cases/:caseId/draft/comments/:commentId/settle": async ({ who, params }) => {
      await settleComment(parts, await who(), params.caseId, params.commentId);
      return done;
    },
    "POST /api/cases/:caseId/draft/locks": async ({ who, params, body }) => {
      await lockClause(parts, await who(), params.caseId, body);
      return done;
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
  } satisfies Handlers;
}
