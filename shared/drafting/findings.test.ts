import { expect, test } from "vitest";
import { emptyFields } from "./clause.ts";
import type { PreflightInput } from "./finding.ts";
import { preflight } from "./preflight.ts";

const clean: PreflightInput = {
  clauses: [
    {
      id: "1",
      kind: "payment",
      paragraphs: ["甲付乙1,000元（壹仟元整）。"],
      fields: {
        payer: "a",
        payee: "b",
        amountFen: 100_000,
        dueDate: "2026-12-01",
        account: "户名乙",
        plan: [],
      },
    },
  ],
  facts: "事实",
  today: "2026-11-21",
  parties: [
    {
      id: "a",
      name: "甲",
      title: "申请人",
      side: "applicant",
      kind: "person",
      legalRepName: "",
      idNumber: "",
    },
    {
      id: "b",
      name: "乙",
      title: "被申请人",
      side: "respondent",
      kind: "person",
      legalRepName: "",
      idNumber: "",
    },
  ],
  copies: 3,
  paperOnly: false,
  people: ["a", "b"].map((partyId) => ({
    id: partyId,
    partyId,
    name: partyId === "a" ? "甲" : "乙",
    capacity: "self" as const,
    authority: null,
    idNumber: "",
    phone: "",
    email: "",
    firm: "",
    invited: true,
    identified: true,
    verified: true,
    noticed: true,
    addressGiven: true,
  })),
  hasCompetentCourt: true,
  uncovered: [],
  objections: [],
  openComments: [],
  openProposals: [],
  unconfirmed: [],
};

const codes = (change: Partial<PreflightInput>) =>
  preflight({ ...clean, ...change }).map((one) => one.code);

const pay = (fields: object) => ({
  clauses: [
    {
      ...(clean.clauses[0] as (typeof clean.clauses)[0]),
      fields: { ...(clean.clauses[0] as (typeof clean.clauses)[0]).fields, ...fields },
    },
  ],
});

test("R-D8 a clean text has no finding", () => expect(codes({})).toEqual([]));

test.each([
  ["no-clause", { clauses: [] }],
  ["facts-missing", { facts: " " }],
  ["payer-missing", pay({ payer: null })],
  ["payee-missing", pay({ payee: null })],
  ["party-unknown", pay({ payer: "somebody" })],
  [
    "party-unknown",
    {
      clauses: [
        { id: "1", kind: "free", paragraphs: ["一"], fields: { ...emptyFields, payee: "乙" } },
      ],
    },
  ],
  ["same-party", pay({ payee: "a" })],
  ["amount-missing", pay({ amountFen: 0 })],
  ["due-missing", pay({ dueDate: null })],
  ["account-missing", pay({ account: null })],
  ["date-past", pay({ dueDate: "2026-11-20" })],
  ["plan-sum-differs", pay({ plan: [{ amountFen: 1, dueDate: "2026-12-01" }] })],
  ["plan-row-incomplete", pay({ plan: [{ amountFen: null, dueDate: null }] })],
  [
    "plan-order",
    pay({
      plan: [
        { amountFen: 50_000, dueDate: "2026-12-02" },
        { amountFen: 50_000, dueDate: "2026-12-01" },
      ],
    }),
  ],
  [
    "empty-clause",
    { clauses: [{ id: "1", kind: "free", paragraphs: [" "], fields: emptyFields }] },
  ],
  [
    "vague-time",
    { clauses: [{ id: "1", kind: "free", paragraphs: ["尽快付清"], fields: emptyFields }] },
  ],
  [
    "words-differ",
    {
      clauses: [
        { id: "1", kind: "free", paragraphs: ["付1,000元（壹万元整）"], fields: emptyFields },
      ],
    },
  ],
  ["character-uncovered", { uncovered: [{ character: "𪻐", clauseId: "1" }] }],
  ["objection-open", { objections: ["1"] }],
  ["comment-open", { openComments: ["1"] }],
  ["proposal-open", { openProposals: ["1"] }],
  ["consent-missing", { unconfirmed: ["1"] }],
] as [string, Partial<PreflightInput>][])("R-D8 finds %s", (code, change) =>
  expect(codes(change)).toContain(code),
);
