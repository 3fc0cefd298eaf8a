import { MEDIATOR, ORGANISATION } from "../../shared/cases/mark.ts";
import type { Marks } from "../../shared/cases/marks.ts";
import { type NextStep, nextStep } from "../../shared/cases/nextStep.ts";
import type { Looker } from "../../shared/cases/step.ts";
import { dayOf } from "../../shared/day.ts";
import { callsFor, type Named } from "../../shared/drafting/sentence.ts";
import type { Asker } from "../../shared/people/asker.ts";

/** Those whom a case may wait for, by name. */
export type Names = { parties: Named[]; mediator: string; organisation: string };

const asOf = (asker: Asker): Looker["as"] =>
  asker.kind === "participant"
    ? { partyId: asker.partyId, entered: asker.level === "entered" || asker.level === "verified" }
    : asker.role === "coordinator"
      ? "coordinator"
      : "mediator";

/** The next step of a case for this asker, in the list and in the case the same. */
export function nextStepFor(marks: Marks, asker: Asker, names: Names, now: Date): NextStep {
  const calls = callsFor(names.parties);
  const others: Record<string, string> = {
    [MEDIATOR]: names.mediator,
    [ORGANISATION]: names.organisation,
  };
  const looker = { as: asOf(asker), today: dayOf(now) };
  return nextStep(marks, looker, (id) => others[id] ?? calls(id) ?? "");
}
