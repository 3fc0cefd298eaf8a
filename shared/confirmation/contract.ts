import { z } from "zod";
import { signatureInput } from "../agreements/contract.ts";
import type { CodeSent } from "../agreements/contract.ts";
import type { RefusalCode } from "../refusal.ts";
import { type ApplicationState, decisions, defectFields } from "./application.ts";
import type { Check } from "./checks.ts";
import type { CompetentCourt } from "./court.ts";
import { packageDocuments, RULING } from "./packagePapers.ts";
import { typed } from "../typed.ts";

const ofCase = z.object({ caseId: z.uuid() });
const ofApplication = z.object({ applicationId: z.uuid() });

export const defect = z.object({
  document: z.enum(packageDocuments),
  field: z.enum(defectFields),
  note: typed.lines(500).min(1),
});

export type Defect = z.infer<typeof defect>;
export type DefectAnswer = { defect: number; note: string; by: string };

export const confirmationRoutes = {
  "GET /api/cases/:caseId/confirmation": { params: ofCase },
  "POST /api/cases/:caseId/confirmation/court": {
    params: ofCase,
    body: z.object({ courtId: z.uuid(), reason: typed.lines(500).default("") }),
  },
  "GET /api/cases/:caseId/confirmation/paper": { params: ofCase },
  "POST /api/cases/:caseId/confirmation/code": { params: ofCase, body: z.object({}) },
  "POST /api/cases/:caseId/confirmation/signatures": { params: ofCase, body: signatureInput },
  "POST /api/cases/:caseId/confirmation/correct": {
    params: ofCase,
    body: z.object({
      answers: z
        .array(z.object({ defect: z.number().int().min(0).max(99), note: typed.lines(500).min(1) }))
        .min(1)
        .max(100),
    }),
  },
  "POST /api/cases/:caseId/confirmation/file": { params: ofCase, body: z.object({}) },
  "POST /api/cases/:caseId/confirmation/withdraw": { params: ofCase, body: z.object({}) },
  "GET /api/cases/:caseId/confirmation/ruling": { params: ofCase },
  "GET /api/court/applications": {},
  "GET /api/court/applications/:applicationId": { params: ofApplication },
  "GET /api/court/applications/:applicationId/documents/:document": {
    params: ofApplication.extend({ document: z.enum([...packageDocuments, RULING.name]) }),
  },
  "POST /api/court/applications/:applicationId/decision": {
    params: ofApplication,
    body: z.object({
      decision: z.enum(decisions),
      revision: z.number().int().min(1),
      defects: z.array(defect).max(100).default([]),
      ground: typed.line(40).optional(),
      reason: typed.lines(1000).default(""),
      rulingNumber: typed.line(60).default(""),
      rulingPdf: z.base64().max(12_000_000).optional(),
    }),
  },
  "POST /api/court/applications/:applicationId/ruling": {
    params: ofApplication,
    body: z.object({ rulingPdf: z.base64().max(12_000_000) }),
  },
  "GET /api/court/applications/:applicationId/package": { params: ofApplication },
};

/** An address for service as the court was told it, and as it is now. */
export type SupplementData = { address: string; phone: string; email: string; electronic: boolean };

/** A change of a person's data after filing, as the clerk sees it. */
export type Supplement = {
  at: string;
  who: string;
  onBehalfOf: string;
  kind: "address";
  before: SupplementData;
  after: SupplementData;
};

export type ConfirmationView = {
  effectiveDay: string | null;
  deadline: string | null;
  daysLeft: number | null;
  /** False while the holidays of the deadline's year are not published (R-T3). */
  deadlineCertain: boolean;
  courts: CompetentCourt[];
  application: {
    id: string;
    state: ApplicationState;
    revision: number;
    courtId: string;
    courtName: string;
    hash: string;
    filedAt: string | null;
    signers: {
      partyId: string;
      name: string;
      title: string;
      signedAt: string | null;
      by: string | null;
    }[];
    mySigning: { may: boolean; refusal: RefusalCode | null };
    filing: RefusalCode | null;
    /** People's data differ from what this text says: it must be drawn and signed again (R-C22). */
    dataChanged: boolean;
    /** Why this person does not draw the application up again with the changed data, or null. */
    updating: RefusalCode | null;
    /** What choosing another court meets with (R-C21). */
    changingCourt: RefusalCode | null;
    /** Once returned: who has agreed to withdraw it, and whether the asker still may (R-C25). */
    withdrawal: { agreedParties: string[]; mayAgree: boolean };
    defects: Defect[];
    answers: DefectAnswer[];
    ground: string | null;
    reason: string | null;
    rulingNumber: string | null;
    decidedAt: string | null;
    hasRuling: boolean;
  } | null;
  /** Applications of this agreement that ended without the court's taking them, newest first. */
  earlier: {
    courtName: string;
    state: ApplicationState;
    filedAt: string | null;
    ground: string | null;
    reason: string | null;
  }[];
};

export type CourtRow = {
  id: string;
  caseCode: string;
  title: string;
  state: ApplicationState;
  filedAt: string;
  ageDays: number;
  due: string | null;
  dueInDays: number | null;
  /** False while the holidays of that year are not published (R-T3). */
  dueCertain: boolean;
  parties: string[];
};

export type CourtView = CourtRow & {
  revision: number;
  returns: number;
  organisation: string;
  effectiveDay: string;
  deadline: string;
  deadlineCertain: boolean;
  documents: { document: string; bytes: number; pages: number; sha256: string }[];
  checks: Check[];
  defects: Defect[];
  answers: DefectAnswer[];
  ground: string | null;
  reason: string | null;
  rulingNumber: string | null;
  hasRuling: boolean;
  supplements: Supplement[];
};

export type ConfirmationAnswers = {
  "GET /api/cases/:caseId/confirmation": ConfirmationView;
  "POST /api/cases/:caseId/confirmation/court": { done: true };
  "GET /api/cases/:caseId/confirmation/paper": Blob;
  "POST /api/cases/:caseId/confirmation/code": CodeSent;
  "POST /api/cases/:caseId/confirmation/signatures": { done: true };
  "POST /api/cases/:caseId/confirmation/correct": { done: true };
  "POST /api/cases/:caseId/confirmation/file": { done: true };
  "POST /api/cases/:caseId/confirmation/withdraw": { done: true };
  "GET /api/cases/:caseId/confirmation/ruling": Blob;
  "GET /api/court/applications": CourtRow[];
  "GET /api/court/applications/:applicationId": CourtView;
  "GET /api/court/applications/:applicationId/documents/:document": Blob;
  "POST /api/court/applications/:applicationId/decision": { state: ApplicationState };
  "POST /api/court/applications/:applicationId/ruling": { done: true };
  "GET /api/court/applications/:applicationId/package": Blob;
};
