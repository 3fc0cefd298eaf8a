import { expect, test } from "vitest";
import { type NextKey, nextStep, type StepFacts } from "./nextStep.ts";

const facts: StepFacts = {
  as: "mediator",
  roomOpen: false,
  parties: [
    { id: "a", name: "甲", invited: true, entered: true },
    { id: "b", name: "乙", invited: true, entered: true },
  ],
  mediatorName: "谷梁书",
  organisationName: "调委会",
  version: null,
  application: null,
  confirmationDaysLeft: null,
};
const party = { partyId: "a", entered: true };
type Version = NonNullable<StepFacts["version"]>;
const version = (change: Partial<Version> = {}): Version => ({
  state: "frozen",
  signedParties: [],
  declined: false,
  reopening: null,
  ...change,
});
const applied = (
  state: NonNullable<StepFacts["application"]>["state"],
  signedParties: string[] = [],
  needsCorrection = false,
) => ({
  version: version({ state: "sealed" }),
  application: { state, signedParties, needsCorrection },
  confirmationDaysLeft: 3,
});

test.each<[NextKey, Partial<StepFacts>, string[]]>([
  ["enter", { as: { partyId: "a", entered: false } }, []],
  [
    "invite",
    { parties: facts.parties.map((one) => ({ ...one, invited: false, entered: false })) },
    ["甲", "乙"],
  ],
  [
    "entering",
    { parties: facts.parties.map((one) => ({ ...one, entered: one.id === "a" })) },
    ["乙"],
  ],
  ["room-open", { roomOpen: true }, []],
  ["draft", {}, []],
  ["consent", { as: party }, []],
  ["sign", { as: party, version: version() }, ["甲", "乙"]],
  ["wait-signatures", { version: version({ signedParties: ["a"] }) }, ["乙"]],
  ["mediator-sign", { version: version({ signedParties: ["a", "b"] }) }, []],
  ["wait-mediator", { as: party, version: version({ signedParties: ["a", "b"] }) }, ["谷梁书"]],
  ["seal", { as: "coordinator", version: version({ state: "signed" }) }, []],
  ["wait-seal", { version: version({ state: "signed" }) }, ["调委会"]],
  ["wait-seal", { as: "coordinator", version: version({ state: "sealing" }) }, ["调委会"]],
  ["declined", { version: version({ declined: true }) }, ["谷梁书"]],
  [
    "answer-reopen",
    { as: party, version: version({ state: "sealed", reopening: { agreedParties: ["b"] } }) },
    ["甲"],
  ],
  [
    "wait-reopen",
    { version: version({ state: "sealed", reopening: { agreedParties: ["b"] } }) },
    ["甲"],
  ],
  ["apply", { version: version({ state: "sealed" }), confirmationDaysLeft: 0 }, []],
  ["too-late", { version: version({ state: "sealed" }), confirmationDaysLeft: -1 }, []],
  ["sign-application", { as: party, ...applied("drafted", ["b"]) }, ["甲"]],
  ["wait-application", applied("drafted", ["b"]), ["甲"]],
  ["file", applied("drafted", ["a", "b"]), []],
  ["correct", applied("returned", [], true), []],
  ["wait-court", applied("filed"), []],
  ["wait-court", applied("docketed"), []],
  ["confirmed", applied("confirmed"), []],
  ["not-accepted", applied("not-accepted"), []],
  ["dismissed", applied("dismissed"), []],
])("R-S1 %s", (key, change, waitingFor) =>
  expect(nextStep({ ...facts, ...change })).toEqual({ key, waitingFor }),
);
