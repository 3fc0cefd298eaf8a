import fc from "fast-check";
import { expect, test } from "vitest";
import { markOfAgreement } from "../agreements/mark.ts";
import { markOfConfirmation } from "../confirmation/mark.ts";
import { daysLeft, filingLimit } from "../confirmation/deadline.ts";
import { dayOf } from "../day.ts";
import { callsFor } from "../drafting/sentence.ts";
import { markOfPeople } from "../people/mark.ts";
import { markAt } from "./mark.ts";
import type { Marks } from "./marks.ts";
import { nextStep } from "./nextStep.ts";
import { oldStep, type StepFacts } from "./oldStep.ts";
import type { Looker } from "./step.ts";

const IDS = ["a", "b", "c"];
const some = fc.subarray(IDS);
const now = new Date("2026-12-01T04:00:00Z");
const partyOf = (id: string) =>
  fc.record({
    id: fc.constant(id),
    name: fc.constantFrom("甲", "乙"),
    invited: fc.boolean(),
    entered: fc.boolean(),
  });
const facts = fc.record({
  as: fc.oneof(
    fc.constantFrom("mediator" as const, "coordinator" as const),
    fc.record({ partyId: fc.constantFrom(...IDS), entered: fc.boolean() }),
  ),
  phase: fc.constantFrom("closed" as const, "open" as const, "ended" as const),
  parties: fc.tuple(...IDS.map(partyOf)),
  version: fc.option(
    fc.record({
      state: fc.constantFrom("frozen", "signed", "sealing", "sealed", "void"),
      signedParties: some,
      declined: fc.boolean(),
      agreed: fc.option(some),
    }),
  ),
  application: fc.option(
    fc.record({
      state: fc.constantFrom(
        "drafted",
        "filed",
        "returned",
        "docketed",
        "confirmed",
        "not-accepted",
        "dismissed",
        "withdrawn",
      ),
      signedParties: some,
      owes: fc.boolean(),
      filed: fc.boolean(),
    }),
  ),
  effectiveAt: fc.date({
    min: new Date("2026-10-01"),
    max: new Date("2026-12-31"),
    noInvalidDate: true,
  }),
});

test("R-S1 the tables say what the ladder said, of whatever can be so", () =>
  fc.assert(
    fc.property(facts, ({ as, phase, parties, version, application, effectiveAt }) => {
      const live = version && version.state !== "void" ? version : null;
      const inForce = live?.state === "sealed" ? effectiveAt : null;
      const lodged = live?.state === "sealed" ? application : null;
      const needsCorrection = lodged?.state === "returned" && lodged.owes;
      const calls = callsFor(parties.map((one) => ({ ...one, title: `${one.id}方` })));
      const called = (id: string) => calls(id) ?? (id === "mediator" ? "谷" : "调委会");
      const old: StepFacts = {
        as,
        roomOpen: phase === "open",
        parties: parties.map((one) => ({ ...one, name: called(one.id) })),
        mediatorName: "谷",
        organisationName: "调委会",
        version: live && {
          state: live.state,
          signedParties: live.signedParties,
          declined: live.declined,
          reopening: live.agreed && { agreedParties: live.agreed },
        },
        application: lodged && { ...lodged, needsCorrection },
        confirmationDaysLeft: inForce ? daysLeft(filingLimit(dayOf(inForce)), now) : null,
      };
      const marks: Marks = {
        cases: markAt("open"),
        people: markOfPeople(parties),
        rooms: markAt(phase),
        drafting: markAt("open"),
        agreements: markOfAgreement(
          version && { ...version, partyIds: IDS, agreedToChange: version.agreed },
        ),
        confirmation: markOfConfirmation({
          effectiveAt: inForce,
          partyIds: IDS,
          application: lodged && { ...lodged, needsCorrection },
        }),
      };
      const looker: Looker = { as, today: dayOf(now) };
      expect(nextStep(marks, looker, called)).toEqual(oldStep(old));
    }),
    { numRuns: 20_000 },
  ));
