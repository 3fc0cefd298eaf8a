import { type Clause, type ClauseFields, emptyFields } from "../drafting/clause.ts";
import type { Finding, PreflightInput } from "../drafting/finding.ts";
import type { PersonBefore } from "../drafting/people.ts";
import { preflight } from "../drafting/preflight.ts";

/** Somebody who is ready to sign for a party, and is the party. */
export const person = (
  id: string,
  partyId: string,
  change: Partial<PersonBefore> = {},
): PersonBefore => ({
  id,
  partyId,
  name: partyId === "a" ? "甲" : "乙",
  capacity: "self",
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
  ...change,
});

/** A clause in own words alone. */
export const free = (text: string, kind: Clause["kind"] = "free", id = "f"): Clause => ({
  id,
  kind,
  paragraphs: [text],
  fields: emptyFields,
});

/** A whole payment clause: 乙 pays 甲 20,000 yuan by 2026-12-15; `own` words beside the fields. */
export const pays = (own: string, fields: Partial<ClauseFields> = {}, id = "p"): Clause => ({
  id,
  kind: "payment",
  paragraphs: [own],
  fields: {
    ...emptyFields,
    payer: "b",
    payee: "a",
    amountFen: 2_000_000,
    dueDate: "2026-12-15",
    account: "户名甲，尾号0017",
    ...fields,
  },
});

/** A text of two parties in which nothing is found. */
export const input: PreflightInput = {
  clauses: [free("双方就本纠纷再无其他争议。")],
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
  people: [person("x", "a"), person("y", "b")],
  hasCompetentCourt: true,
  uncovered: [],
  objections: [],
  openComments: [],
  openProposals: [],
  unconfirmed: [],
};

/** What the check before freezing says of a text of these clauses. */
export const on = (...clauses: Clause[]): Finding[] => preflight({ ...input, clauses });

/** The same as codes, with a mark at what blocks. */
export const told = (...clauses: Clause[]): string[] =>
  on(...clauses).map((finding) => `${finding.code}${finding.blocking ? "!" : ""}`);
