import type { RefusalCode } from "../refusal.ts";
import { type Asker, atLeast, type Level } from "./asker.ts";

/**
 * The place an asker has in one case. Everything a person may do in it follows from this and from
 * the state.
 */
export type Role = "party" | "mediator" | "coordinator" | "clerk" | "outsider";

/** What the rule needs to know of the case. */
export type CaseFacts = {
  id: string;
  organisationId: string;
  mediatorId: string /** The courts with which an application of this case was ever filed; each reads what it received itself. */;
  filedCourtIds: string[];
  open: boolean;
};

/**
 * R-A1. A clerk is in a case only once an application was filed with his court; staff only in their
 * own organisation.
 */
export function roleIn(asker: Asker, facts: CaseFacts): Role {
  if (asker.kind === "participant") return asker.caseId === facts.id ? "party" : "outsider";
  if (asker.role === "clerk")
    return asker.courtId !== null && facts.filedCourtIds.includes(asker.courtId)
      ? "clerk"
      : "outsider";
  if (asker.organisationId !== facts.organisationId) return "outsider";
  if (asker.role === "mediator") return asker.id === facts.mediatorId ? "mediator" : "outsider";
  return "coordinator";
}

type Row = { roles: Role[]; level?: Level; whileOpen?: boolean };

/** R-A2. Deny by default: an action that has no row, or no matching role in it, is refused. */
export const permissions = {
  "case:read": { roles: ["party", "mediator", "coordinator"], level: "code" },
  "case:enter": { roles: ["party"], level: "code", whileOpen: true },
  "case:edit": { roles: ["mediator"], whileOpen: true },
  "case:invite": { roles: ["mediator", "coordinator"], whileOpen: true },
  "case:verify-identity": { roles: ["mediator"], whileOpen: true },
  "case:sessions": { roles: ["mediator", "coordinator"] },
  "timeline:read": { roles: ["party", "mediator", "coordinator"], level: "entered" },
  "messages:read": { roles: ["party", "mediator"], level: "entered" },
  "messages:write": { roles: ["party", "mediator"], level: "entered", whileOpen: true },
  "room:be-in": { roles: ["party", "mediator"], level: "entered", whileOpen: true },
  "room:lead": { roles: ["mediator"], whileOpen: true },
  "draft:read": { roles: ["party", "mediator"], level: "entered" },
  "draft:edit": { roles: ["party", "mediator"], level: "entered", whileOpen: true },
  "draft:consent": { roles: ["party"], level: "entered", whileOpen: true },
  "draft:lead": { roles: ["mediator"], whileOpen: true },
  "agreement:read": { roles: ["party", "mediator", "coordinator"], level: "entered" },
  "agreement:lead": { roles: ["mediator"], whileOpen: true },
  "agreement:sign": { roles: ["party"], level: "verified", whileOpen: true },
  "agreement:decline": { roles: ["party"], level: "entered", whileOpen: true },
  "agreement:seal": { roles: ["coordinator"], whileOpen: true },
  "confirmation:read": { roles: ["party", "mediator", "coordinator"], level: "entered" },
  "confirmation:prepare": { roles: ["party", "mediator"], level: "entered", whileOpen: true },
  "confirmation:sign": { roles: ["party"], level: "verified", whileOpen: true },
  "court:read": { roles: ["clerk"] },
  "court:decide": { roles: ["clerk"], whileOpen: true },
} as const satisfies Record<string, Row>;

export type Action = keyof typeof permissions;

/**
 * R-A3. Why this asker may not do this, or null. Outsiders are told that nothing is there, so that
 * ids tell nothing.
 */
export function refusalFor(asker: Asker, action: Action, facts: CaseFacts): RefusalCode | null {
  const role = roleIn(asker, facts);
  const row: Row = permissions[action];
  if (role === "outsider") return "cases/not-found";
  if (!row.roles.includes(role)) return "people/not-allowed";
  if (asker.kind === "participant" && row.level && !atLeast(asker.level, row.level))
    return !atLeast(asker.level, "code")
      ? "people/code-needed"
      : !atLeast(asker.level, "entered")
        ? "people/steps-unfinished"
        : "people/not-verified";
  if (row.whileOpen && !facts.open) return "cases/closed";
  return null;
}
