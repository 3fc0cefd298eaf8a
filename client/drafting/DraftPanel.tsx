import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { type ClauseKind, clauseKinds, emptyFields } from "../../shared/drafting/clause.ts";
import { addClause } from "../../shared/drafting/document.ts";
import type { Viewer } from "../cases/CaseTabs.tsx";
import { isShut } from "../transport/api.ts";
import { Badge } from "../ui/Badge.tsx";
import { Button } from "../ui/Button.tsx";
import { Empty } from "../ui/Empty.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Notice } from "../ui/Notice.tsx";
import { Wrong } from "../ui/Wrong.tsx";
import { ClauseCard } from "./ClauseCard.tsx";
import { FreezeButton } from "./FreezeButton.tsx";
import { RemovedClauses, TakenClauses } from "./RemovedClauses.tsx";
import { UnsentWords } from "./UnsentWords.tsx";
import { useDraft } from "./useDraft.ts";
import { useFindings } from "./useFindings.ts";
import { useReadAgain } from "../transport/readAgain.ts";
import { useBeside } from "./api.ts";

const dots = {
  loading: "off",
  saved: "",
  saving: "warn",
  offline: "bad",
  frozen: "off",
  failed: "bad",
} as const;

/** Drafting together, clause by clause. */
export default function DraftPanel({ caseId, viewer }: { caseId: string; viewer: Viewer }) {
  const { t } = useTranslation();
  const { link, draft } = useDraft(caseId);
  const [active, setActive] = useState<string | null>(null);
  const [kind, setKind] = useState<ClauseKind>("free");
  const { data: beside, error } = useBeside(caseId);
  const findings = useFindings(draft.clauses, beside);
  const readAgain = useReadAgain();
  const ids = draft.clauses.map((clause) => clause.id).join();
  const reopened =
    draft.status === "frozen" && beside?.state === "open" && beside.epoch > draft.epoch;
  useEffect(() => {
    if (ids) void readAgain.parts(caseId, "draft"); // who removed or brought back a clause
  }, [readAgain, caseId, ids]);
  useEffect(() => {
    if (reopened) link?.lookAgain();
  }, [reopened, link]);
  if (isShut(error, beside)) return <Wrong error={error} />;
  if (draft.status === "failed" && draft.problem)
    return <Notice kind="bad">{draft.problem.title}</Notice>;
  if (!link || !beside || (draft.status === "loading" && draft.clauses.length === 0))
    return <Loading what={t("drafting.opening")} />;
  const add = () => {
    const id = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2)}`;
    addClause(link.doc, { id, kind, paragraphs: [""], fields: emptyFields });
    setActive(id);
  };
  return (
    <section aria-label={t("drafting.title")}>
      <div className="row between">
        <p className="state-line" role="status" data-status={draft.status}>
          <span className={`dot ${dots[draft.status]}`} />
          {t(`drafting.status.${draft.status}`)}
          {draft.epoch > 1 && <Badge>{t("drafting.epoch", { n: draft.epoch })}</Badge>}
        </p>
        {viewer.role === "mediator" && draft.status !== "frozen" && (
          <FreezeButton caseId={caseId} />
        )}
      </div>
      <Wrong error={error} />
      {draft.problem && <Notice kind="bad">{draft.problem.title}</Notice>}
      {draft.status === "offline" && <Notice kind="warn">{t("drafting.offlineText")}</Notice>}
      {draft.status === "frozen" && <Notice>{t("drafting.frozenText")}</Notice>}
      <TakenClauses link={link} draft={draft} beside={beside} />
      <UnsentWords link={link} draft={draft} parties={beside.parties} />
      {draft.clauses.length === 0 && <Empty>{t("drafting.none")}</Empty>}
      {draft.clauses.map((clause, index) => (
        <ClauseCard
          key={clause.id}
          caseId={caseId}
          viewer={viewer}
          link={link}
          draft={draft}
          beside={beside}
          clause={clause}
          index={index}
          active={active === clause.id}
          findings={findings.filter((one) => one.clauseId === clause.id)}
          onActive={setActive}
        />
      ))}
      <RemovedClauses link={link} draft={draft} beside={beside} />
      {draft.mayEdit && draft.status !== "frozen" && (
        <div className="row card quiet">
          <label className="grow small">
            {t("drafting.newKind")}
            <select
              className="input small"
              value={kind}
              onChange={(event) => setKind(event.target.value as ClauseKind)}
            >
              {clauseKinds.map((one) => (
                <option key={one} value={one}>
                  {t(`drafting.kinds.${one}`)}
                </option>
              ))}
            </select>
          </label>
          <Button onClick={add} style={{ alignSelf: "flex-end" }}>
            + {t("drafting.add")}
          </Button>
        </div>
      )}
    </section>
  );
}
