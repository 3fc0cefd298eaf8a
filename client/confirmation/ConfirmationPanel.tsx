import { useTranslation } from "react-i18next";
import { needsCorrection } from "../../shared/confirmation/application.ts";
import type { ConfirmationView } from "../../shared/confirmation/contract.ts";
import { PaperFrame } from "../agreements/PaperFrame.tsx";
import { SignForm } from "../agreements/SignForm.tsx";
import type { Viewer } from "../cases/CaseTabs.tsx";
import { Deadline } from "../cases/Deadline.tsx";
import { AnswerDefects } from "./AnswerDefects.tsx";
import { ApplicationStatus } from "./ApplicationStatus.tsx";
import { ChooseCourt } from "./ChooseCourt.tsx";
import { Withdraw } from "./Withdraw.tsx";
import { call, isShut } from "../transport/api.ts";
import { Badge } from "../ui/Badge.tsx";
import { Empty } from "../ui/Empty.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Notice } from "../ui/Notice.tsx";
import { Wrong } from "../ui/Wrong.tsx";
import { useReadAgain } from "../transport/readAgain.ts";
import { useConfirmation } from "./api.ts";

export type Application = NonNullable<ConfirmationView["application"]>;

/**
 * The joint application for judicial confirmation: court, papers, signatures, filing, and what the
 * court says.
 */
export default function ConfirmationPanel({ caseId, viewer }: { caseId: string; viewer: Viewer }) {
  const { t } = useTranslation();
  const { data: view, error } = useConfirmation(caseId);
  if (isShut(error, view)) return <Wrong error={error} />;
  if (!view) return <Loading />;
  if (!view.effectiveDay || !view.deadline) return <Empty>{t("confirmation.notYet")}</Empty>;
  const { application } = view;
  const ended = application?.state === "withdrawn" || application?.state === "not-accepted";
  const open =
    !application || ended || application.state === "drafted" || application.state === "returned";
  const choosable = !application || ended || application.state === "drafted";
  return (
    <>
      <Wrong error={error} />
      <section className="card">
        <h2>{t("confirmation.title")}</h2>
        <p>{t("confirmation.what")}</p>
        {open && (
          <p>
            <Deadline
              deadline={{
                day: view.deadline,
                daysLeft: view.daysLeft ?? 0,
                of: "confirmation",
                met: Boolean(application?.filedAt),
                certain: view.deadlineCertain,
              }}
            />
          </p>
        )}
      </section>
      {application && <ApplicationStatus caseId={caseId} application={application} />}
      {application?.state === "returned" && (
        <AnswerDefects caseId={caseId} application={application} />
      )}
      {choosable && (
        <ChooseCourt caseId={caseId} view={view} mediator={viewer.role === "mediator"} />
      )}
      {application?.state === "returned" && <Withdraw caseId={caseId} application={application} />}
      {application && (
        <div className="split paper">
          <div>
            <PaperFrame
              path={`/api/cases/${caseId}/confirmation/paper?revision=${application.revision}`}
              title={t("confirmation.paper")}
              name={`${t("confirmation.paper")}.pdf`}
            />
            {application.hasRuling && (
              <div className="above-16">
                <h2>{t("confirmation.ruling")}</h2>
                <PaperFrame
                  path={`/api/cases/${caseId}/confirmation/ruling`}
                  title={t("confirmation.ruling")}
                  name={`${application.rulingNumber}.pdf`}
                />
              </div>
            )}
            {application.state === "confirmed" && !application.hasRuling && (
              <Notice>{t("confirmation.rulingToCome")}</Notice>
            )}
          </div>
          <div className="side">
            <Sign caseId={caseId} viewer={viewer} application={application} />
          </div>
        </div>
      )}
      {view.earlier.length > 0 && (
        <section className="card">
          <h2>{t("confirmation.earlier")}</h2>
          <ul>
            {view.earlier.map((one, index) => (
              <li key={index}>
                {one.courtName} <Badge>{t(`confirmation.state.${one.state}`)}</Badge>
                {one.ground && ` ${t(`confirmation.grounds.${one.ground}`)}`} {one.reason}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Sign({
  caseId,
  viewer,
  application,
}: {
  caseId: string;
  viewer: Viewer;
  application: Application;
}) {
  const { t } = useTranslation();
  const readAgain = useReadAgain();
  if (needsCorrection(application)) return null;
  if (application.mySigning.may)
    return (
      <SignForm
        key={application.hash}
        of={application.hash}
        name={viewer.name}
        statement={t("confirmation.statement")}
        askCode={() =>
          call("POST /api/cases/:caseId/confirmation/code", { params: { caseId }, body: {} })
        }
        onSign={async (signature) => {
          await call("POST /api/cases/:caseId/confirmation/signatures", {
            params: { caseId },
            body: { ...signature, hash: application.hash },
          });
          await readAgain.case(caseId);
        }}
      />
    );
  const why = application.mySigning.refusal;
  return why &&
    viewer.role === "party" &&
    (application.state === "drafted" || application.state === "returned") ? (
    <Notice kind={why === "agreements/already-signed" ? "good" : "warn"}>
      {t(`agreements.why.${why.replace("/", ".")}`)}
    </Notice>
  ) : null;
}
