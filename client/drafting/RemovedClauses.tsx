import { useTranslation } from "react-i18next";
import type { DraftView } from "../../shared/drafting/contract.ts";
import { removedClauses, restoreClause } from "../../shared/drafting/document.ts";
import { Button } from "../ui/Button.tsx";
import { Notice } from "../ui/Notice.tsx";
import { When } from "../ui/When.tsx";
import { callsFor } from "../../shared/drafting/sentence.ts";
import type { DraftLink, DraftState } from "./draftLink.ts";
import { fieldLines } from "./fieldLines.ts";
import { useClauseNumber } from "./useClauseNumber.ts";

type Props = { link: DraftLink; draft: DraftState; beside: DraftView };

/** What was removed from the text, by whom and when; one press brings it back to its place. */
export function RemovedClauses({ link, draft, beside }: Props) {
  const { t } = useTranslation();
  const removed = removedClauses(link.doc);
  const calls = callsFor(beside.parties);
  if (removed.length === 0) return null;
  return (
    <details className="card quiet">
      <summary>{t("drafting.removedList", { count: removed.length })}</summary>
      <div className="stack above-10">
        {removed.map((clause) => {
          const by = beside.removed.find((one) => one.id === clause.id);
          return (
            <div key={clause.id} className="notice" data-removed={clause.id}>
              <p className="small muted">
                {by ? t("drafting.removedBy", { name: by.by }) : t(`drafting.kinds.${clause.kind}`)}
                {by && (
                  <>
                    {" "}
                    · <When at={by.at} />
                  </>
                )}
              </p>
              <p className="as-written">
                {[...clause.paragraphs, ...fieldLines(clause.fields, calls, t)].join("\n").trim() ||
                  t(`drafting.kinds.${clause.kind}`)}
              </p>
              {draft.mayEdit && draft.status !== "frozen" && (
                <Button small onClick={() => restoreClause(link.doc, clause.id)}>
                  {t("drafting.restore")}
                </Button>
              )}
            </div>
          );
        })}
      </div>
    </details>
  );
}

/**
 * Somebody else removed a clause while this person was writing in it: told at once, with the words.
 */
export function TakenClauses({ link, draft, beside }: Props) {
  const { t } = useTranslation();
  const numberOf = useClauseNumber();
  const calls = callsFor(beside.parties);
  return draft.taken.map(({ number, clause }) => {
    const by = beside.removed.find((one) => one.id === clause.id)?.by;
    const where = t("drafting.clauseNumber", { number: numberOf(number) });
    return (
      <Notice key={clause.id} kind="warn">
        <p>
          <strong>
            {by
              ? t("drafting.takenBy", { clause: where, name: by })
              : t("drafting.taken", { clause: where })}
          </strong>{" "}
          {t("drafting.takenText")}
        </p>
        <p className="as-written" style={{ userSelect: "all" }}>
          {[...clause.paragraphs, ...fieldLines(clause.fields, calls, t)].join("\n").trim()}
        </p>
        <div className="row">
          {draft.mayEdit && draft.status !== "frozen" && (
            <Button small main onClick={() => restoreClause(link.doc, clause.id)}>
              {t("drafting.restore")}
            </Button>
          )}
          <Button small plain onClick={() => link.forgetTaken(clause.id)}>
            {t("drafting.unsentDone")}
          </Button>
        </div>
      </Notice>
    );
  });
}
