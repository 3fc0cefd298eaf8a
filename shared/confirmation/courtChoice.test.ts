import { expect, test } from "vitest";
import type { ApplicationState } from "./application.ts";
import {
  type CourtChoice,
  correctionRefusal,
  courtChoiceRefusal,
  isWithdrawn,
  mayApplyAnew,
  withdrawalRefusal,
} from "./courtChoice.ts";

const states: ApplicationState[] = [
  "drafted",
  "filed",
  "returned",
  "docketed",
  "confirmed",
  "not-accepted",
  "dismissed",
  "withdrawn",
];

const choice = (changes: Partial<CourtChoice>): CourtChoice => ({
  application: { state: "drafted", courtId: "east", signedParties: [] },
  courtId: "west",
  by: "party",
  reason: "",
  dataChanged: false,
  ...changes,
});

const inState = (state: ApplicationState, signedParties: string[] = []) => ({
  application: { state, courtId: "east", signedParties },
});

test("R-C20 a new application follows one that was withdrawn or not accepted, and no other", () =>
  expect(states.filter(mayApplyAnew)).toEqual(["not-accepted", "withdrawn"]));

test("R-C21 free until somebody signs; then the mediator alone, with a reason", () => {
  const signed = inState("drafted", ["a"]);
  expect(courtChoiceRefusal(choice({ application: null }))).toBeNull();
  expect(courtChoiceRefusal(choice({}))).toBeNull();
  expect(courtChoiceRefusal(choice(signed))).toBe("confirmation/court-settled");
  expect(courtChoiceRefusal(choice({ ...signed, by: "mediator", reason: "  " }))).toBe(
    "confirmation/reason-needed",
  );
  expect(courtChoiceRefusal(choice({ ...signed, by: "mediator", reason: "各方改选" }))).toBeNull();
});

test("R-C21 what was filed stays with its court, whoever asks", () => {
  for (const state of ["filed", "returned", "docketed", "confirmed", "dismissed"] as const)
    for (const by of ["party", "mediator"] as const) {
      expect(courtChoiceRefusal(choice({ ...inState(state), by, reason: "x" }))).toBe(
        "confirmation/court-fixed",
      );
      expect(
        courtChoiceRefusal(choice({ ...inState(state), by, courtId: "east", dataChanged: true })),
      ).toBe("confirmation/already-filed");
    }
});

test("R-C26 once somebody has signed, changed data are drawn again by the mediator alone, for the same court without a reason", () => {
  const signed = { ...inState("drafted", ["a"]), dataChanged: true };
  expect(courtChoiceRefusal(choice({ ...signed, courtId: "east" }))).toBe(
    "confirmation/update-by-mediator",
  );
  expect(courtChoiceRefusal(choice({ ...signed, courtId: "east", by: "mediator" }))).toBeNull();
  expect(courtChoiceRefusal(choice({ ...signed, courtId: "west" }))).toBe(
    "confirmation/court-settled",
  );
  expect(courtChoiceRefusal(choice({ ...signed, courtId: "west", by: "mediator" }))).toBe(
    "confirmation/reason-needed",
  );
  expect(
    courtChoiceRefusal(choice({ ...inState("drafted"), courtId: "east", dataChanged: true })),
  ).toBeNull();
});

test("R-C26 nobody alone changes a corrected text that somebody has signed; the mediator may", () => {
  expect([correctionRefusal(true, "party"), correctionRefusal(true, "mediator")]).toEqual([
    "confirmation/signed-already",
    null,
  ]);
  expect(correctionRefusal(false, "party")).toBeNull();
});

test("R-C25 a returned application is withdrawn by every party, each once", () => {
  expect(
    states.filter((state) => withdrawalRefusal(state, { id: "a", agreed: [] }) === null),
  ).toEqual(["returned"]);
  expect(withdrawalRefusal("returned", { id: "a", agreed: ["a"] })).toBe(
    "agreements/already-answered",
  );
  expect([isWithdrawn(["a", "b"], ["a"]), isWithdrawn(["a", "b"], ["b", "a"])]).toEqual([
    false,
    true,
  ]);
});
