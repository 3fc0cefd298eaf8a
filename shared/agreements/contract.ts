import { z } from "zod";
import type { AgreementContent } from "./agreement.ts";
import type { ClauseChange } from "./diff.ts";
import type { HeadChange } from "./diffHead.ts";
import type { SealTrouble, VersionState } from "./signing.ts";
import type { SettledFinding } from "../drafting/preflight.ts";
import type { RefusalCode } from "../refusal.ts";
import { typed } from "../typed.ts";

const ofCase = z.object({ caseId: z.uuid() });
const point = z.tuple([z.number().min(0).max(1000), z.number().min(0).max(1000)]);

/**
 * Pen strokes in a box whose longer side is 1000; at most 20,000 points. Drawn as vectors, never as
 * pixels.
 */
export const strokes = z
  .array(z.array(point).min(1).max(4000))
  .max(60)
  .refine((all) => all.reduce((sum, one) => sum + one.length, 0) <= 20_000);

export const signatureInput = z.object({
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  code: z.string().regex(/^\d{6}$/),
  statement: z.boolean(),
  strokes: strokes.default([]),
  typedName: typed.line(100).default(""),
});

export const agreementRoutes = {
  "GET /api/cases/:caseId/agreement": { params: ofCase },
  "POST /api/cases/:caseId/agreement/freeze": {
    params: ofCase,
    body: z.object({
      /** Written reasons of the mediator for what may be shown otherwise (R-D22). */
      reasons: z
        .array(z.object({ key: typed.line(100), reason: typed.lines(300).min(4) }))
        .max(50)
        .default([]),
    }),
  },
  "GET /api/cases/:caseId/agreement/paper": {
    params: ofCase,
    query: z.object({ version: z.coerce.number().int().min(1).max(10_000).optional() }),
  },
  "GET /api/cases/:caseId/agreement/record": { params: ofCase },
  "POST /api/cases/:caseId/agreement/code": { params: ofCase, body: z.object({}) },
  "POST /api/cases/:caseId/agreement/signatures": {
    params: ofCase,
    body: signatureInput.extend({ versionId: z.uuid() }),
  },
  "POST /api/cases/:caseId/agreement/decline": {
    params: ofCase,
    body: z.object({ versionId: z.uuid(), reason: typed.lines(500).min(1) }),
  },
  "POST /api/cases/:caseId/agreement/reopen": {
    params: ofCase,
    body: z.object({ versionId: z.uuid(), reason: typed.lines(500).min(1) }),
  },
  "POST /api/cases/:caseId/agreement/reopen/answer": {
    params: ofCase,
    body: z.object({ versionId: z.uuid(), agree: z.boolean() }),
  },
  "POST /api/cases/:caseId/agreement/seal": {
    params: ofCase,
    body: z.object({ versionId: z.uuid() }),
  },
  "GET /api/office/seals": {},
  "GET /api/seal": {},
  "GET /api/verify/:code": { params: z.object({ code: typed.line(40) }) },
  /**
   * The agreement's bytes; after them, when `record` says how many, those of its signing record.
   */
  "POST /api/verify": { query: z.object({ record: z.coerce.number().int().min(1).optional() }) },
};

export type SignerView = {
  role: "party" | "mediator" | "seal";
  partyId: string | null;
  title: string;
  name: string;
  state: "waiting" | "signed" | "declined" | "blocked";
  at: string | null;
  by: { name: string; title: string; forAnother: boolean } | null;
  /** Why the seal has not been applied. */
  reason: string | null;
  /** Who of this party does not sign, and why; everybody of the case reads it. */
  declines: { by: { name: string; title: string }; reason: string; at: string }[];
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
  /** Only for staff, while the seal is not on for a reason. */
  sealTrouble: { why: SealTrouble; givenUp: boolean } | null;
  mySigning: { may: boolean; refusal: RefusalCode | null };
  reopening: Reopening;
  /** What the mediator settled by a written reason when freezing (R-D22). */
  settled: SettledFinding[];
  voided: { version: number; reason: string; at: string; signers: string[] }[];
  /** Present when an earlier version had been signed by the asker or, for staff, by anyone. */
  changes: { clauses: ClauseChange[]; head: HeadChange[] } | null;
} | null;

export type CodeSent = { sentTo: string; expiresAt: string; demoCode: string | null };

/** What a certificate says of itself. */
export type CertificateFacts = {
  /**
   * SHA-256 of the whole certificate, lower-case hex: compared with what the organisation gave by
   * another way.
   */
  fingerprint: string;
  subject: string;
  issuer: string;
  from: string;
  to: string;
  demo: boolean;
};

export type VerifyReport = {
  /** Of the agreement alone. */
  valid: boolean;
  checks: { code: VerifyCheck; ok: boolean; detail?: string }[];
  unproved: Unproved[];
  record: RecordState;
  /** SHA-256 of the files that were checked: nobody should take others for them. */
  sha256: { agreement: string; record: string | null };
  certificate: CertificateFacts | null;
  signedAt: string | null;
  paper: {
    code: string;
    caseCode: string;
    organisation: string;
    effectiveAt: string;
    contentHash: string;
    demo: boolean;
  } | null;
};

export type VerifyCheck =
  | "known-bytes"
  | "whole-file"
  | "seal-signature"
  | "seal-certificate"
  | "seal-pinned"
  | "content-hash"
  | "signatures-bound"
  | "statement"
  | "frozen-paper"
  | "audit-head"
  | "pages";

/**
 * Whether the signing record belongs to the agreement: its bytes are those whose hash the proved
 * statement names. Nothing can be told of it beside an agreement that does not hold, or one sealed
 * before statements named it.
 */
export type RecordState = "not-given" | "belongs" | "wrong" | "not-named" | "not-checked";

/** What could not be checked, said beside what was. */
export type Unproved = "statement" | "frozen-paper" | "pages" | "holder" | "revocation" | "time";

export type AgreementAnswers = {
  "GET /api/cases/:caseId/agreement": AgreementView;
  "POST /api/cases/:caseId/agreement/freeze": { versionId: string; version: number };
  "GET /api/cases/:caseId/agreement/paper": Blob;
  /** How every signature came about: for the organisation (R-W2). */
  "GET /api/cases/:caseId/agreement/record": Blob;
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
    trouble: SealTrouble | null;
    /** The reader has opened this text; only then it can be sealed (R-P19). */
    opened: boolean;
    /** Given up: tried again only when asked, and the text can be opened (R-G10). */
    givenUp: boolean;
  }[];
  /** The certificate that seals now, and earlier ones, for whoever compares. */
  "GET /api/seal": { now: CertificateFacts; earlier: CertificateFacts[] };
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
