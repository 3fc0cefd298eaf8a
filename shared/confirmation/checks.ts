import type { Clause } from "../drafting/clause.ts";
import { type Authority, type Capacity, maySignFor } from "../people/asker.ts";
import { confirmationDeadline } from "./deadline.ts";
import { excludedMatters } from "./excluded.ts";
import type { PackageDocument } from "./packagePapers.ts";

export type CheckedPerson = {
  id: string;
  partyId: string;
  capacity: Capacity;
  authority: Authority | null;
  /** Whether name and number are those the party states for whoever acts so (R-P37). */
  isNamedAsStated: boolean;
  verified: boolean;
  addressGiven: boolean;
};

/**
 * What the checks need to know, of an application that lies with the court or of a text not yet
 * frozen.
 */
export type CheckFacts = {
  partyIds: string[];
  people: CheckedPerson[];
  /** Who signed or, before anybody has, who is to sign. */
  signerIds: string[];
  clauses: Pick<Clause, "id" | "paragraphs">[];
  competentCourtIds: string[];
  /** Present once the agreement is signed and applied for. */
  filed: {
    courtId: string;
    day: string;
    effectiveDay: string;
    applicants: string[];
    agreementSigners: { partyId: string; contentHash: string }[];
    contentHash: string;
    sealValid: boolean;
  } | null;
};

/** What a check found missing: at which party, person or clause, in which words. */
export type Failure = { partyId?: string; personId?: string; clauseId?: string; words?: string };

/** R-C10. Every party joins in the application (民诉法 205; 解释 351). */
const jointlySigned = ({ partyIds, filed }: CheckFacts): Failure[] =>
  partyIds.filter((id) => !filed?.applicants.includes(id)).map((partyId) => ({ partyId }));

/** R-C11. It is filed within thirty days of the agreement's taking effect (民诉法 205; 人民调解法 33). */
const withinDeadline = ({ filed }: CheckFacts): Failure[] =>
  filed && filed.day <= confirmationDeadline(filed.effectiveDay) ? [] : [{}];

/**
 * R-C12. It is filed with a court that may take it (民诉法 205; 解释 352); before filing, there is one
 * at all.
 */
const competentCourt = ({ competentCourtIds, filed }: CheckFacts): Failure[] =>
  (filed ? competentCourtIds.includes(filed.courtId) : competentCourtIds.length > 0) ? [] : [{}];

/**
 * R-C13. The agreement carries the organisation's seal and has not been altered since (人民调解法 29;
 * 电子签名法 13).
 */
const sealed = ({ filed }: CheckFacts): Failure[] => (filed?.sealValid ? [] : [{}]);

/**
 * R-C14. Every party of the agreement signed it, and signed these very words (人民调解法 29; 电子签名法 13).
 */
const signaturesMatch = ({ partyIds, filed }: CheckFacts): Failure[] =>
  partyIds
    .filter(
      (id) =>
        !filed?.agreementSigners.some(
          (one) => one.partyId === id && one.contentHash === filed.contentHash,
        ),
    )
    .map((partyId) => ({ partyId }));

/** R-C15. Nothing a court does not confirm is agreed (解释 355). */
const noExcludedMatter = ({ clauses }: CheckFacts): Failure[] =>
  clauses.flatMap(({ id, paragraphs }) =>
    excludedMatters(paragraphs.join("\n")).map(({ words }) => ({ clauseId: id, words })),
  );

/** R-C16. Whoever signs had the identity document checked (解释 354; 法释〔2011〕5号 art. 3). */
const identityChecked = ({ signerIds, people }: CheckFacts): Failure[] =>
  signerIds
    .filter((id) => !people.find((person) => person.id === id)?.verified)
    .map((personId) => ({ personId, ...partyOf(people, personId) }));

/** R-C17. Every party gave an address for service (解释 354; 法释〔2011〕5号 art. 3). */
const addressesGiven = ({ partyIds, people }: CheckFacts): Failure[] =>
  partyIds
    .filter((id) => !people.some((person) => person.partyId === id && person.addressGiven))
    .map((partyId) => ({ partyId }));

/**
 * R-C18. Whoever signs may bind the party; for every party somebody may (民诉法 62; 解释 89, 147). Under
 * another name than the party's, or its stated legal representative's, nobody signs as such
 * (R-P37).
 */
const authoritySpecial = ({ partyIds, signerIds, people }: CheckFacts): Failure[] => {
  const signers = signerIds.map((id) => people.find((person) => person.id === id));
  return [
    ...signerIds
      .filter((_, index) => !signers[index]?.isNamedAsStated || !maySignFor(signers[index]))
      .map((personId) => ({ personId, ...partyOf(people, personId) })),
    ...partyIds
      .filter((id) => !signers.some((person) => person?.partyId === id))
      .map((partyId) => ({ partyId })),
  ];
};

const partyOf = (people: CheckedPerson[], personId: string): { partyId?: string } => {
  const person = people.find((one) => one.id === personId);
  return person ? { partyId: person.partyId } : {};
};

/**
 * The clerk's nine checks in the order of the page. `known` says how early each can be told, so
 * that nobody learns it first from the court.
 */
export const confirmationChecks = [
  { code: "jointly-signed", known: "filing", document: "application", failures: jointlySigned },
  { code: "within-deadline", known: "filing", document: "application", failures: withinDeadline },
  { code: "competent-court", known: "drafting", document: "application", failures: competentCourt },
  { code: "sealed", known: "filing", document: "agreement", failures: sealed },
  { code: "signatures-match", known: "filing", document: "agreement", failures: signaturesMatch },
  {
    code: "no-excluded-matter",
    known: "drafting",
    document: "agreement",
    failures: noExcludedMatter,
  },
  { code: "identity-checked", known: "drafting", document: "identity", failures: identityChecked },
  { code: "addresses-given", known: "drafting", document: "address", failures: addressesGiven },
  {
    code: "authority-special",
    known: "drafting",
    document: "authority",
    failures: authoritySpecial,
  },
] as const satisfies {
  code: string;
  known: "drafting" | "filing";
  document: PackageDocument;
  failures: (facts: CheckFacts) => Failure[];
}[];

export type CheckCode = (typeof confirmationChecks)[number]["code"];
export type Check = { code: CheckCode; ok: boolean; document: PackageDocument };

/** The whole list, as the clerk reads it. */
export const walkChecks = (facts: CheckFacts): Check[] =>
  confirmationChecks.map(({ code, document, failures }) => ({
    code,
    document,
    ok: failures(facts).length === 0,
  }));
