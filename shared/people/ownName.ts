import type { Capacity } from "./asker.ts";
import { tidyId } from "./idNumber.ts";

/**
 * A name without what two spellings of it may differ in: spaces, and the encoding of characters.
 */
export const plainName = (name: string): string => name.normalize("NFC").replace(/\s/g, "");

export const sameName = (one: string, other: string): boolean =>
  plainName(one) === plainName(other);

/**
 * What a party states of itself, and how somebody acts for it. `idNumber` is "" where none is
 * known.
 */
export type StatedParty = {
  kind: "person" | "company";
  name: string;
  legalRepName: string;
  idNumber: string;
};

export type ActingPerson = { capacity: Capacity; name: string; idNumber: string };

/** The name that a paper prints for whoever acts so; an agent has a name of its own. */
const nameOnPaper = (
  party: Pick<StatedParty, "name" | "legalRepName">,
  capacity: Capacity,
): string | null =>
  ({ self: party.name, "legal-representative": party.legalRepName, agent: null })[capacity];

/** A name as it is kept: spelt as the paper spells it where it is the same name. */
export function spelledAsPrinted(
  party: Pick<StatedParty, "name" | "legalRepName">,
  { capacity, name }: Pick<ActingPerson, "capacity" | "name">,
): string {
  const printed = nameOnPaper(party, capacity);
  return (printed !== null && sameName(printed, name) ? printed : name).normalize("NFC");
}

/**
 * R-P37. Who signs as the party itself bears the name and number that the paper prints for it, and
 * who signs as legal representative the name that the company states as such: else a stranger signs
 * in the party's place.
 */
export function differsFromParty(
  party: StatedParty,
  person: ActingPerson,
): "people/self-differs" | "people/legal-representative-differs" | null {
  const name = nameOnPaper(party, person.capacity);
  if (name === null) return null;
  const own = person.capacity === "self";
  const [stated, given] = [tidyId(party.idNumber), tidyId(person.idNumber)];
  const isOtherNumber = own && stated !== "" && given !== "" && stated !== given;
  if (sameName(name, person.name) && !isOtherNumber && own === (party.kind === "person"))
    return null;
  return own ? "people/self-differs" : "people/legal-representative-differs";
}
