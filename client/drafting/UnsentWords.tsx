import { useTranslation } from "react-i18next";
import type { Clause } from "../../shared/drafting/clause.ts";
import { yuan } from "../../shared/money.ts";
import { Button, Notice } from "../ui/kit.tsx";
import { useClauseNumber } from "./useClauseNumber.ts";
import type { Unsent } from "./aside.ts";

/** What could not be saved, whole, to be copied back in or sent to the mediator. */
export function UnsentWords({
  unsent,
  parties,
  onDone,
}: {
  unsent: Unsent[];
  parties: { id: string; name: string }[];
  onDone: () => void;
}) {
  const { t } = useTranslation(),
    numberOf = useClauseNumber();
  if (unsent.length === 0) return null;
  const fieldsOf = ({ fields }: Clause): string[] => {
    const nameOf = (id: string | null) => parties.find((party) => party.id === id)?.name;
    const money = (fen: number | null) => (fen === null ? undefined : `${yuan(fen)} ${t("drafting.yuan")}`);
    const named: [string, string | null | undefined][] = [
      [t("drafting.payer"), nameOf(fields.payer)],
      [t("drafting.payee"), nameOf(fields.payee)],
      [t("drafting.amount"), money(fields.amountFen)],
      [t("drafting.due"), fields.dueDate],
      [t("drafting.account"), fields.account],
      ...fields.plan.map(
        (row, index) =>
          [t("drafting.term", { n: index + 1 }), [money(row.amountFen), row.dueDate].filter(Boolean).join(" · ")] as [string, string],
      ),
    ];
    return named.flatMap(([name, value]) => (value ? [t("drafting.named", { name, value })] : []));
  };
  return (
    <Notice kind="warn">
      <p>
        <strong>{t("drafting.unsentTitle")}</strong> {t("drafting.unsentText")}
      </p>
      {unsent.map(({ number, clause }) => (
        <p key={clause.id} style={{ whiteSpace: "pre-wrap", userSelect: "all" }}>
          {[
            t("drafting.named", { name: t("drafting.clauseNumber", { number: numberOf(number) }), value: clause.paragraphs.join("\n") }),
            ...fieldsOf(clause),
          ].join("\n")}
        </p>
      ))}
      <Button small plain onClick={onDone}>
        {t("drafting.unsentDone")}
      </Button>
    </Notice>
  );
}
