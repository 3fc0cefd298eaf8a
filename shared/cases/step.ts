import type { Day } from "../day.ts";
import type { Marks } from "./marks.ts";

export type NextKey =
  | "enter"
  | "invite"
  | "entering"
  | "draft"
  | "consent"
  | "sign"
  | "wait-signatures"
  | "mediator-sign"
  | "wait-mediator"
  | "seal"
  | "wait-seal"
  | "declined"
  | "answer-reopen"
  | "wait-reopen"
  | "apply"
  | "sign-application"
  | "wait-application"
  | "file"
  | "wait-court"
  | "correct"
  | "confirmed"
  | "not-accepted"
  | "dismissed"
  | "room-open"
  | "too-late";

/** Who looks at the case, and on which day: a side's person, its mediator, or the coordinator. */
export type Looker = {
  as: { partyId: string; entered: boolean } | "mediator" | "coordinator";
  today: Day;
};

/**
 * One row of a domain's table: what comes next, when that is so, and for whom the case waits then
 * (nobody, if left out).
 */
export type Step = {
  key: NextKey;
  when: (marks: Marks, looker: Looker) => boolean;
  for?: (marks: Marks) => string[];
};

export const isParty = ({ as }: Looker): boolean => typeof as === "object";

/** Whether it is the looker's own side for whom something waits. */
export const waitsForMe = (waitingFor: string[], { as }: Looker): boolean =>
  typeof as === "object" && waitingFor.includes(as.partyId);
