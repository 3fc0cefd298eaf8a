import { type Day, dayOf } from "../day.ts";
import { mediationDeadline } from "./deadline.ts";
import { type Mark, markAt } from "./mark.ts";

/** Whether a case is worked on. */
export const periodStates = ["open", "over"] as const;

/**
 * R-S3. What the case itself says: whether it is open, and until when mediation should be concluded
 * (R-T2).
 */
export function markOfPeriod(facts: {
  isOpen: boolean;
  acceptedAt: Date;
}): Mark<(typeof periodStates)[number]> {
  const due: Day = mediationDeadline(dayOf(facts.acceptedAt));
  return facts.isOpen ? markAt("open", { due }) : markAt("over");
}
