import { z } from "zod";
import type { CodeSent } from "../agreements/contract.ts";
import type { Authority, Capacity, Level, StaffRole } from "./asker.ts";

const token = z.object({ token: z.string().min(20).max(64) });
export const NOTICE_VERSION = "pm-2026-1";

export const peopleRoutes = {
  "GET /api/entry/:token": { params: token },
  "POST /api/entry/:token/code": { params: token, body: z.object({}) },
  "POST /api/entry/:token/session": { params: token, body: z.object({ code: z.string().regex(/^\d{6}$/) }) },
  "GET /api/me": {},
  "POST /api/me/identity": {
    body: z.object({
      name: z.string().trim().min(1).max(100),
      idKind: z.enum(["resident-id", "passport", "company-code"]),
      idNumber: z.string().trim().min(5).max(30),
    }),
  },
  "POST /api/me/notice": { body: z.object({ version: z.literal(NOTICE_VERSION), acknowledged: z.literal(true) }) },
  "POST /api/me/address": {
    body: z.object({
      address: z.string().trim().min(5).max(200),
      phone: z
        .string()
        .trim()
        .regex(/^[+\d][\d -]{5,19}$/),
      email: z.union([z.literal(""), z.email().max(200)]).default(""),
      electronicService: z.boolean(),
      onlineConsent: z.literal(true),
    }),
  },
  "GET /api/staff/me": {},
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
export type StaffMe = { id: string; name: string; role: StaffRole; organisation: string | null; court: string | null };
export type PeopleAnswers = {
  "GET /api/entry/:token": Greeting;
  "POST /api/entry/:token/code": CodeSent;
  "POST /api/entry/:token/session": { seat: string };
  "GET /api/me": Me;
  "POST /api/me/identity": Me;
  "POST /api/me/notice": Me;
  "POST /api/me/address": Me;
  "GET /api/staff/me": StaffMe;
};
