/** What a party says of one clause, bound to the hash of the clause as it was read. */
export type Stance = "agree" | "object";

export type Consent = {
  clauseId: string;
  partyId: string;
  stance: Stance;
  hash: string;
  by: string;
  at: string;
};

/** "changed": the party agreed or objected, but to other words. */
export type ConsentState = Stance | "changed" | "none";

/** R-D6. Consent holds for the words it was given to: when the clause changes, it falls. */
export function consentState(
  consents: Consent[],
  clauseId: string,
  partyId: string,
  currentHash: string,
): ConsentState {
  const consent = consents.find((one) => one.clauseId === clauseId && one.partyId === partyId);
  if (!consent) return "none";
  return consent.hash === currentHash ? consent.stance : "changed";
}

/**
 * R-D7. Whether a clause says what was proposed: then the proposal changed it (pressed twice, or
 * before a fault), no other hand.
 */
export const saysWhatWasProposed = (paragraphs: string[], text: string): boolean =>
  paragraphs.join("\n") === text;

/**
 * R-D7. A proposal is carried out when every other party has accepted it; one refusal, or a change
 * of the clause, ends it.
 */
export function proposalOutcome(
  author: string | null,
  parties: string[],
  votes: Record<string, boolean>,
): "open" | "accepted" | "declined" {
  const others = parties.filter((party) => party !== author);
  if (others.some((party) => votes[party] === false)) return "declined";
  return others.every((party) => votes[party] === true) ? "accepted" : "open";
}
