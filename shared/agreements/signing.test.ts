import { expect, test } from "vitest";
import { disputeKinds } from "../cases/causes.ts";
import {
  effectiveAt,
  isPaperOnly,
  mayDecline,
  mayReopen,
  maySeal,
  mediatorMaySign,
  partyMaySign,
  sealIsGivenUp,
  type SigningFacts,
  unreadRefusal,
} from "./signing.ts";

const facts: SigningFacts = {
  state: "frozen",
  partyIds: ["a", "b"],
  signedParties: [],
  mediatorSigned: false,
  paperOnly: false,
};

const self = { partyId: "a", capacity: "self" as const, authority: null };

test("R-G1 parties in any order, once per side, by who may bind them", () =>
  expect([
    partyMaySign(facts, self),
    partyMaySign({ ...facts, signedParties: ["a"] }, self),
    partyMaySign(facts, { partyId: "a", capacity: "agent", authority: "general" }),
    partyMaySign({ ...facts, paperOnly: true }, self),
    partyMaySign({ ...facts, state: "void" }, self),
  ]).toEqual([
    null,
    "agreements/already-signed",
    "agreements/no-special-authority",
    "agreements/paper-only",
    "agreements/not-signing",
  ]));

test("R-G1 papers of a family are the ones that are signed by hand", () =>
  expect(disputeKinds.filter(isPaperOnly)).toEqual(["family"]));

test("R-P11 a person declines while people sign, until that party has signed", () => {
  expect(mayDecline(facts, self)).toBeNull();
  expect(mayDecline({ ...facts, signedParties: ["b"] }, self)).toBeNull();
  expect(mayDecline({ ...facts, signedParties: ["a"] }, self)).toBe("agreements/already-signed");
  for (const state of ["signed", "sealing", "sealed", "void"] as const)
    expect(mayDecline({ ...facts, state }, self)).toBe("agreements/not-signing");
});

test("R-P19 who orders the seal has opened this very version", () =>
  expect([unreadRefusal(true), unreadRefusal(false)]).toEqual([null, "agreements/read-first"]));

test("R-G2 the mediator signs once, and in no other state", () => {
  const all = { ...facts, signedParties: ["a", "b"] };
  expect(mediatorMaySign({ ...all, mediatorSigned: true })).toBe("agreements/already-signed");
  expect(mediatorMaySign({ ...all, state: "void" })).toBe("agreements/not-signing");
  expect(mediatorMaySign({ ...all, state: "signed", mediatorSigned: true })).toBe(
    "agreements/already-signed",
  );
});

test("R-G2 the mediator after all parties", () =>
  expect([
    mediatorMaySign({ ...facts, signedParties: ["a"] }),
    mediatorMaySign({ ...facts, signedParties: ["a", "b"] }),
  ]).toEqual(["agreements/parties-first", null]));

test("R-G3 the seal comes last", () =>
  expect([
    maySeal(facts),
    maySeal({ ...facts, state: "signed" }),
    maySeal({ ...facts, state: "sealed" }),
  ]).toEqual(["agreements/mediator-first", null, "agreements/not-signing"]));

test("R-G4 in force with the last necessary signature or seal", () =>
  expect(
    effectiveAt(["2026-11-10T01:00:00Z", "2026-11-12T07:10:00Z"], "2026-11-12T07:09:00Z"),
  ).toBe("2026-11-12T07:10:00Z"));

test("R-G6 a text in force opens again when the court has given it back, or before filing when all agree", () => {
  const nobody = { partyIds: ["a", "b"], agreedParties: [] };
  const one = { partyIds: ["a", "b"], agreedParties: ["a"] };
  const all = { partyIds: ["a", "b"], agreedParties: ["b", "a"] };
  const court = [
    null,
    "drafted",
    "filed",
    "docketed",
    "confirmed",
    "returned",
    "not-accepted",
    "dismissed",
  ] as const;
  const atCourt = [
    "confirmation/already-filed",
    "confirmation/already-filed",
    "confirmation/already-filed",
  ];
  for (const agreed of [nobody, one])
    expect(court.map((application) => mayReopen("sealed", application, agreed))).toEqual([
      "agreements/all-must-agree",
      "agreements/all-must-agree",
      ...atCourt,
      null,
      null,
      null,
    ]);
  expect(court.map((application) => mayReopen("sealed", application, all))).toEqual([
    null,
    null,
    ...atCourt,
    null,
    null,
    null,
  ]);
  expect(
    (["frozen", "signed", "sealing", "void"] as const).map((state) =>
      mayReopen(state, null, nobody),
    ),
  ).toEqual([null, null, "agreements/not-signing", "agreements/not-signing"]);
});

test("R-G10 a seal that was given up may be tried again or the text opened; while it is being tried, neither", () => {
  const nobody = { partyIds: ["a", "b"], agreedParties: [] };
  const now = new Date();
  expect([
    sealIsGivenUp("sealing", now),
    sealIsGivenUp("sealing", null),
    sealIsGivenUp("sealed", now),
  ]).toEqual([true, false, false]);
  expect([mayReopen("sealing", null, nobody, true), mayReopen("sealing", null, nobody)]).toEqual([
    null,
    "agreements/not-signing",
  ]);
  expect([maySeal({ state: "sealing" }, true), maySeal({ state: "sealing" })]).toEqual([
    null,
    "agreements/not-signing",
  ]);
});
