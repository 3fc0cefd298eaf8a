import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type ClauseKind, clauseKinds, emptyFields } from "../../shared/drafting/clause.ts";
import { addClause } from "../../shared/drafting/document.ts";
import type { Finding } from "../../shared/drafting/preflight.ts";
import type { Viewer } from "../cases/CaseTabs.tsx";
import { call, Refused } from "../transport/api.ts";
import { Badge, Button, Dialog, Empty, Loading, Notice, Wrong } from "../ui/kit.tsx";
import { ClauseCard } from "./ClauseCard.tsx";
import { UnsentWords } from "./UnsentWords.tsx";
import { useClauseNumber } from "./useClauseNumber.ts";
import { useDraft } from "./useDraft.ts";

const dots = { loading: "off", saved: "", saving: "warn", offline: "bad", frozen: "off", failed: "bad" } as const;

/** Drafting together, clause by clause. */
export default function DraftPanel({ caseId, viewer }: { caseId: string; viewer: Viewer }) {
  const { t } = useTranslation(),
    { link, draft } = useDraft(caseId),
    [active, setActive] = useState<string | null>(null),
    [kind, setKind] = useState<ClauseKind>("free");
  const { data: beside, error } = useQuery({
    queryKey: ["draft", caseId],
    queryFn: () => call("GET /api/cases/:caseId/draft", { params: { caseId } }),
  });
  if (error) return <Wrong error={error} />;
  if (draft.status === "failed" && draft.problem) return <Notice kind="bad">{draft.problem.title}</Notice>;
  if (!link || !beside || (draft.status === "loading" && draft.clauses.length === 0)) return <Loading what={t("drafting.opening")} />;
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
        {viewer.role === "mediator" && draft.status !== "frozen" && <FreezeButton caseId={caseId} />}
      </div>
      {draft.problem && <Notice kind="bad">{draft.problem.title}</Notice>}
      {draft.status === "offline" && <Notice kind="warn">{t("drafting.offlineText")}</Notice>}
      {draft.status === "frozen" && <Notice>{t("drafting.frozenText")}</Notice>}
      <UnsentWords unsent={draft.unsent} parties={beside?.parties ?? []} onDone={() => link.forgetUnsent()} />
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
          onActive={setActive}
        />
      ))}
      {draft.mayEdit && draft.status !== "frozen" && (
        <div className="row card quiet">
          <label className="grow small">
            {t("drafting.newKind")}
            <select className="input small" value={kind} onChange={(event) => setKind(event.target.value as ClauseKind)}>
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

function FreezeButton({ caseId }: { caseId: string }) {
  const { t } = useTranslation(),
    client = useQueryClient(),
    [open, setOpen] = useState(false);
  const check = useQuery({
    queryKey: ["preflight", caseId],
    queryFn: () => call("GET /api/cases/:caseId/draft/preflight", { params: { caseId } }),
    enabled: open,
    staleTime: 0,
  });
  const freeze = useMutation({
    mutationFn: () => call("POST /api/cases/:caseId/agreement/freeze", { params: { caseId }, body: {} }),
    onSuccess: () => {
      setOpen(false);
      void client.invalidateQueries();
    },
  });
  const refused = freeze.error instanceof Refused ? (freeze.error.problem.details?.findings as Finding[] | undefined) : undefined,
    findings = refused ?? check.data?.findings ?? [],
    blocking = findings.some((one) => one.blocking);
  return (
    <>
      <Button
        small
        main
        onClick={() => {
          freeze.reset();
          setOpen(true);
        }}
      >
        {t("drafting.freeze")}
      </Button>
      {open && (
        <Dialog title={t("drafting.freezeTitle")} onClose={() => setOpen(false)}>
          <p>{t("drafting.freezeText")}</p>
          {check.isFetching ? <Loading what={t("drafting.checking")} /> : <FindingList findings={findings} />}
          <Wrong error={check.error ?? (refused ? null : freeze.error)} />
          <div className="row">
            <Button main busy={freeze.isPending} disabled={check.isFetching || blocking} onClick={() => freeze.mutate()}>
              {t("drafting.freezeNow")}
            </Button>
            <Button plain onClick={() => void check.refetch()}>
              {t("drafting.checkAgain")}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}

function FindingList({ findings }: { findings: Finding[] }) {
  const { t } = useTranslation(),
    numberOf = useClauseNumber();
  if (findings.length === 0) return <Notice kind="good">{t("drafting.allGood")}</Notice>;
  return (
    <ul>
      {findings.map((one, index) => (
        <li key={index}>
          <Badge kind={one.blocking ? "bad" : "warn"}>{t(one.blocking ? "drafting.mustFix" : "drafting.weigh")}</Badge>{" "}
          {one.number === null
            ? t(`drafting.finding.${one.code}`)
            : t("drafting.named", {
                name: t("drafting.clauseNumber", { number: numberOf(one.number) }),
                value: t(`drafting.finding.${one.code}`),
              })}
          {one.detail && <span className="muted">{t("drafting.findingDetail", { detail: one.detail })}</span>}
        </li>
      ))}
    </ul>
  );
}
