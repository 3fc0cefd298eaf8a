import { useTranslation } from "react-i18next";
import type { AgreementView } from "../../shared/agreements/contract.ts";
import { linesOf } from "../../shared/drafting/sentence.ts";
import { Badge } from "../ui/Badge.tsx";

type Changed = NonNullable<NonNullable<AgreementView>["changes"]>;

/**
 * What stands otherwise than in the version one signed before: in the parties' data and the facts,
 * then clause by clause.
 */
export function Changes({ changes }: { changes: Changed }) {
  const { t } = useTranslation();
  const clauses = changes.clauses.filter((one) => one.change !== "same");
  return (
    <section className="card">
      <h2>{t("agreements.changes")}</h2>
      {changes.head.map((one) => (
        <div key={`${one.partyId} ${one.field}`} className="below-12">
          <Badge kind="warn">{t("agreements.change.changed")}</Badge>{" "}
          <strong>
            {one.party && `${one.party} · `}
            {t(`agreements.headField.${one.field}`)}
          </strong>
          {one.before && <p className="diff-del">{one.before}</p>}
          <p className={one.after ? "diff-add" : "muted"}>
            {one.after || t("agreements.nowEmpty")}
          </p>
        </div>
      ))}
      {clauses.map((one) => (
        <div key={one.clauseId} className="below-12">
          <Badge kind="warn">{t(`agreements.change.${one.change}`)}</Badge>
          {one.before && <p className="diff-del">{linesOf(one.before).join(" ")}</p>}
          {one.after && <p className="diff-add">{linesOf(one.after).join(" ")}</p>}
        </div>
      ))}
      {clauses.length === 0 && (
        <p>{t(changes.head.length === 0 ? "agreements.noChanges" : "agreements.clausesSame")}</p>
      )}
    </section>
  );
}
