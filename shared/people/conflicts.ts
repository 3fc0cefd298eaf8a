import { tidyId } from "./idNumber.ts";
import { plainName } from "./ownName.ts";

type Acting = {
  capacity: string;
  name: string;
  firm: string;
  phone: string;
  email: string;
  idNumber: string;
};

/** A party as a conflict may lie in it; `idNumber` is "" where none is known. */
export type OpposingParty = { side: string; name: string; idNumber: string; people: Acting[] };

/** By what the law knows somebody: the number first, which a phone neither replaces nor hides. */
function marksOf(party: OpposingParty): { mark: string; name: string }[] {
  const numbered = ({ name, idNumber }: { name: string; idNumber: string }) =>
    tidyId(idNumber) ? [{ mark: `number:${tidyId(idNumber)}`, name }] : [];
  return [
    ...numbered(party),
    ...party.people.flatMap((person) => {
      const { name, firm, capacity } = person;
      return [
        ...numbered(person),
        ...[person.phone.replace(/[\s-]/g, ""), person.email.toLowerCase()]
          .filter(Boolean)
          .map((contact) => ({ mark: `person:${plainName(name)}|${contact}`, name })),
        ...(capacity === "agent" && firm ? [{ mark: `firm:${plainName(firm)}`, name }] : []),
      ];
    }),
  ];
}

/**
 * R-P6. The same person, or the same firm, on two opposing sides is a conflict (特邀调解规定 15 by
 * analogy). Answers who stands on both, by the names they bear there.
 */
export function onBothSides(parties: OpposingParty[]): { one: string; other: string } | null {
  const seen = new Map<string, { side: string; name: string }>();
  for (const party of parties) {
    for (const { mark, name } of marksOf(party)) {
      const before = seen.get(mark);
      if (before && before.side !== party.side) return { one: before.name, other: name };
      seen.set(mark, { side: party.side, name });
    }
  }
  return null;
}

/** R-P6, when somebody gives a number: whether it is known on an opposing side already. */
export const isOnOtherSide = (idNumber: string, side: string, parties: OpposingParty[]): boolean =>
  parties.some(
    (party) =>
      party.side !== side &&
      [party, ...party.people].some((one) => tidyId(one.idNumber) === tidyId(idNumber)),
  );
