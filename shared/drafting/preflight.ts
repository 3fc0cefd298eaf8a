import { isDay } from "../day.ts";
import { inWords, yuan } from "../money.ts";
import { type Clause, planTotal } from "./clause.ts";

/** One thing found before freezing. `blocking` ones must be settled; warnings are for the mediator to weigh. */
export type Finding = { code: FindingCode; blocking: boolean; clauseId: string | null; number: number | null; detail?: string };
export type FindingCode =
  | "no-clause"
  | "empty-clause"
  | "payer-missing"
  | "payee-missing"
  | "amount-missing"
  | "due-missing"
  | "account-missing"
  | "same-party"
  | "plan-row-incomplete"
  | "plan-sum-differs"
  | "plan-order"
  | "date-past"
  | "vague-time"
  | "words-differ"
  | "character-uncovered"
  | "objection-open"
  | "comment-open"
  | "proposal-open"
  | "consent-missing"
  | "facts-missing";

export type PreflightInput = {
  clauses: Clause[];
  facts: string;
  today: string;
  /** Characters no font can draw, with the place where they stand: a clause id, or null for the head of the paper. */
  uncovered: { character: string; clauseId: string | null }[];
  /** Clause ids with an open objection, blocking comment or proposal. */
  objections: string[];
  openComments: string[];
  openProposals: string[];
  /** Clause ids that some party has not agreed to yet. */
  unconfirmed: string[];
};

const named = (character: string) => `${character} (U+${character.codePointAt(0)?.toString(16).toUpperCase()})`;
/** A character of the paper's head that no font can draw. */
export const uncoveredInHead = (character: string): Finding => ({
  code: "character-uncovered",
  blocking: true,
  clauseId: null,
  number: null,
  detail: named(character),
});

const VAGUE = /尽快|及时|早日|适时|分期支付(?!计划)|有能力时/;

/** R-D8. The check before freezing (人民调解法 29: content, method and time limit must be definite; 解释 461). */
export function preflight(input: PreflightInput): Finding[] {
  const findings: Finding[] = [];
  const numberOf = new Map(input.clauses.map((clause, index) => [clause.id, index + 1]));
  const found = (code: FindingCode, blocking: boolean, clauseId: string | null, detail?: string) =>
    findings.push({ code, blocking, clauseId, number: clauseId ? (numberOf.get(clauseId) ?? null) : null, ...(detail ? { detail } : {}) });

  if (input.clauses.length === 0) found("no-clause", true, null);
  if (!input.facts.trim()) found("facts-missing", true, null);
  for (const clause of input.clauses) {
    const text = clause.paragraphs.join("");
    if (!text.trim()) found("empty-clause", true, clause.id);
    const vague = VAGUE.exec(text);
    if (vague) found("vague-time", false, clause.id, vague[0]);
    for (const pair of text.matchAll(/([\d,]+(?:\.\d{1,2})?)\s*元[（(](?:大写[:：]?)?([零壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分整]+)[)）]/g)) {
      const fen = Math.round(Number((pair[1] as string).replaceAll(",", "")) * 100);
      if (inWords(fen) !== pair[2]) found("words-differ", true, clause.id, `${pair[1]} → ${inWords(fen)}`);
    }
    if (clause.kind === "payment") payment(clause, input.today, found);
  }
  for (const { character, clauseId } of input.uncovered) found("character-uncovered", true, clauseId, named(character));
  for (const id of input.objections) found("objection-open", true, id);
  for (const id of input.openComments) found("comment-open", true, id);
  for (const id of input.openProposals) found("proposal-open", true, id);
  for (const id of input.unconfirmed) found("consent-missing", false, id);
  return findings;
}

function payment(
  clause: Clause,
  today: string,
  found: (code: FindingCode, blocking: boolean, clauseId: string, detail?: string) => void,
): void {
  const { payer, payee, amountFen, dueDate, account, plan } = clause.fields;
  if (!payer) found("payer-missing", true, clause.id);
  if (!payee) found("payee-missing", true, clause.id);
  if (payer && payer === payee) found("same-party", true, clause.id);
  if (amountFen === null || amountFen === 0) found("amount-missing", true, clause.id);
  if (!account) found("account-missing", false, clause.id);
  if (plan.length === 0 && !dueDate) found("due-missing", true, clause.id);
  if (plan.some((row) => row.amountFen === null || !isDay(row.dueDate))) found("plan-row-incomplete", true, clause.id);
  const total = planTotal(plan);
  if (plan.length > 0 && total !== null && amountFen !== null && total !== amountFen)
    found("plan-sum-differs", true, clause.id, `${yuan(total)} ≠ ${yuan(amountFen)}`);
  const days = [...plan.map((row) => row.dueDate), plan.length ? null : dueDate].filter((day): day is string => day !== null);
  if (days.some((day) => day < today)) found("date-past", true, clause.id);
  if (days.some((day, index) => index > 0 && day < (days[index - 1] as string))) found("plan-order", false, clause.id);
}
