import { type Day, inChinese } from "../day.ts";
import { inWords, yuan } from "../money.ts";
import { type Clause, type Instalment, ordinal } from "./clause.ts";
import { typedWordsIn } from "./eachField.ts";

/** A party as a sentence can name it. */
export type Named = { id: string; name: string; title: string };
export type Calls = (partyId: string | null) => string | null;

/** Names parties by id; two of one name are told apart by their titles (申请人张伟, 被申请人张伟). */
export function callsFor(parties: Named[]): Calls {
  const called = new Map(
    parties.map(({ id, name, title }) => [
      id,
      parties.some((other) => other.id !== id && other.name === name) ? title + name : name,
    ]),
  );
  return (partyId) => (partyId === null ? null : (called.get(partyId) ?? null));
}

/** A last day as papers write it: whether the day itself still counts is said. */
export const byDay = (day: Day): string => `${inChinese(day)}（含当日）前`;
const money = (fen: number) => `${yuan(fen)}元（大写：${inWords(fen)}）`;
const gap = (what: string) => `〔${what}〕`;

/**
 * R-D10. The sentence of a clause with typed fields is made from the fields and can't differ from
 * them; a person's own words stand after it. Empty for kinds without fields. What is not filled in
 * yet shows as 〔付款人〕.
 */
export function sentenceOf(
  { kind, fields }: Pick<Clause, "kind" | "fields">,
  calls: Calls,
): string {
  if (kind !== "payment") return "";
  const { amountFen, account, plan } = fields;
  const payer = calls(fields.payer) ?? gap("付款人");
  const payee = calls(fields.payee) ?? gap("收款人");
  const amount = amountFen === null ? `${gap("金额")}元` : money(amountFen);
  const into = account ? `，付至以下账户：${account.replace(/[。；;，,\s]+$/u, "")}` : "";
  if (plan.length > 1)
    return `${payer}向${payee}支付人民币${amount}，分${ordinal(plan.length)}期付清，每期的金额和期限见付款计划${into}。`;
  const due = plan[0]?.dueDate ?? fields.dueDate;
  return `${payer}于${due ? byDay(due) : gap("期限")}向${payee}支付人民币${amount}${into}。`;
}

/** The rows of a plan of several instalments as sentences, where no table is drawn. */
export const planLines = (plan: Instalment[]): string[] =>
  plan.length < 2
    ? []
    : plan.map(({ amountFen, dueDate }, index) => {
        const end = index === plan.length - 1 ? "。" : "；";
        return `第${ordinal(index + 1)}期：${dueDate ? byDay(dueDate) : gap("期限")}支付${amountFen === null ? gap("金额") : money(amountFen)}${end}`;
      });

/**
 * A clause of a frozen text. The sentence is kept as it was frozen; texts of before it have none.
 */
export type FrozenClause = Clause & { sentence?: string };

/** Everything a clause says, line by line: its sentence, its plan, a person's own words. */
export const linesOf = ({ sentence, fields, paragraphs }: FrozenClause): string[] =>
  [...(sentence ? [sentence, ...planLines(fields.plan)] : []), ...paragraphs].filter((line) =>
    line.trim(),
  );

/**
 * R-D8. Everything of a clause in which a character may lack ink: what it says, and what was typed
 * into its fields, whether its sentence says that or not.
 */
export function printableOf(clause: Clause, calls: Calls): string {
  const lines = linesOf({ ...clause, sentence: sentenceOf(clause, calls) });
  return [...lines, ...typedWordsIn(clause.fields)].join("");
}
