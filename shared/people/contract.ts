import { z } from "zod";
import type { CodeSent } from "../agreements/contract.ts";
import { checkSteps, checkWays } from "./identityCheck.ts";
import type { Device } from "./device.ts";
import type { Authority, Capacity, Level, StaffRole } from "./asker.ts";
import { typed } from "../typed.ts";

const token = z.object({ token: z.string().regex(/^[\w-]{20,64}$/) });
const ofPerson = z.object({ caseId: z.uuid(), participantId: z.uuid() });
const ofSession = z.object({ sessionId: z.uuid() });
export const NOTICE_VERSION = "pm-2026-1";

export const peopleRoutes = {
  "GET /api/entry/:token": { params: token },
  "POST /api/entry/:token/code": { params: token, body: z.object({}) },
  "POST /api/entry/:token/session": {
    params: token,
    body: z.object({ code: z.string().regex(/^\d{6}$/) }),
  },
  "GET /api/me": {},
  "POST /api/me/identity": {
    body: z.object({
      name: typed.line(100).min(1),
      idKind: z.enum(["resident-id", "passport", "company-code"]),
      idNumber: typed.line(30).min(5),
    }),
  },
  "POST /api/me/notice": {
    body: z.object({ version: z.literal(NOTICE_VERSION), acknowledged: z.literal(true) }),
  },
  "POST /api/me/address": {
    body: z.object({
      address: typed.line(200).min(5),
      phone: z
        .string()
        .trim()
        .regex(/^[+\d][\d -]{5,19}$/),
      email: z.union([z.literal(""), z.email().max(200)]).default(""),
      electronicService: z.boolean(),
      onlineConsent: z.literal(true),
    }),
  },
  "GET /api/me/sessions": {},
  "POST /api/me/sessions/:sessionId/end": { params: ofSession, body: z.object({}) },
  "POST /api/me/sessions/end-others": { body: z.object({}) },
  "POST /api/cases/:caseId/participants/:participantId/identity-checks": {
    params: ofPerson,
    body: z.object({ way: z.enum(checkWays) }),
  },
  "POST /api/cases/:caseId/participants/:participantId/identity-checks/done": {
    params: ofPerson,
    body: z.object({
      checkId: z.uuid(),
      ticks: z.array(z.enum(checkSteps)).max(checkSteps.length),
      place: typed.line(60).default(""),
    }),
  },
  "POST /api/cases/:caseId/participants/:participantId/identity-checks/undo": {
    params: ofPerson,
    body: z.object({ reason: typed.line(300).min(1) }),
  },
  "GET /api/cases/:caseId/participants/:participantId/sessions": { params: ofPerson },
  "POST /api/cases/:caseId/participants/:participantId/sessions/end": {
    params: ofPerson,
    body: z.object({ sessionId: z.uuid().optional() }),
  },
  "GET /api/staff/me": {},
  "GET /api/staff/sessions": {},
  "POST /api/staff/sessions/:sessionId/end": {
    params: z.object({ sessionId: z.string().regex(/^[\w-]{1,100}$/) }),
    body: z.object({}),
  },
};

export type EntryStep = "code" | "identity" | "notice" | "address" | "done";

/** What the link alone shows: who invites, why, and nothing of the case itself. */
export type Greeting = {
  seat: string;
  organisation: string;
  mediator: string;
  invitee: string;
  onBehalfOf: string | null;
  disputeKind: string;
  sentTo: string;
  step: EntryStep;
  demo: boolean;
};

export type Me = {
  id: string;
  caseId: string;
  partyId: string;
  name: string;
  capacity: Capacity;
  authority: Authority | null;
  partyName: string;
  partyTitle: string;
  level: Level;
  step: EntryStep;
  idMask: string | null;
  idKind: string | null;
  verifiedAt: string | null;
  address: {
    address: string;
    phone: string;
    email: string;
    electronicService: boolean;
  } | null /** Only in demo mode: a number that fits, to try the step with. */;
  demoId: string | null;
};

/** One place where somebody is signed in. */
export type SessionView = {
  id: string;
  device: Device;
  since: string;
  usedAt: string;
  current: boolean;
};

/**
 * A check that has begun: the whole number, for comparing with the card. Only the one who checks is
 * given it.
 */
export type CheckBegun = { checkId: string; name: string; idKind: string; idNumber: string };

export type StaffMe = {
  id: string;
  name: string;
  role: StaffRole;
  organisation: string | null;
  court: string | null;
};

export type PeopleAnswers = {
  "GET /api/entry/:token": Greeting;
  "POST /api/entry/:token/code": CodeSent;
  "POST /api/entry/:token/session": { seat: string };
  "GET /api/me": Me;
  "POST /api/me/identity": Me;
  "POST /api/me/notice": Me;
  "POST /api/me/address": Me;
  "GET /api/me/sessions": SessionView[];
  "POST /api/me/sessions/:sessionId/end": { done: true };
  "POST /api/me/sessions/end-others": { done: true };
  "POST /api/cases/:caseId/participants/:participantId/identity-checks": CheckBegun;
  "POST /api/cases/:caseId/participants/:participantId/identity-checks/done": { done: true };
  "POST /api/cases/:caseId/participants/:participantId/identity-checks/undo": { done: true };
  "GET /api/cases/:caseId/participants/:participantId/sessions": SessionView[];
  "POST /api/cases/:caseId/participants/:participantId/sessions/end": { done: true };
  "GET /api/staff/me": StaffMe;
  "GET /api/staff/sessions": SessionView[];
  "POST /api/staff/sessions/:sessionId/end": { done: true };
};
