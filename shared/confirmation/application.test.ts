import { expect, test } from "vitest";
import {
  decide,
  decisions,
  groundFits,
  mayFile,
  maySignApplication,
  openDecisions,
} from "./application.ts";

test("R-C6 what each decision does in each state", () => {
  const states = [
    "drafted",
    "filed",
    "returned",
    "docketed",
    "confirmed",
    "not-accepted",
    "dismissed",
  ] as const;
  expect(
    states.flatMap((state) =>
      decisions.flatMap((decision) => {
        const outcome = decide({ state, returns: 0 }, decision);
        return "to" in outcome ? [`${state} ${decision} → ${outcome.to}`] : [];
      }),
    ),
  ).toEqual([
    "filed accept → docketed",
    "filed return → returned",
    "filed not-accept → not-accepted",
    "docketed confirm → confirmed",
    "docketed dismiss → dismissed",
  ]);
  expect(decide({ state: "filed", returns: 1 }, "return")).toEqual({
    refusal: "confirmation/returned-once",
  });
});

test("R-C7 a ground belongs to its decision", () =>
  expect([
    groundFits("dismiss", "not-voluntary"),
    groundFits("dismiss", "wrong-court"),
    groundFits("not-accept", "wrong-court"),
    groundFits("confirm", undefined),
    groundFits("confirm", "other"),
    groundFits("dismiss", undefined),
  ]).toEqual([true, false, true, true, false, false]));

test("R-C8 filing needs everyone and the time limit", () => {
  const one = {
    state: "drafted" as const,
    partyIds: ["a", "b"],
    signedParties: ["a", "b"],
    daysLeft: 0,
    defects: [] as unknown[],
    answers: [] as { defect: number }[],
  };
  const returned = { ...one, state: "returned" as const, defects: ["x", "y"] };
  expect([
    mayFile(one),
    mayFile({ ...one, signedParties: ["a"] }),
    mayFile({ ...one, daysLeft: -1 }),
    mayFile({ ...one, state: "filed" }),
    mayFile({ ...returned, answers: [{ defect: 1 }] }),
    mayFile({ ...returned, answers: [{ defect: 1 }, { defect: 0 }] }),
  ]).toEqual([
    null,
    "confirmation/not-all-signed",
    "confirmation/too-late",
    "confirmation/already-filed",
    "confirmation/correct-first",
    null,
  ]);
});

test("R-C27 each side signs the application once, by somebody who may bind it, when every answer is given", () => {
  const drafted = { state: "drafted" as const, signedParties: ["b"], defects: [], answers: [] };
  const returned = { ...drafted, state: "returned" as const, defects: ["x"] };
  const self = { partyId: "a", capacity: "self" as const, authority: null };
  const agent = { ...self, capacity: "agent" as const };
  expect([
    maySignApplication(drafted, self),
    maySignApplication(drafted, { ...agent, authority: "special" }),
    maySignApplication(drafted, { ...agent, authority: "general" }),
    maySignApplication(drafted, { ...self, partyId: "b" }),
    maySignApplication({ ...drafted, state: "filed" }, self),
    maySignApplication({ ...drafted, state: "withdrawn" }, self),
    maySignApplication(returned, self),
    maySignApplication({ ...returned, answers: [{ defect: 0 }] }, self),
  ]).toEqual([
    null,
    null,
    "agreements/no-special-authority",
    "agreements/already-signed",
    "confirmation/already-filed",
    "confirmation/already-filed",
    "confirmation/correct-first",
    null,
  ]);
});

test("R-C6 the clerk is offered exactly what the court's door takes", () => {
  expect(openDecisions({ state: "filed", returns: 0 })).toEqual(["accept", "return", "not-accept"]);
  expect(openDecisions({ state: "filed", returns: 1 })).toEqual(["accept", "not-accept"]);
  expect(openDecisions({ state: "docketed", returns: 1 })).toEqual(["confirm", "dismiss"]);
  for (const state of ["drafted", "returned", "confirmed", "not-accepted", "dismissed"] as const)
    expect(decisions.every((one) => "refusal" in decide({ state, returns: 0 }, one))).toBe(
      openDecisions({ state, returns: 0 }).length === 0,
    );
});
