import type { Marks } from "./marks.ts";

/** Where a case can stand, from the first word of an application to the archive. */
export const caseStates = [
  "draft",
  "submitted",
  "screening",
  "rejected",
  "transferred",
  "accepted",
  "consent-asked",
  "refused",
  "unreachable",
  "consented",
  "mediator-agreed",
  "notices-acknowledged",
  "in-mediation",
  "agreed",
  "terminated",
  "performing",
  "followed-up",
  "closed",
  "archived",
] as const;

export type CaseState = (typeof caseStates)[number];

/**
 * What may follow on what. A case that comes in accepted needs no other word before its notices; a
 * room opened for the first side that comes begins mediation; and an agreement opened again (R-G6)
 * is talked about anew.
 */
const NEXT: Record<CaseState, readonly CaseState[]> = {
  draft: ["submitted"],
  submitted: ["screening"],
  screening: ["rejected", "transferred", "accepted"],
  rejected: [],
  transferred: [],
  accepted: ["consent-asked", "notices-acknowledged", "in-mediation"],
  "consent-asked": ["refused", "unreachable", "consented"],
  refused: ["closed"],
  unreachable: ["closed"],
  consented: ["mediator-agreed"],
  "mediator-agreed": ["notices-acknowledged"],
  "notices-acknowledged": ["accepted", "in-mediation"],
  "in-mediation": ["agreed", "terminated"],
  agreed: ["in-mediation", "performing"],
  terminated: ["closed"],
  performing: ["followed-up", "closed"],
  "followed-up": ["performing", "closed"],
  closed: ["archived"],
  archived: [],
};

/** R-S2. Whether a case may go from one state to the other. */
export const mayFollow = (from: CaseState, to: CaseState): boolean => NEXT[from].includes(to);

/** States in which nobody works on the case any more. */
const OVER: readonly CaseState[] = [
  "rejected",
  "transferred",
  "refused",
  "unreachable",
  "terminated",
  "closed",
  "archived",
];

/** R-S2. Whether a case is worked on. */
export const isOpen = (state: CaseState): boolean => !OVER.includes(state);

/**
 * The states that follow from facts alone; into and out of every other leads somebody's decision.
 */
const FOLLOWS_FACTS: readonly CaseState[] = [
  "accepted",
  "notices-acknowledged",
  "in-mediation",
  "agreed",
];

type Facts = Pick<Marks, "people" | "rooms" | "agreements">;

function factsSay({ people, rooms, agreements }: Facts): CaseState {
  if (agreements.state === "sealed" || agreements.state === "change-asked") return "agreed";
  // A session was held, or a text was frozen, ever.
  if (rooms.state !== "closed" || agreements.state !== "none") return "in-mediation";
  return people.state === "inside" ? "notices-acknowledged" : "accepted";
}

/**
 * R-S2. Where a case stands after a change: where the facts lead, if a case may go there from here,
 * else where it stood.
 */
export function stateAfter(before: CaseState, facts: Facts): CaseState {
  const said = factsSay(facts);
  return FOLLOWS_FACTS.includes(before) && mayFollow(before, said) ? said : before;
}
