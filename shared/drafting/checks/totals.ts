import { yuan } from "../../money.ts";
import type { Clause } from "../clause.ts";
import { type Found, sentencesOf, type TextInput, wordsOf } from "../finding.ts";
import { amountsOnce } from "./amounts.ts";

const TOTAL =
  /(?:合计|共计|总计|总共|总额|总金额|总和|以上共|上述共)[^。；;，,\d零一二三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰仟]{0,8}$/u;

/** Words that point at the other clauses of the agreement. */
const OF_ALL = /上述|以上|前述|前列|各项|各笔|各条|各款|本协议|全部款项/u;

/**
 * R-D17. A stated total is the sum of what it totals: of the amounts before it in the sentence, or
 * of the payments of the agreement when it speaks of them.
 */
export const totals = ({ clauses }: TextInput): Found[] =>
  clauses.flatMap((clause, index) =>
    sentencesOf(wordsOf(clause)).flatMap((text) => totalOf(text, clause, index, clauses)),
  );

function totalOf(text: string, clause: Clause, index: number, clauses: Clause[]): Found[] {
  const amounts = amountsOnce(text);
  const plain = text.normalize("NFKC");
  const at = amounts.findIndex((one) =>
    TOTAL.test(plain.slice(0, one.start).replace(/(?:人民币|RMB|¥|\s)+$/u, "")),
  );
  const total = amounts[at];
  if (!total) return [];
  const parts = amounts.slice(0, at).filter((one) => !one.per);
  const sum = parts.reduce((all, one) => all + one.fen, 0);
  const differs = (of: string, fen: number): Found => ({
    code: "total-differs",
    blocking: true,
    clauseId: clause.id,
    field: "words",
    values: { quote: total.quote, of, sum: `${yuan(fen)}元` },
  });
  if (parts.length > 1)
    return sum === total.fen ? [] : [differs(parts.map((one) => one.quote).join(" + "), sum)];
  if (parts.length > 0 || !OF_ALL.test(plain.slice(0, total.start))) return [];
  const payments = clauses.flatMap((one, number) =>
    one.kind === "payment" && one.fields.amountFen !== null
      ? [{ number: number + 1, fen: one.fields.amountFen, payer: one.fields.payer }]
      : [],
  );
  const before = payments.filter((one) => one.number <= index + 1);
  const groups = [
    payments,
    before,
    ...payments.map(({ payer }) => payments.filter((one) => one.payer === payer)),
  ].filter((one) => one.length > 0);
  const sums = groups.map((group) => group.reduce((all, one) => all + one.fen, 0));
  if (sums.length === 0 || sums.includes(total.fen)) return [];
  return [
    differs(
      payments.map((one) => `第${one.number}条 ${yuan(one.fen)}元`).join(" + "),
      sums[0] ?? 0,
    ),
  ];
}
