import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AgreementView } from "../../shared/agreements/contract.ts";
import type { Viewer } from "../cases/CaseTabs.tsx";
import { call } from "../transport/api.ts";
import { Button } from "../ui/Button.tsx";
import { Notice } from "../ui/Notice.tsx";
import { Wrong } from "../ui/Wrong.tsx";
import { ReasonForm } from "./ReasonForm.tsx";
import { useReadAgain } from "../transport/readAgain.ts";

type Agreement = NonNullable<AgreementView>;

/**
 * Opening the text again: at once while it is being signed, with everybody's agreement once it is
 * in force (R-G6).
 */
export function Reopening({
  caseId,
  viewer,
  view,
}: {
  caseId: string;
  viewer: Viewer;
  view: Agreement;
}) {
  const { t } = useTranslation();
  const readAgain = useReadAgain();
  const [asking, setAsking] = useState(false);
  const way = view.reopening.way;
  if (view.reopening.asked)
    return (
      <Asked caseId={caseId} viewer={viewer} view={view} onDone={() => readAgain.case(caseId)} />
    );
  if (viewer.role !== "mediator" || !way) return null;
  const words = way === "at-once" ? "reopen" : "askReopen";
  if (!asking)
    return (
      <Button plain onClick={() => setAsking(true)}>
        {t(`agreements.${words}`)}
      </Button>
    );
  return (
    <ReasonForm
      of={view.versionId}
      words={words}
      onCancel={() => setAsking(false)}
      onSend={async (reason) => {
        await call("POST /api/cases/:caseId/agreement/reopen", {
          params: { caseId },
          body: { versionId: view.versionId, reason },
        });
        setAsking(false);
        await readAgain.case(caseId);
      }}
    />
  );
}

function Asked({
  caseId,
  viewer,
  view,
  onDone,
}: {
  caseId: string;
  viewer: Viewer;
  view: Agreement;
  onDone: () => Promise<void>;
}) {
  const { t } = useTranslation();
  const { asked } = view.reopening;
  const answer = useMutation({
    mutationFn: (agree: boolean) =>
      call("POST /api/cases/:caseId/agreement/reopen/answer", {
        params: { caseId },
        body: { versionId: view.versionId, agree },
      }),
    onSuccess: onDone,
  });
  if (!asked) return null;
  const names = (agreed: boolean) =>
    view.content.parties
      .filter((party) => asked.agreed.includes(party.id) === agreed)
      .map((party) => party.name)
      .join(t("ui.and"));
  return (
    <section className="card above-12">
      <h2>{t("agreements.reopenAsked")}</h2>
      <p>{t("agreements.reopenReason", { reason: asked.reason })}</p>
      <p className="small muted">{t("agreements.askReopenText")}</p>
      {asked.agreed.length > 0 && (
        <p className="small">{t("agreements.reopenAgreed", { names: names(true) })}</p>
      )}
      {asked.refusal === null ? (
        <div className="row">
          <Button main busy={answer.isPending} onClick={() => answer.mutate(true)}>
            {t("agreements.reopenAgree")}
          </Button>
          <Button plain busy={answer.isPending} onClick={() => answer.mutate(false)}>
            {t("agreements.reopenRefuse")}
          </Button>
        </div>
      ) : (
        <Notice kind={asked.refusal === "agreements/already-answered" ? "good" : ""}>
          {viewer.role === "party" && asked.refusal !== "agreements/already-answered"
            ? t(`agreements.why.${asked.refusal.replace("/", ".")}`)
            : t("agreements.reopenWaits", { names: names(false) })}
        </Notice>
      )}
      <Wrong error={answer.error} />
    </section>
  );
}
