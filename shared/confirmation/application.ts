import { type Authority, type Capacity, maySignFor } from "../people/asker.ts";
import type { RefusalCode } from "../refusal.ts";

export type ApplicationState =
  | "drafted"
  | "filed"
  | "returned"
  | "docketed"
  | "confirmed"
  | "not-accepted"
  | "dismissed"
  | "withdrawn";

export const decisions = ["accept", "return", "not-accept", "confirm", "dismiss"] as const;
export type Decision = (typeof decisions)[number];

/** 解释 355: grounds for 裁定不予受理, and nothing else. */
export const notAcceptGrounds = [
  "outside-competence",
  "wrong-court",
  "status-relations",
  "other-procedure",
  "ownership",
] as const;

/** 解释 358: grounds for 裁定驳回, and nothing else. */
export const dismissGrounds = [
  "mandatory-law",
  "harms-others",
  "public-order",
  "not-voluntary",
  "unclear-content",
  "other",
] as const;

/** What a defect can name of a document. */
export const defectFields = [
  "parties",
  "request",
  "facts",
  "clauses",
  "signature",
  "seal",
  "address",
  "phone",
  "identity",
  "authority",
  "court",
  "other",
] as const;

const next: Record<Decision, { from: ApplicationState[]; to: ApplicationState }> = {
  accept: { from: ["filed"], to: "docketed" },
  return: { from: ["filed"], to: "returned" },
  "not-accept": { from: ["filed"], to: "not-accepted" },
  confirm: { from: ["docketed"], to: "confirmed" },
  dismiss: { from: ["docketed"], to: "dismissed" },
};

/** R-C6. What the clerk's answer does. Defects are told once, all together (民诉法解释 354). */
export function decide(
  application: { state: ApplicationState; returns: number },
  decision: Decision,
): { to: ApplicationState } | { refusal: RefusalCode } {
  if (decision === "return" && application.returns > 0)
    return { refusal: "confirmation/returned-once" };
  const step = next[decision];
  return step.from.includes(application.state)
    ? { to: step.to }
    : { refusal: "confirmation/wrong-state" };
}

/** What the clerk can answer now, by the same rule the court's door asks. */
export const openDecisions = (application: {
  state: ApplicationState;
  returns: number;
}): Decision[] => decisions.filter((decision) => "to" in decide(application, decision));

/** R-C7. A ground belongs to its decision: 355 for not accepting, 358 for dismissing. */
export const groundFits = (decision: Decision, ground: string | undefined): boolean =>
  decision === "not-accept"
    ? (notAcceptGrounds as readonly string[]).includes(ground ?? "")
    : decision === "dismiss"
      ? (dismissGrounds as readonly string[]).includes(ground ?? "")
      : ground === undefined;

/** What a returned application still owes the court: an answer to each defect (解释 354). */
export const needsCorrection = (application: {
  state: ApplicationState;
  defects: unknown[];
  answers: { defect: number }[];
}): boolean =>
  application.state === "returned" &&
  application.defects.some((_, index) => !application.answers.some((one) => one.defect === index));

/**
 * R-C27. Each side signs the application once, by somebody who may bind it, while it lies with the
 * parties. Whoever signed a text that still owes answers would sign another one after them (R-C26).
 */
export function maySignApplication(
  application: Parameters<typeof needsCorrection>[0] & { signedParties: string[] },
  person: { partyId: string; capacity: Capacity; authority: Authority | null },
): RefusalCode | null {
  if (application.state !== "drafted" && application.state !== "returned")
    return "confirmation/already-filed";
  if (!maySignFor(person)) return "agreements/no-special-authority";
  if (application.signedParties.includes(person.partyId)) return "agreements/already-signed";
  return needsCorrection(application) ? "confirmation/correct-first" : null;
}

/**
 * R-C8. Filing needs every party's signature, a sealed agreement and the deadline kept (民诉法 205);
 * once returned, an answer to each defect.
 */
export function mayFile(application: {
  state: ApplicationState;
  signedParties: string[];
  partyIds: string[];
  daysLeft: number;
  defects: unknown[];
  answers: { defect: number }[];
}): RefusalCode | null {
  if (application.state !== "drafted" && application.state !== "returned")
    return "confirmation/already-filed";
  if (needsCorrection(application)) return "confirmation/correct-first";
  if (!application.partyIds.every((id) => application.signedParties.includes(id)))
    return "confirmation/not-all-signed";
  return application.daysLeft < 0 ? "confirmation/too-late" : null;
}
