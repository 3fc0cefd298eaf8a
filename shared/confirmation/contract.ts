import { z } from "zod";
import { signatureInput } from "../agreements/contract.ts";
import type { CodeSent } from "../agreements/contract.ts";
import type { RefusalCode } from "../refusal.ts";
import { type ApplicationState, type Check, decisions, defectFields, packageDocuments } from "./application.ts";
import type { CompetentCourt } from "./court.ts";

const ofCase = z.object({ caseId: z.uuid() });
const ofApplication = z.object({ applicationId: z.uuid() });
export const defect = z.object({
  document: z.enum(packageDocuments),
  field: z.enum(defectFields),
  note: z.string().trim().min(1).max(500),
});
export type Defect = z.infer<typeof defect>;

export const confirmationRoutes = {
  "GET /api/cases/:caseId/confirmation": { params: ofCase },
  "POST /api/cases/:caseId/confirmation/court": { params: ofCase, body: z.object({ courtId: z.uuid() }) },
  "GET /api/cases/:caseId/confirmation/paper": { params: ofCase },
  "POST /api/cases/:caseId/confirmation/code": { params: ofCase, body: z.object({}) },
  "POST /api/cases/:caseId/confirmation/signatures": { params: ofCase, body: signatureInput },
  "POST /api/cases/:caseId/confirmation/correct": {
    params: ofCase,
    body: z.object({
      answers: z
        .array(z.object({ defect: z.number().int().min(0).max(99), note: z.string().trim().min(1).max(500) }))
        .min(1)
        .max(100),
    }),
  },
  "POST /api/cases/:caseId/confirmation/file": { params: ofCase, body: z.object({}) },
  "GET /api/cases/:caseId/confirmation/ruling": { params: ofCase },
  "GET /api/court/applications": {},
  "GET /api/court/applications/:applicationId": { params: ofApplication },
  "GET /api/court/applications/:applicationId/documents/:document": {
    params: ofApplication.extend({ document: z.enum([...packageDocuments, "ruling"]) }),
  },
  "POST /api/court/applications/:applicationId/decision": {
    params: ofApplication,
    body: z.object({
      decision: z.enum(decisions),
      revision: z.number().int().min(1),
      defects: z.array(defect).max(100).default([]),
      ground: z.string().max(40).optional(),
      reason: z.string().trim().max(1000).default(""),
      rulingNumber: z.string().trim().max(60).default(""),
      rulingPdf: z.base64().max(12_000_000).optional(),
    }),
  },
  "GET /api/court/applications/:applicationId/package": { params: ofApplication },
};

export type ConfirmationView = {
  effectiveDay: string | null;
  deadline: string | null;
  daysLeft: number | null;
  courts: CompetentCourt[];
  application: {
    id: string;
    state: ApplicationState;
    revision: number;
    courtId: string;
    courtName: string;
    hash: string;
    filedAt: string | null;
    signers: { partyId: string; name: string; title: string; signedAt: string | null; by: string | null }[];
    mySigning: { may: boolean; refusal: RefusalCode | null };
    filing: RefusalCode | null;
    defects: Defect[];
    answers: { defect: number; note: string; by: string }[];
    ground: string | null;
    reason: string | null;
    rulingNumber: string | null;
    decidedAt: string | null;
    hasRuling: boolean;
  } | null;
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
  parties: string[];
};
export type CourtView = CourtRow & {
  revision: number;
  returns: number;
  organisation: string;
  effectiveDay: string;
  deadline: string;
  documents: { document: string; bytes: number; pages: number; sha256: string }[];
  checks: Check[];
  defects: Defect[];
  answers: { defect: number; note: string; by: string }[];
  ground: string | null;
  reason: string | null;
  rulingNumber: string | null;
};
export type ConfirmationAnswers = {
  "GET /api/cases/:caseId/confirmation": ConfirmationView;
  "POST /api/cases/:caseId/confirmation/court": { done: true };
  "GET /api/cases/:caseId/confirmation/paper": Blob;
  "POST /api/cases/:caseId/confirmation/code": CodeSent;
  "POST /api/cases/:caseId/confirmation/signatures": { done: true };
  "POST /api/cases/:caseId/confirmation/correct": { done: true };
  "POST /api/cases/:caseId/confirmation/file": { done: true };
  "GET /api/cases/:caseId/confirmation/ruling": Blob;
  "GET /api/court/applications": CourtRow[];
  "GET /api/court/applications/:applicationId": CourtView;
  "GET /api/court/applications/:applicationId/documents/:document": Blob;
  "POST /api/court/applications/:applicationId/decision": { state: ApplicationState };
  "GET /api/court/applications/:applicationId/package": Blob;
};
