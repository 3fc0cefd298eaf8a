import { type DisputeKind, disputeKinds } from "./causes.ts";
import { z } from "zod";
import type { Authority, Capacity, Level } from "../people/asker.ts";
import type { CheckWay } from "../people/identityCheck.ts";
import type { RefusalCode } from "../refusal.ts";
import type { NextStep } from "./nextStep.ts";
import type { RunningPeriod } from "./runningPeriod.ts";
import { typed } from "../typed.ts";

const text = typed.line;
const ofCase = z.object({ caseId: z.uuid() });

export const participantInput = z.object({
  capacity: z.enum(["self", "legal-representative", "agent"]),
  name: text(100).min(1),
  authority: z.enum(["general", "special"]).nullable().default(null),
  firm: text(200).default(""),
  phone: text(20).default(""),
  email: z.union([z.literal(""), z.email().max(200)]).default(""),
  idNumber: text(30).default(""),
});

export const partyInput = z.object({
  side: z.enum(["applicant", "respondent"]),
  kind: z.enum(["person", "company"]),
  name: text(100).min(1),
  sex: text(10).default(""),
  birth: text(10).default(""),
  nation: text(20).default(""),
  occupation: text(100).default(""),
  address: text(200).default(""),
  district: text(60).default(""),
  idNumber: text(30).default(""),
  legalRepName: text(100).default(""),
  legalRepTitle: text(60).default(""),
  liability: text(60).default(""),
  people: z.array(participantInput).min(1).max(4),
});

/**
 * A correction of one party's data; side, kind and who acts for it stay. An empty number leaves the
 * one on record; a person's own is the party's.
 */
export const partyEdit = partyInput.omit({ side: true, kind: true, people: true }).extend({
  people: z
    .array(participantInput.omit({ capacity: true }).extend({ id: z.uuid() }))
    .min(1)
    .max(4),
});

export const caseInput = z.object({
  title: text(120).min(2),
  kind: z.enum(disputeKinds),
  facts: typed.lines(4000),
  disputed: typed.lines(2000).default(""),
  claims: typed.lines(2000).default(""),
  parties: z.array(partyInput).min(2).max(12),
});

export type CaseInput = z.infer<typeof caseInput>;

export const caseRoutes = {
  "GET /api/cases": {},
  "POST /api/cases": { body: caseInput },
  "GET /api/cases/:caseId": { params: ofCase },
  "PUT /api/cases/:caseId": {
    params: ofCase,
    body: z.object({
      facts: typed.lines(4000),
      disputed: typed.lines(2000),
      claims: typed.lines(2000),
    }),
  },
  "GET /api/cases/:caseId/parties/:partyId": { params: ofCase.extend({ partyId: z.uuid() }) },
  "PUT /api/cases/:caseId/parties/:partyId": {
    params: ofCase.extend({ partyId: z.uuid() }),
    body: partyEdit,
  },
  "POST /api/cases/:caseId/participants/:participantId/invitation": {
    params: ofCase.extend({ participantId: z.uuid() }),
    body: z.object({}),
  },
  "GET /api/cases/:caseId/timeline": { params: ofCase },
  "GET /api/office/outbox": {},
};

export type ParticipantView = {
  id: string;
  partyId: string;
  name: string;
  capacity: Capacity;
  authority: Authority | null;
  firm: string;
  level: Level;
  idMask: string | null;
  invitedAt: string | null;
  contact: string;
  online: boolean;
  /** How the document was checked, and why that can't be taken back; for staff. */
  check: { way: CheckWay; by: string; at: string; place: string; undo: RefusalCode | null } | null;
};

/** What the mediator may correct; nobody else is given this. */
export type PartyDetails = Omit<z.infer<typeof partyInput>, "idNumber" | "people"> & {
  idMask: string;
  people: {
    id: string;
    name: string;
    capacity: Capacity;
    authority: Authority | null;
    firm: string;
    phone: string;
    email: string;
    idMask: string;
  }[];
};

export type PartyView = {
  id: string;
  side: "applicant" | "respondent";
  kind: "person" | "company";
  title: string;
  name: string;
  liability: string;
  legalRepName: string;
  people: ParticipantView[];
};

export type CaseRow = {
  id: string;
  code: string;
  title: string;
  kind: DisputeKind;
  parties: string[];
  next: NextStep;
  deadline: RunningPeriod | null;
  updatedAt: string;
  open: boolean;
};

export type CaseView = {
  id: string;
  code: string;
  title: string;
  kind: DisputeKind;
  facts: string;
  disputed: string;
  claims: string;
  organisation: { name: string; district: string };
  mediator: { id: string; name: string };
  acceptedOn: string;
  parties: PartyView[];
  next: NextStep;
  deadline: CaseRow["deadline"];
  open: boolean;
  /** No text is frozen, so facts and parties may still be corrected. */
  correctable: boolean;
  videoAvailable: boolean;
};

/** `actorTitle`: the place of a participant in the case, "" for everybody else. */
export type TimelineEntry = {
  seq: number;
  at: string;
  actor: string;
  actorId: string | null;
  actorTitle: string;
  event: string;
  about: Record<string, string | number>;
};

export type OutboxEntry = {
  id: string;
  kind: string;
  to: string;
  subject: string;
  text: string;
  at: string;
  state: string;
  error: string | null;
};

export type CaseAnswers = {
  "GET /api/cases": CaseRow[];
  "POST /api/cases": { id: string };
  "GET /api/cases/:caseId": CaseView;
  "PUT /api/cases/:caseId": { done: true };
  "GET /api/cases/:caseId/parties/:partyId": PartyDetails;
  "PUT /api/cases/:caseId/parties/:partyId": { done: true };
  "POST /api/cases/:caseId/participants/:participantId/invitation": { url: string; qr: string };
  "GET /api/cases/:caseId/timeline": { entries: TimelineEntry[]; whole: boolean };
  "GET /api/office/outbox": OutboxEntry[];
};
