import { type Mark, markAt } from "../cases/mark.ts";

/** How far the sides have come in: some not even invited, some not entered, everybody inside. */
export const peopleStates = ["uninvited", "outside", "inside"] as const;
export type PeopleState = (typeof peopleStates)[number];

/**
 * A side of the case: whether anybody for it was invited, and whether anybody has entered with all
 * steps done.
 */
export type SideIn = { id: string; invited: boolean; entered: boolean };

/** R-S3. Whom the case waits for at the door; a side that has entered needs no invitation. */
export function markOfPeople(sides: SideIn[]): Mark<PeopleState> {
  const outside = sides.filter((side) => !side.entered);
  const uninvited = outside.filter((side) => !side.invited);
  const idsOf = (some: SideIn[]) => some.map(({ id }) => id);
  if (uninvited.length > 0) return markAt("uninvited", { waitingFor: idsOf(uninvited) });
  if (outside.length > 0) return markAt("outside", { waitingFor: idsOf(outside) });
  return markAt("inside");
}
