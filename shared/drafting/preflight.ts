import { accounts } from "./checks/accounts.ts";
import { amountsAgainstFields, digitsAndWords } from "./checks/amounts.ts";
import { beside } from "./checks/beside.ts";
import { copies } from "./checks/copies.ts";
import { dates } from "./checks/dates.ts";
import { payments } from "./checks/payment.ts";
import { roles } from "./checks/roles.ts";
import { currencies, matters, named, structure } from "./checks/text.ts";
import { totals } from "./checks/totals.ts";
import type { Finding, FindingCode, Found, PreflightInput, TextInput } from "./finding.ts";
import { conflictBefore, peopleBefore } from "./people.ts";

/** What contradicts itself in the text: told beside the clause while it is written. */
const contradictions = [
  digitsAndWords,
  amountsAgainstFields,
  dates,
  roles,
  accounts,
  totals,
  copies,
  currencies,
  matters,
];

/**
 * The order in which the check before freezing tells things: what is missing, what contradicts,
 * who, what is open.
 */
const textChecks = [structure, named, payments, ...contradictions];

const numbered = (clauses: { id: string }[], found: Found[]): Finding[] =>
  found.map((one) => {
    const index = clauses.findIndex((clause) => clause.id === one.clauseId);
    return { ...one, number: index < 0 ? null : index + 1 };
  });

/**
 * R-D8. What is told while drafting: contradictions only, for a clause half written is not yet
 * wrong.
 */
export const whileDrafting = (input: TextInput): Finding[] =>
  numbered(
    input.clauses,
    contradictions.flatMap((check) => check(input)),
  );

/** R-C12, told before freezing: some court may take the application (民诉法 205). */
const courts = ({ hasCompetentCourt, paperOnly }: PreflightInput): Found[] =>
  hasCompetentCourt || paperOnly
    ? []
    : [{ code: "court-missing", blocking: false, clauseId: null }];

/**
 * R-D8. The check before freezing (人民调解法 29: content, method and time limit must be definite; 解释
 * 461).
 */
export const preflight = (input: PreflightInput): Finding[] =>
  numbered(input.clauses, [
    ...textChecks.flatMap((check) => check(input)),
    ...peopleBefore(input),
    ...conflictBefore(input),
    ...courts(input),
    ...beside(input),
  ]);

/** A reason the mediator wrote for what the law lets be shown otherwise. */
export type Settled = { key: string; reason: string };

/** As it is kept with the version and shown on it. */
export type SettledFinding = { code: FindingCode; personId: string; name: string; reason: string };

/** The findings a version was frozen with because of a written reason. */
export const settledIn = (findings: Finding[], settled: Settled[]): SettledFinding[] =>
  findings.flatMap(({ settle, code, personId = "", values }) => {
    const reason = settle ? settled.find(({ key }) => key === settle)?.reason.trim() : undefined;
    return reason ? [{ code, personId, name: values?.name ?? "", reason }] : [];
  });

/**
 * R-D22. What still forbids freezing: everything that blocks and is not settled by a written reason
 * where one is allowed.
 */
export const stillBlocking = (findings: Finding[], settled: Settled[]): Finding[] =>
  findings.filter(
    (one) =>
      one.blocking &&
      !(
        one.settle &&
        settled.some(({ key, reason }) => key === one.settle && reason.trim().length >= 4)
      ),
  );
