import { expect, test } from "vitest";
import { consentState, proposalOutcome, saysWhatWasProposed } from "./consent.ts";

test("R-D6 consent falls when the words change", () => {
  const given = [
    { clauseId: "c", partyId: "p", stance: "agree" as const, hash: "h1", by: "x", at: "" },
  ];
  expect([
    consentState(given, "c", "p", "h1"),
    consentState(given, "c", "p", "h2"),
    consentState(given, "c", "q", "h1"),
  ]).toEqual(["agree", "changed", "none"]);
});

test("R-D7 a proposal needs every other party", () =>
  expect([
    proposalOutcome("a", ["a", "b", "c"], { b: true }),
    proposalOutcome("a", ["a", "b", "c"], { b: true, c: true }),
    proposalOutcome("a", ["a", "b", "c"], { b: true, c: false }),
    proposalOutcome(null, ["a", "b"], { a: true }),
  ]).toEqual(["open", "accepted", "declined", "open"]));

test("R-D7 the words that were proposed are known again, line by line", () =>
  expect(
    [["一", "二"], ["一二"], ["一", "二", ""]].map((paragraphs) =>
      saysWhatWasProposed(paragraphs, "一\n二"),
    ),
  ).toEqual([true, false, false]));
