import { z } from "zod";
import type { AgreementContent } from "./agreement.ts";
import type { ClauseChange } from "./diff.ts";
import type { VersionState } from "./signing.ts";
import type { RefusalCode } from "../refusal.ts";

const ofCase = z.object({ caseId: z.uuid() });
const point = z.tuple([z.number().min(0).max(1000), z.number().min(0).max(1000)]);
/** Pen strokes in a box whose longer side is 1000; at most 20,000 points. Drawn as vectors, never as pixels. */
export const strokes = z
  .array(z.array(point).min(1).max(4000))
  .max(60)
  .refine((all) => all.reduce((sum, one) => sum + one.length, 0) <= 20_000);
export const signatureInput = z.object({
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  code: z.string().regex(/^\d{6}$/),
  statement: z.boolean(),
  strokes: strokes.default([]),
  typedName: z.string().trim().max(100).default(""),
});

export const agreementRoutes = {
  "GET /api/cases/:caseId/agreement": { params: ofCase },
  "POST /api/cases/:caseId/agreement/freeze": { params: ofCase, body: z.object({}) },
  "GET /api/cases/:caseId/agreement/paper": {
    params: ofCase,
    query: z.object({ version: z.coerce.number().int().min(1).max(10_000).optional() }),
  },
  "POST /api/cases/:caseId/agreement/code": { params: ofCase, body: z.object({}) },
  "POST /api/cases/:caseId/agreement/signatures": { params: ofCase, body: signatureInput.extend({ versionId: z.uuid() }) },
  "POST /api/cases/:caseId/agreement/decline": {
    params: ofCase,
    body: z.object({ versionId: z.uuid(), reason: z.string().trim().min(1).max(500) }),
  },
  "POST /api/cases/:caseId/agreement/reopen": {
    params: ofCase,
    body: z.object({ versionId: z.uuid(), reason: z.string().trim().min(1).max(500) }),
  },
  "POST /api/cases/:caseId/agreement/reopen/answer": { params: ofCase, body: z.object({ versionId: z.uuid(), agree: z.boolean() }) },
  "POST /api/cases/:caseId/agreement/seal": { params: ofCase, body: z.object({ versionId: z.uuid() }) },
  "GET /api/office/seals": {},
  "GET /api/verify/:code": { params: z.object({ code: z.string().max(40) }) },
  "POST /api/verify": {},
};

export type SignerView = {
  role: "party" | "mediator" | "seal";
  partyId: string | null;
  title: string;
  name: string;
  state: "waiting" | "signed" | "declined" | "blocked";
  at: string | null;
  by: string | null;
  reason: string | null;
};
/** How the text can be opened again now (R-G6), and whether everybody is being asked. */
export type Reopening = {
  way: "at-once" | "all-agree" | null;
  /** `agreed`: party ids; `refusal`: why the reader does not answer, null when he may. */
  asked: { reason: string; agreed: string[]; refusal: RefusalCode | null } | null;
};
export type AgreementView = {
  versionId: string;
  version: number;
  epoch: number;
  state: VersionState;
  contentHash: string;
  pdfHash: string;
  checkCode: string;
  frozenAt: string;
  sealedAt: string | null;
  effectiveAt: string | null;
  code: string;
  content: AgreementContent;
  signers: SignerView[];
  mySigning: { may: boolean; refusal: RefusalCode | null };
  reopening: Reopening;
  voided: { version: number; reason: string; at: string; signers: string[] }[];
  /** Present when an earlier version had been signed by the asker or, for staff, by anyone. */
  changes: ClauseChange[] | null;
} | null;
export type CodeSent = { sentTo: string; expiresAt: string; demoCode: string | null };
export type VerifyReport = {
  valid: boolean;
  checks: { code: VerifyCheck; ok: boolean; detail?: string }[];
  paper: { code: string; caseCode: string; organisation: string; effectiveAt: string; contentHash: string; demo: boolean } | null;
};
export type VerifyCheck =
  | "known-bytes"
  | "whole-file"
  | "seal-signature"
  | "seal-certificate"
  | "content-hash"
  | "signatures-bound"
  | "audit-head";
export type AgreementAnswers = {
  "GET /api/cases/:caseId/agreement": AgreementView;
  "POST /api/cases/:caseId/agreement/freeze": { versionId: string; version: number };
  "GET /api/cases/:caseId/agreement/paper": Blob;
  "POST /api/cases/:caseId/agreement/code": CodeSent;
  "POST /api/cases/:caseId/agreement/signatures": { done: true };
  "POST /api/cases/:caseId/agreement/decline": { done: true };
  /** `epoch` of the new draft; null when everybody is asked first. */
  "POST /api/cases/:caseId/agreement/reopen": { epoch: number | null };
  "POST /api/cases/:caseId/agreement/reopen/answer": { epoch: number | null };
  "POST /api/cases/:caseId/agreement/seal": { done: true };
  "GET /api/office/seals": {
    caseId: string;
    versionId: string;
    caseCode: string;
    title: string;
    state: VersionState;
    since: string;
    error: string | null;
  }[];
  "GET /api/verify/:code": {
    known: boolean;
    state: VersionState | null;
    caseCode: string | null;
    organisation: string | null;
    effectiveAt: string | null;
    shortHash: string | null;
    demo: boolean;
  };
  "POST /api/verify": VerifyReport;
};
