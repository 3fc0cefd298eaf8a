import { z } from "zod";
import type { Problem } from "../refusal.ts";
import { isClientId, type Pointed, readPointed } from "./caret.ts";
import type { Clause } from "./clause.ts";
import type { Consent, ConsentState } from "./consent.ts";
import type { Finding } from "./finding.ts";
import type { Wording } from "./wording.ts";
import { typed } from "../typed.ts";
import { isClauseId } from "./allowed.ts";
import type { UpdateText } from "./updateText.ts";

const ofCase = z.object({ caseId: z.uuid() });
const clauseId = z.string().refine(isClauseId);
const hash = z.string().regex(/^[0-9a-f]{64}$/);

export const draftRoutes = {
  "GET /api/cases/:caseId/draft": { params: ofCase },
  "POST /api/cases/:caseId/draft/consents": {
    params: ofCase,
    body: z.object({ clauseId, hash, stance: z.enum(["agree", "object"]) }),
  },
  "POST /api/cases/:caseId/draft/proposals": {
    params: ofCase,
    body: z.object({
      clauseId,
      hash,
      text: typed.clause(5000).min(1),
      reason: typed.lines(500).default(""),
    }),
  },
  "POST /api/cases/:caseId/draft/proposals/:proposalId/answer": {
    params: ofCase.extend({ proposalId: z.uuid() }),
    body: z.object({ accept: z.boolean() }),
  },
  "POST /api/cases/:caseId/draft/comments": {
    params: ofCase,
    body: z.object({
      clauseId,
      body: typed.talk(1000).min(1),
      blocking: z.boolean().default(false),
    }),
  },
  "POST /api/cases/:caseId/draft/comments/:commentId/settle": {
    params: ofCase.extend({ commentId: z.uuid() }),
    body: z.object({}),
  },
  "POST /api/cases/:caseId/draft/locks": {
    params: ofCase,
    body: z.object({ clauseId, locked: z.boolean() }),
  },
  "GET /api/cases/:caseId/draft/preflight": { params: ofCase },
  "GET /api/cases/:caseId/draft/clauses/:clauseId/wordings": {
    params: ofCase.extend({ clauseId }),
  },
};

export type Proposal = {
  id: string;
  clauseId: string;
  author: string;
  authorParty: string | null;
  text: string;
  reason: string;
  at: string;
  votes: Record<string, boolean>;
  status: "open" | "accepted" | "declined" | "overtaken";
};

export type Comment = {
  id: string;
  clauseId: string;
  author: string;
  authorId: string;
  body: string;
  at: string;
  blocking: boolean;
  settled: boolean;
};

export type DraftView = {
  draftId: string | null;
  epoch: number;
  state: "open" | "frozen" | "none";
  mayEdit: boolean;
  clauses: (Clause & { hash: string; locked: boolean; consents: Record<string, ConsentState> })[];
  removed: { id: string; by: string; at: string; number: number }[];
  parties: { id: string; name: string; title: string }[];
  /** Papers on personal status: signed by hand (R-G1). */
  paperOnly: boolean;
  consents: Consent[];
  proposals: Proposal[];
  comments: Comment[];
};

export type DraftAnswers = {
  "GET /api/cases/:caseId/draft": DraftView;
  "POST /api/cases/:caseId/draft/consents": { done: true };
  "POST /api/cases/:caseId/draft/proposals": { id: string };
  "POST /api/cases/:caseId/draft/proposals/:proposalId/answer": { status: Proposal["status"] };
  "POST /api/cases/:caseId/draft/comments": { id: string };
  "POST /api/cases/:caseId/draft/comments/:commentId/settle": { done: true };
  "POST /api/cases/:caseId/draft/locks": { done: true };
  "GET /api/cases/:caseId/draft/preflight": { findings: Finding[] };
  "GET /api/cases/:caseId/draft/clauses/:clauseId/wordings": { wordings: Wording[] };
};

/** Limits of one connection to the gate. */
export const MAX_UPDATE_BYTES = 256 * 1024;
export const MAX_STATE_VECTOR_BYTES = 16 * 1024;

/** As they came: nothing of what may be large is copied by looking at it. */
const bytes = z.custom<Uint8Array>((given) => given instanceof Uint8Array);

const stateVector = z.custom<Uint8Array>(
  (given) => given instanceof Uint8Array && given.byteLength <= MAX_STATE_VECTOR_BYTES,
);

const pointed = z.unknown().transform((message, context) => {
  const read = readPointed(message);
  if (!read) context.addIssue({ code: "custom", message: "no caret" });
  return read ?? z.NEVER;
});

/** Requests over the /drafting namespace. Bytes are Yjs updates and state vectors. */
export const draftingRequests = {
  "draft:join": z.object({ clientId: z.custom<number>(isClientId), stateVector }),
  "draft:update": z.object({ draftId: z.string(), update: bytes }),
  /** Where this page's caret is; answered with nothing. */
  "draft:awareness": pointed,
};

export type DraftingAsk<E extends keyof typeof draftingRequests> = z.infer<
  (typeof draftingRequests)[E]
>;

/** What each request is answered beside `ok`. */
export type DraftingAnswers = {
  "draft:join": {
    draftId: string;
    epoch: number;
    seq: number;
    update: Uint8Array;
    stateVector: Uint8Array;
    mayEdit: boolean;
    frozen: boolean;
  };
  "draft:update": { seq: number };
  "draft:awareness": Record<string, never>;
};

type Answered<E extends keyof DraftingAnswers> =
  | ({ ok: true } & DraftingAnswers[E])
  | { ok: false; problem: Problem };

export type DraftingRequests = {
  [E in keyof typeof draftingRequests]: (
    ask: DraftingAsk<E>,
    answer?: (a: Answered<E>) => void,
  ) => void;
};

/** Where a person's caret is; name and colour index are the server's, never the client's. */
export type Caret = Pointed & { personId: string; name: string; colour: number };

export type DraftingNews = {
  "draft:updated": (news: { draftId: string; seq: number; update: UpdateText }) => void;
  "draft:carets": (carets: Caret[]) => void;
  /** Too many refusals in a row: this person's editing pauses, and why. */
  "draft:paused": (problem: Problem) => void;
  "draft:frozen": (news: { draftId: string }) => void;
};
