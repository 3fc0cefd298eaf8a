import { type Authority, type Capacity, maySignFor } from "../people/asker.ts";
import { onBothSides } from "../people/conflicts.ts";
import { differsFromParty, type StatedParty } from "../people/ownName.ts";
import type { Found, PreflightInput } from "./finding.ts";
import type { Named } from "./sentence.ts";

/** A party of the case as the check before freezing looks at one. */
export type PartyBefore = Named & StatedParty & { side: "applicant" | "respondent" };

/** A person of the case as the check before freezing looks at one. */
export type PersonBefore = {
  id: string;
  partyId: string;
  name: string;
  capacity: Capacity;
  authority: Authority | null;
  /** As given at entry, else as registered; "" if neither is known. */
  idNumber: string;
  phone: string;
  email: string;
  firm: string;
  invited: boolean;
  identified: boolean;
  verified: boolean;
  noticed: boolean;
  addressGiven: boolean;
};

/**
 * R-D21. Before a text is frozen, for every party somebody who may bind it is here: identified,
 * verified, told of the rights (特邀调解规定 14), with an address for service (解释 354). Identity and
 * authority are never settled by a reason (民诉法 62); having been told, and the address, may be
 * proved otherwise, which the mediator then writes down. Told first by the same checks as the
 * clerk's: R-C16, R-C17, R-C18. Nobody stands there in the party's place (R-P37).
 */
export function peopleBefore({ parties, people }: PreflightInput): Found[] {
  return parties.flatMap((party) => {
    const side = people.filter((person) => person.partyId === party.id);
    const able = side.filter(maySignFor);
    const strangers = side.flatMap((person) => {
      const refusal = differsFromParty(party, person);
      return refusal
        ? [
            finding(
              refusal === "people/self-differs" ? "self-differs" : "legal-representative-differs",
              person,
              party,
            ),
          ]
        : [];
    });
    const signer = able.toSorted((one, other) => lacks(one).length - lacks(other).length)[0];
    if (!signer)
      return [
        { code: "nobody-may-sign", blocking: true, clauseId: null, values: { party: party.name } },
      ];
    const absent = side.filter(
      (person) => person.id !== signer.id && person.capacity === "agent" && !person.identified,
    );
    return [
      ...strangers,
      ...lacks(signer).map((code) => finding(code, signer, party)),
      ...absent.map(
        (person): Found => ({ ...finding("agent-absent", person, party), blocking: false }),
      ),
    ];
  });
}

/**
 * R-P6 before freezing: what people gave at entry may show what nobody knew when the case was
 * registered.
 */
export function conflictBefore({ parties, people }: PreflightInput): Found[] {
  const found = onBothSides(
    parties.map((party) => ({
      ...party,
      people: people.filter((person) => person.partyId === party.id),
    })),
  );
  return found ? [{ code: "both-sides", blocking: true, clauseId: null, values: found }] : [];
}

type Wrong = "self-differs" | "legal-representative-differs";

type Lack =
  | "not-here"
  | "not-identified"
  | "not-verified"
  | "notice-missing"
  | "address-missing"
  | "agent-absent";

const MAY_BE_SETTLED: (Lack | Wrong)[] = ["notice-missing", "address-missing"];

function lacks(person: PersonBefore): Lack[] {
  if (!person.identified && !person.noticed && !person.addressGiven && !person.verified)
    return ["not-here"];
  return [
    ...(person.identified ? [] : ["not-identified" as const]),
    ...(person.verified ? [] : ["not-verified" as const]),
    ...(person.noticed ? [] : ["notice-missing" as const]),
    ...(person.addressGiven ? [] : ["address-missing" as const]),
  ];
}

const finding = (code: Lack | Wrong, person: PersonBefore, party: PartyBefore): Found => ({
  code,
  blocking: true,
  clauseId: null,
  personId: person.id,
  // Who is the party itself is told by its place in the case, everybody else by whom they act for.
  values: { name: person.name, party: person.name === party.name ? party.title : party.name },
  ...(MAY_BE_SETTLED.includes(code) ? { settle: `${code}:${person.id}` } : {}),
});
