import { expect, test } from "vitest";
import { free, input } from "../../testing/aText.ts";
import type { PreflightInput } from "../finding.ts";
import { preflight } from "../preflight.ts";
import { uncoveredInHead } from "./beside.ts";

const found = (change: Partial<PreflightInput>) =>
  preflight({ ...input, clauses: [free("照付。", "free", "c1"), free("照办。")], ...change });

test.each<[string, boolean, Partial<PreflightInput>]>([
  ["objection-open", true, { objections: ["f"] }],
  ["comment-open", true, { openComments: ["f"] }],
  ["proposal-open", true, { openProposals: ["f"] }],
  ["consent-missing", false, { unconfirmed: ["f"] }],
])("R-D8 %s is told with its clause", (code, blocking, change) =>
  expect(found(change)).toEqual([{ code, blocking, clauseId: "f", number: 2 }]),
);

test("R-D8 a character without ink is told with its code point and place, in a clause or in the head", () => {
  expect(found({ uncovered: [{ character: "\u{2fffd}", clauseId: "f" }] })).toEqual([
    {
      code: "character-uncovered",
      blocking: true,
      clauseId: "f",
      number: 2,
      detail: "\u{2fffd} (U+2FFFD)",
    },
  ]);
  expect(found({ uncovered: [{ character: "\u{e000}", clauseId: null }] })).toEqual([
    uncoveredInHead("\u{e000}"),
  ]);
});

test("R-D8 who is to mend comes before what is still open", () =>
  expect(
    found({ unconfirmed: ["c1"], objections: ["f"], people: [], hasCompetentCourt: false }).map(
      ({ code }) => code,
    ),
  ).toEqual([
    "nobody-may-sign",
    "nobody-may-sign",
    "court-missing",
    "objection-open",
    "consent-missing",
  ]));
