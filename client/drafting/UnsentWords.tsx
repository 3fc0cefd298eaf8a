import { useTranslation } from "react-i18next";
import type { Clause } from "../../shared/drafting/clause.ts";
import { callsFor, type Named } from "../../shared/drafting/sentence.ts";
import { yuan } from "../../shared/money.ts";
import { Button, Notice } from "../ui/kit.tsx";
import { useClauseNumber } from "./useClauseNumber.ts";
import type { DraftLink, DraftState } from "./draftLink.ts";
import { putBack } from "./putBack.ts";

/** What could not be saved, whole, to be copied back in or sent to the mediator. */
export function UnsentWords({ link, draft, parties }: { link: DraftLink; draft: DraftState; parties: Named[] }) {
  const { unsent } = draft,
    mayEdit = draft.mayEdit && draft.status !== "frozen";
  const { t } = useTranslation(),
    numberOf = useClauseNumber();
  if (unsent.length === 0) return null;
  const fieldsOf = ({ fields }: Clause): string[] => {
    const calls = callsFor(parties);
    const money = (fen: number | null) => (fen === null ? undefined : `${yuan(fen)} ${t("drafting.yuan")}`);
    const named: [string, string | null | undefined][] = [
      [t("drafting.payer"), calls(fields.payer)],
      [t("drafting.payee"), calls(fields.payee)],
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
      {unsent.map((one) => (
        <div key={one.clause.id}>
          <p style={{ whiteSpace: "pre-wrap", userSelect: "all" }}>
            {[
              t("drafting.named", {
                name: t("drafting.clauseNumber", { number: numberOf(one.number) }),
                value: one.clause.paragraphs.join("\n"),
              }),
              ...fieldsOf(one.clause),
            ].join("\n")}
          </p>
          {mayEdit && (
            <Button small onClick={() => putBack(link, one)}>
              {t("drafting.putBack", { number: numberOf(one.number) })}
            </Button>
          )}
        </div>
      ))}
      <Button small plain onClick={() => link.forgetUnsent()}>
        {t("drafting.unsentDone")}
      </Button>
    </Notice>
  );
}
