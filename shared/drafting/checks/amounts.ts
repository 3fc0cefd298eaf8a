import { inWords, yuan } from "../../money.ts";
import { type Amount, amountsIn, pairsIn, unreadableWords } from "../amounts.ts";
import type { Clause } from "../clause.ts";
import { type Found, sentencesOf, type TextInput, wordsOf } from "../finding.ts";

/**
 * R-D12. Digits and words of one amount say the same, in whatever style and order they are written.
 */
export function digitsAndWords({ clauses, facts }: TextInput): Found[] {
  const texts = [
    { clauseId: null as string | null, text: facts },
    ...clauses.map((clause) => ({ clauseId: clause.id, text: wordsOf(clause) })),
  ];
  return texts.flatMap(({ clauseId, text }) => [
    ...pairsIn(text)
      .filter(({ first, second }) => first.fen !== second.fen)
      .map(({ first, second }): Found => {
        const digits = first.form === "digits" ? first : second;
        const words = digits === first ? second : first;
        const values = { one: digits.quote, other: words.quote, right: inWords(digits.fen) };
        return { code: "words-differ", blocking: true, clauseId, field: "words", values };
      }),
    ...unreadableWords(text).map(
      (quote): Found => ({
        code: "words-unreadable",
        blocking: true,
        clauseId,
        field: "words",
        values: { quote },
      }),
    ),
  ]);
}

/** The amounts of a text, one that is written twice counted once. */
export function amountsOnce(text: string): Amount[] {
  const seconds = new Set(pairsIn(text).map(({ second }) => second.start));
  return amountsIn(text).filter((one) => !seconds.has(one.start));
}

/**
 * Words about something else than the payment itself: default, what was paid before, costs,
 * conditions.
 */
export const OTHER_THING =
  /违约金|滞纳金|罚息|利息|逾期|迟延|每日|按日|按月|每月|已经?(?:支付|付|收|还|归还|偿还)|已[于在]|曾|此前|诉讼费|律师费|保全费|鉴定费|评估费|运费|手续费|定金|押金|如|若|倘|未(?:按|能|足额)|不足|超过|单价|免除|放弃|减免|原[价欠]|尚欠|其余|返还借条|收据|发票/u;

const PARTS = /其中|包括|包含|由.*(?:组成|构成)/u;

const PAYING =
  /支付|付给|付清|付款|给付|交付|归还|偿还|返还|还清|还款|赔偿|补偿|退还|退款|共计|合计|总计|总额|总价|共|金额/u;

/**
 * R-D13. An amount in a person's own words agrees with the fields: the whole, one instalment, or
 * what is paid so far or still open.
 */
export const amountsAgainstFields = ({ clauses }: TextInput): Found[] =>
  clauses
    .filter((clause) => clause.kind === "payment")
    .flatMap((clause) => sentencesOf(wordsOf(clause)).flatMap((text) => against(clause, text)));

function against(clause: Clause, text: string): Found[] {
  const { amountFen } = clause.fields;
  const amounts = amountsOnce(text).filter((one) => !one.per);
  if (amountFen === null || amounts.length === 0) return [];
  const allowed = sumsOf(clause);
  const finding = (code: Found["code"], quote: string, blocking: boolean): Found => ({
    code,
    blocking,
    clauseId: clause.id,
    field: "words",
    values: { quote, amount: `${yuan(amountFen)}元` },
  });
  if (PARTS.test(text)) {
    const parts = amounts.filter((one) => !allowed.has(one.fen));
    const sum = parts.reduce((all, one) => all + one.fen, 0);
    const wrong = parts.length > 1 ? sum !== amountFen : sum > amountFen;
    return wrong
      ? [finding("parts-differ", parts.map((one) => one.quote).join("、"), sum > amountFen)]
      : [];
  }
  if (OTHER_THING.test(text)) return [];
  const total = amounts.length > 1 && amounts.reduce((all, one) => all + one.fen, 0) === amountFen;
  return total
    ? []
    : amounts
        .filter((one) => !allowed.has(one.fen))
        .map((one) =>
          finding("amount-differs", one.quote, PAYING.test(text) || amounts.length === 1),
        );
}

function sumsOf({ fields: { amountFen, plan } }: Clause): Set<number> {
  const rows = plan.map((row) => row.amountFen ?? 0);
  const sums = new Set([amountFen ?? 0, ...rows]);
  for (let index = 1, paid = 0; index < rows.length; index++) {
    paid += rows[index - 1] ?? 0;
    sums.add(paid);
    sums.add((amountFen ?? 0) - paid);
  }
  return sums;
}
