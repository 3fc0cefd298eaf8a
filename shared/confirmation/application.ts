import type { RefusalCode } from "../refusal.ts";

export type ApplicationState = "drafted" | "filed" | "returned" | "docketed" | "confirmed" | "not-accepted" | "dismissed";
export const decisions = ["accept", "return", "not-accept", "confirm", "dismiss"] as const;
export type Decision = (typeof decisions)[number];

/** 解释 355: grounds for 裁定不予受理, and nothing else. */
export const notAcceptGrounds = ["outside-competence", "wrong-court", "status-relations", "other-procedure", "ownership"] as const;
/** 解释 358: grounds for 裁定驳回, and nothing else. */
export const dismissGrounds = ["mandatory-law", "harms-others", "public-order", "not-voluntary", "unclear-content", "other"] as const;

/** Documents of the package, to which a defect is bound, with the fields it can name. */
export const packageDocuments = ["application", "agreement", "mediation-proof", "address", "identity", "authority"] as const;
export type PackageDocument = (typeof packageDocuments)[number];
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
  if (decision === "return" && application.returns > 0) return { refusal: "confirmation/returned-once" };
  const step = next[decision];
  return step.from.includes(application.state) ? { to: step.to } : { refusal: "confirmation/wrong-state" };
}

/** R-C7. A ground belongs to its decision: 355 for not accepting, 358 for dismissing. */
export const groundFits = (decision: Decision, ground: string | undefined): boolean =>
  decision === "not-accept"
    ? (notAcceptGrounds as readonly string[]).includes(ground ?? "")
    : decision === "dismiss"
      ? (dismissGrounds as readonly string[]).includes(ground ?? "")
      : ground === undefined;

/** What a returned application still owes the court: an answer to each defect (解释 354). */
export const needsCorrection = (application: { state: ApplicationState; defects: unknown[]; answers: { defect: number }[] }): boolean =>
  application.state === "returned" && application.defects.some((_, index) => !application.answers.some((one) => one.defect === index));

/** R-C8. Filing needs every party's signature, a sealed agreement and the deadline kept (民诉法 205); once returned, an answer to each defect. */
export function mayFile(application: {
  state: ApplicationState;
  signedParties: string[];
  partyIds: string[];
  daysLeft: number;
  defects: unknown[];
  answers: { defect: number }[];
}): RefusalCode | null {
  if (application.state !== "drafted" && application.state !== "returned") return "confirmation/already-filed";
  if (needsCorrection(application)) return "confirmation/correct-first";
  if (!application.partyIds.every((id) => application.signedParties.includes(id))) return "confirmation/not-all-signed";
  return application.daysLeft < 0 ? "confirmation/too-late" : null;
}

export type CheckCode =
  | "jointly-signed"
  | "within-deadline"
  | "competent-court"
  | "sealed"
  | "signatures-match"
  | "identity-checked"
  | "authority-special"
  | "addresses-given"
  | "no-excluded-matter";
export type Check = { code: CheckCode; ok: boolean; document: PackageDocument };
