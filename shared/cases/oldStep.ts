import type { VersionState } from "../agreements/signing.ts";
import type { ApplicationState } from "../confirmation/application.ts";

/** What happens next and who waits for whom; the pages put it into one sentence. */
export type NextStep = { key: NextKey; waitingFor: string[] };
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

export type StepFacts = {
  /** The asker: a party id, the mediator, or the coordinator. */
  as: { partyId: string; entered: boolean } | "mediator" | "coordinator";
  roomOpen: boolean;
  parties: { id: string; name: string; invited: boolean; entered: boolean }[];
  mediatorName: string;
  organisationName: string;
  version: {
    state: VersionState;
    signedParties: string[];
    declined: boolean;
    reopening: { agreedParties: string[] } | null;
  } | null;
  application: {
    state: ApplicationState;
    signedParties: string[];
    needsCorrection: boolean;
  } | null;
  confirmationDaysLeft: number | null;
};

/** R-S1. The next step of a case as one person sees it. */
export function oldStep(facts: StepFacts): NextStep {
  const step = (key: NextKey, waitingFor: string[] = []): NextStep => ({ key, waitingFor });
  const missing = (signed: string[]) =>
    facts.parties.filter((party) => !signed.includes(party.id)).map((party) => party.name);
  const party = typeof facts.as === "object" ? facts.as : null;
  if (party && !party.entered) return step("enter");
  const { version, application } = facts;
  if (
    version?.state === "sealed" &&
    version.reopening &&
    (!application || application.state === "drafted")
  ) {
    const open = missing(version.reopening.agreedParties);
    return party && !version.reopening.agreedParties.includes(party.partyId)
      ? step("answer-reopen", open)
      : step("wait-reopen", open);
  }
  if (
    application &&
    application.state !== "drafted" &&
    application.state !== "returned" &&
    application.state !== "withdrawn"
  ) {
    const key = {
      filed: "wait-court",
      docketed: "wait-court",
      confirmed: "confirmed",
      "not-accepted": "not-accepted",
      dismissed: "dismissed",
    } as const;
    return step(key[application.state]);
  }
  if (application && application.state !== "withdrawn") {
    if (application.needsCorrection) return step("correct");
    const open = missing(application.signedParties);
    if (open.length === 0) return step("file");
    if (party && !application.signedParties.includes(party.partyId))
      return step("sign-application", open);
    return step("wait-application", open);
  }
  if (version?.state === "sealed")
    return (facts.confirmationDaysLeft ?? 0) < 0 ? step("too-late") : step("apply");
  if (version && version.state !== "void") {
    if (version.declined) return step("declined", [facts.mediatorName]);
    if (version.state === "sealing") return step("wait-seal", [facts.organisationName]);
    if (version.state === "signed")
      return facts.as === "coordinator"
        ? step("seal")
        : step("wait-seal", [facts.organisationName]);
    const open = missing(version.signedParties);
    if (open.length === 0)
      return facts.as === "mediator"
        ? step("mediator-sign")
        : step("wait-mediator", [facts.mediatorName]);
    return party && !version.signedParties.includes(party.partyId)
      ? step("sign", open)
      : step("wait-signatures", open);
  }
  if (facts.roomOpen) return step("room-open");
  if (!party) {
    const uninvited = facts.parties
      .filter((one) => !one.invited && !one.entered)
      .map((one) => one.name);
    if (uninvited.length) return step("invite", uninvited);
    const outside = facts.parties.filter((one) => !one.entered).map((one) => one.name);
    if (outside.length) return step("entering", outside);
    return step("draft");
  }
  return step("consent");
}
