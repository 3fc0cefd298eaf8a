import { useTranslation } from "react-i18next";
import type { Clause } from "../../shared/drafting/clause.ts";
import { callsFor, type Named } from "../../shared/drafting/sentence.ts";
import { yuan } from "../../shared/money.ts";

/** What is filled in beside the words of a clause, one line each, as a reader would say it. */
export function useFieldLines(parties: Named[]): (clause: Clause) => string[] {
  const { t } = useTranslation();
  const calls = callsFor(parties);
  const money = (fen: number | null) => (fen === null ? undefined : `${yuan(fen)} ${t("drafting.yuan")}`);
  return ({ fields }) => {
    const named: [string, string | null | undefined][] = [
      [t("drafting.payer"), calls(fields.payer)],
      [t("drafting.payee"), calls(fields.payee)],
      [t("drafting.amount"), money(fields.amountFen)],
      [t("drafting.due"), fields.dueDate],
      [t("drafting.account"), fields.account],
    ];
    const rows = fields.plan.map(({ amountFen, dueDate }, index): [string, string] => [
      t("drafting.term", { n: index + 1 }),
      [money(amountFen), dueDate].filter(Boolean).join(" · "),
    ]);
    return [...named, ...rows].flatMap(([name, value]) => (value ? [t("drafting.named", { name, value })] : []));
  };
}
