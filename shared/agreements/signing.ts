import type { DisputeKind } from "../cases/causes.ts";
import type { ApplicationState } from "../confirmation/application.ts";
import { type Authority, type Capacity, maySignFor } from "../people/asker.ts";
import type { RefusalCode } from "../refusal.ts";

export type VersionState = "frozen" | "signed" | "sealing" | "sealed" | "void";

/**
 * Why a seal is not on yet: the first two lie in the paper itself and are given up, the others
 * pass.
 */
export const sealTroubles = [
  "not-drawable",
  "own-check-failed",
  "seal-unavailable",
  "unknown",
] as const;

export type SealTrouble = (typeof sealTroubles)[number];

/** How strong a signature is; printed honestly on the record page. */
export type SignatureLevel = "code-and-drawing" | "code-and-typed-name";

/** What the signing rules need to know of a version. */
export type SigningFacts = {
  state: VersionState;
  partyIds: string[];
  signedParties: string[];
  mediatorSigned: boolean;
  paperOnly: boolean;
};

/**
 * R-G1, which papers: those on marriage, adoption and succession are signed by hand, never
 * electronically (电子签名法 3(3)).
 */
export const isPaperOnly = (caseKind: DisputeKind): boolean => caseKind === "family";

/**
 * R-G1. Parties sign in any order, each side once, by someone who may bind it; family papers never
 * electronically (电子签名法 3).
 */
export function partyMaySign(
  facts: SigningFacts,
  person: { partyId: string; capacity: Capacity; authority: Authority | null },
): RefusalCode | null {
  if (facts.paperOnly) return "agreements/paper-only";
  if (facts.state !== "frozen") return "agreements/not-signing";
  if (!maySignFor(person)) return "agreements/no-special-authority";
  if (facts.signedParties.includes(person.partyId)) return "agreements/already-signed";
  return null;
}

/**
 * R-P11. A person of a party may decline while people sign; no longer once that party has signed. A
 * decline stands until then.
 */
export function mayDecline(facts: SigningFacts, person: { partyId: string }): RefusalCode | null {
  if (facts.state !== "frozen") return "agreements/not-signing";
  return facts.signedParties.includes(person.partyId) ? "agreements/already-signed" : null;
}

/** R-G2. The mediator signs after all parties (人民调解法 29). */
export function mediatorMaySign(facts: SigningFacts): RefusalCode | null {
  if (facts.state !== "frozen")
    return facts.mediatorSigned ? "agreements/already-signed" : "agreements/not-signing";
  if (facts.mediatorSigned) return "agreements/already-signed";
  return facts.partyIds.every((id) => facts.signedParties.includes(id))
    ? null
    : "agreements/parties-first";
}

/**
 * R-G10. Sealing was given up: the paper itself stands in the way, and nothing is in force. It may
 * be tried again, or the text opened.
 */
export const sealIsGivenUp = (state: VersionState, failedAt: Date | null): boolean =>
  state === "sealing" && failedAt !== null;

/**
 * R-G3. The seal comes last, after the mediator's signature; once given up, it may be tried again
 * (R-G10).
 */
export const maySeal = (facts: Pick<SigningFacts, "state">, givenUp = false): RefusalCode | null =>
  facts.state === "signed" || givenUp
    ? null
    : facts.state === "frozen"
      ? "agreements/mediator-first"
      : "agreements/not-signing";

/** R-P19. Nobody seals a text unseen: whoever orders the seal has opened this very version. */
export const unreadRefusal = (openedByMe: boolean): RefusalCode | null =>
  openedByMe ? null : "agreements/read-first";

/**
 * R-G6. A text may be reopened while it is being signed. One in force binds the parties (人民调解法 31):
 * it opens again at once when the court has given the application back (民诉法 206), and before it is
 * filed when every party agrees (民法典 543).
 */
export function mayReopen(
  state: VersionState,
  application: ApplicationState | null,
  agreed: { partyIds: string[]; agreedParties: string[] },
  givenUp = false,
): RefusalCode | null {
  if (state === "frozen" || state === "signed" || givenUp) return null;
  if (state !== "sealed") return "agreements/not-signing";
  if (
    application === "returned" ||
    application === "not-accepted" ||
    application === "dismissed" ||
    application === "withdrawn"
  )
    return null;
  if (application !== null && application !== "drafted") return "confirmation/already-filed";
  return agreed.partyIds.every((id) => agreed.agreedParties.includes(id))
    ? null
    : "agreements/all-must-agree";
}

/**
 * R-G4. A people's mediation agreement takes effect when the last of the necessary signatures and
 * the seal stands (人民调解法 29–30).
 */
export const effectiveAt = (signatureTimes: string[], sealedAt: string): string =>
  [...signatureTimes, sealedAt].sort().at(-1) as string;
