import fc from "fast-check";
import { expect, test } from "vitest";
import { agreementStates } from "../agreements/mark.ts";
import { peopleStates } from "../people/mark.ts";
import { roomPhases } from "../rooms/mark.ts";
import { markAt } from "./mark.ts";
import { type CaseState, caseStates, isOpen, mayFollow, stateAfter } from "./state.ts";

const facts = fc.record({
  people: fc.constantFrom(...peopleStates).map((state) => markAt(state)),
  rooms: fc.constantFrom(...roomPhases).map((state) => markAt(state)),
  agreements: fc.constantFrom(...agreementStates).map((state) => markAt(state)),
});

const nothing = {
  people: markAt("outside"),
  rooms: markAt("closed"),
  agreements: markAt("none"),
} as const;

test.each<[CaseState, CaseState, Partial<Parameters<typeof stateAfter>[1]>]>([
  ["accepted", "accepted", {}],
  ["accepted", "notices-acknowledged", { people: markAt("inside") }],
  ["accepted", "in-mediation", { rooms: markAt("open") }],
  ["notices-acknowledged", "accepted", {}],
  ["notices-acknowledged", "in-mediation", { rooms: markAt("ended") }],
  ["notices-acknowledged", "in-mediation", { agreements: markAt("signing") }],
  ["in-mediation", "in-mediation", { agreements: markAt("reopened") }],
  ["in-mediation", "agreed", { agreements: markAt("sealed") }],
  ["agreed", "agreed", { agreements: markAt("change-asked") }],
  ["agreed", "in-mediation", { agreements: markAt("reopened") }],
  ["accepted", "accepted", { agreements: markAt("sealed") }],
  ["closed", "closed", { agreements: markAt("sealed") }],
  ["performing", "performing", { rooms: markAt("open") }],
])("R-S2 from %s a case goes to %s", (before, after, change) =>
  expect(stateAfter(before, { ...nothing, ...change })).toBe(after),
);

test("R-S2 whatever the facts are, a case only goes where it may, and facts alone move no state that somebody decided on", () => {
  const reached = new Set<CaseState>();
  fc.assert(
    fc.property(fc.constantFrom(...caseStates), facts, (before, now) => {
      const after = stateAfter(before, now);
      if (after === before) return;
      expect(mayFollow(before, after)).toBe(true);
      reached.add(before).add(after);
    }),
    { numRuns: 5000 },
  );
  const byFacts = ["accepted", "agreed", "in-mediation", "notices-acknowledged"];
  expect([...reached].sort()).toEqual(byFacts);
});

test("R-S2 every state is come to from a draft, and a case that is over is never worked on again", () => {
  const from = (state: CaseState) => caseStates.filter((other) => mayFollow(state, other));
  const come = new Set<CaseState>(["draft"]);
  for (const state of come) for (const next of from(state)) come.add(next);
  expect(caseStates.filter((state) => !come.has(state))).toEqual([]);
  for (const state of caseStates.filter((each) => !isOpen(each)))
    expect(from(state).filter(isOpen)).toEqual([]);
});
