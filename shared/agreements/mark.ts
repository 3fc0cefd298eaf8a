import { MEDIATOR, type Mark, markAt, ORGANISATION } from "../cases/mark.ts";
import type { VersionState } from "./signing.ts";

/**
 * Where the text stands that was frozen last: none was, it was opened again, somebody has to sign,
 * somebody does not want to, it is signed, sealed, or everybody is asked whether the text in force
 * may change.
 */
export const agreementStates = [
  "none",
  "reopened",
  "signing",
  "mediator-signs",
  "declined",
  "signed",
  "sealing",
  "sealed",
  "change-asked",
] as const;

export type AgreementState = (typeof agreementStates)[number];

export type VersionFacts = {
  state: VersionState;
  partyIds: string[];
  signedParties: string[];
  /** Somebody does not sign, and nobody has signed for that side. */
  declined: boolean;
  /** The sides that have agreed to a change of the text in force; null when nobody asks. */
  agreedToChange: string[] | null;
};

/** R-S3. Whom the newest text waits for. */
export function markOfAgreement(version: VersionFacts | null): Mark<AgreementState> {
  if (!version) return markAt("none");
  const without = (ids: string[]) => version.partyIds.filter((id) => !ids.includes(id));
  if (version.state === "void") return markAt("reopened");
  if (version.state === "sealed")
    return version.agreedToChange === null
      ? markAt("sealed")
      : markAt("change-asked", { waitingFor: without(version.agreedToChange) });
  if (version.declined) return markAt("declined", { waitingFor: [MEDIATOR] });
  if (version.state !== "frozen") return markAt(version.state, { waitingFor: [ORGANISATION] });
  const unsigned = without(version.signedParties);
  return unsigned.length > 0
    ? markAt("signing", { waitingFor: unsigned })
    : markAt("mediator-signs", { waitingFor: [MEDIATOR] });
}
