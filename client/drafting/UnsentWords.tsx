import { useTranslation } from "react-i18next";
import { callsFor, type Named } from "../../shared/drafting/sentence.ts";
import { Button } from "../ui/Button.tsx";
import { Notice } from "../ui/Notice.tsx";
import { useClauseNumber } from "./useClauseNumber.ts";
import type { DraftLink, DraftState } from "./draftLink.ts";
import { fieldLines } from "./fieldLines.ts";
import { putBack } from "./putBack.ts";

/** What could not be saved, whole, to be copied back in or sent to the mediator. */
export function UnsentWords({
  link,
  draft,
  parties,
}: {
  link: DraftLink;
  draft: DraftState;
  parties: Named[];
}) {
  const { unsent } = draft;
  const mayEdit = draft.mayEdit && draft.status !== "frozen";
  const { t } = useTranslation();
  const numberOf = useClauseNumber();
  if (unsent.length === 0) return null;
  return (
    <Notice kind="warn">
      <p>
        <strong>{t("drafting.unsentTitle")}</strong> {t("drafting.unsentText")}
      </p>
      {unsent.map((one) => (
        <div key={one.clause.id}>
          <p className="as-written" style={{ userSelect: "all" }}>
            {[
              t("drafting.named", {
                name: t("drafting.clauseNumber", { number: numberOf(one.number) }),
                value: one.clause.paragraphs.join("\n"),
              }),
              ...fieldLines(one.clause.fields, callsFor(parties), t),
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
