import { expect, test } from "vitest";
import { MEDIATOR, type Mark, markAt, ORGANISATION } from "./mark.ts";
import type { Marks } from "./marks.ts";
import { nextStep, rowFor, steps } from "./nextStep.ts";
import type { Looker, NextKey } from "./step.ts";

const TODAY = "2026-12-01";

const nothing: Marks = {
  cases: markAt("open"),
  people: markAt("inside"),
  rooms: markAt("closed"),
  drafting: markAt("open"),
  agreements: markAt("none"),
  confirmation: markAt("none"),
};

const names: Record<string, string> = {
  a: "甲",
  b: "乙",
  [MEDIATOR]: "谷梁书",
  [ORGANISATION]: "调委会",
};

const mediator: Looker = { as: "mediator", today: TODAY };
const coordinator: Looker = { as: "coordinator", today: TODAY };
const party: Looker = { as: { partyId: "a", entered: true }, today: TODAY };
const outside: Looker = { as: { partyId: "a", entered: false }, today: TODAY };

const of = (...waitingFor: string[]): Partial<Mark> => ({ waitingFor });
const sealed = { agreements: markAt("sealed") };
const closes = (day: string) => ({ ...sealed, confirmation: markAt("none", { closes: day }) });

/** The row that answers, who looks at which marks, whom the case waits for. */
const examples: [NextKey, Looker, Partial<Marks>, string[]][] = [
  ["enter", outside, sealed, []],
  ["invite", mediator, { people: markAt("uninvited", of("a", "b")) }, ["甲", "乙"]],
  ["invite", coordinator, { people: markAt("uninvited", of("b")) }, ["乙"]],
  ["entering", mediator, { people: markAt("outside", of("b")) }, ["乙"]],
  ["room-open", mediator, { rooms: markAt("open"), people: markAt("outside", of("b")) }, []],
  ["draft", mediator, {}, []],
  ["draft", coordinator, { agreements: markAt("reopened"), rooms: markAt("ended") }, []],
  ["consent", party, { people: markAt("outside", of("b")) }, []],
  ["sign", party, { agreements: markAt("signing", of("a", "b")) }, ["甲", "乙"]],
  ["wait-signatures", mediator, { agreements: markAt("signing", of("b")) }, ["乙"]],
  ["wait-signatures", party, { agreements: markAt("signing", of("b")) }, ["乙"]],
  ["mediator-sign", mediator, { agreements: markAt("mediator-signs", of(MEDIATOR)) }, []],
  ["wait-mediator", party, { agreements: markAt("mediator-signs", of(MEDIATOR)) }, ["谷梁书"]],
  ["seal", coordinator, { agreements: markAt("signed", of(ORGANISATION)) }, []],
  ["wait-seal", mediator, { agreements: markAt("signed", of(ORGANISATION)) }, ["调委会"]],
  ["wait-seal", coordinator, { agreements: markAt("sealing", of(ORGANISATION)) }, ["调委会"]],
  ["declined", mediator, { agreements: markAt("declined", of(MEDIATOR)) }, ["谷梁书"]],
  ["answer-reopen", party, { agreements: markAt("change-asked", of("a")) }, ["甲"]],
  ["wait-reopen", mediator, { agreements: markAt("change-asked", of("a")) }, ["甲"]],
  [
    "wait-court",
    mediator,
    { agreements: markAt("change-asked", of("a")), confirmation: markAt("filed") },
    [],
  ],
  ["apply", mediator, closes(TODAY), []],
  ["apply", party, { ...sealed, confirmation: markAt("withdrawn") }, []],
  ["too-late", mediator, closes("2026-11-30"), []],
  ["sign-application", party, { ...sealed, confirmation: markAt("drafted", of("a")) }, ["甲"]],
  ["wait-application", mediator, { ...sealed, confirmation: markAt("corrected", of("a")) }, ["甲"]],
  ["file", party, { ...sealed, confirmation: markAt("drafted") }, []],
  ["correct", party, { ...sealed, confirmation: markAt("returned") }, []],
  ["wait-court", mediator, { ...sealed, confirmation: markAt("docketed") }, []],
  ["confirmed", mediator, { ...sealed, confirmation: markAt("confirmed") }, []],
  ["not-accepted", mediator, { ...sealed, confirmation: markAt("not-accepted") }, []],
  ["dismissed", mediator, { ...sealed, confirmation: markAt("dismissed") }, []],
];

test.each(examples)("R-S1 %s", (key, looker, change, waitingFor) =>
  expect(nextStep({ ...nothing, ...change }, looker, (id) => names[id] ?? id)).toEqual({
    key,
    waitingFor,
  }),
);

test("R-S1 every row of the tables answers for at least one example", () => {
  const answering = new Set(
    examples.map(([, looker, change]) => rowFor({ ...nothing, ...change }, looker)),
  );
  expect(steps.filter((row) => !answering.has(row)).map(({ key }) => key)).toEqual([]);
});
