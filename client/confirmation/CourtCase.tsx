import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { PaperFrame } from "../agreements/PaperFrame.tsx";
import { CalendarNote } from "../cases/Deadline.tsx";
import { isShut } from "../transport/api.ts";
import { Badge } from "../ui/Badge.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Day } from "../ui/When.tsx";
import { Wrong } from "../ui/Wrong.tsx";
import { Decide } from "./Decide.tsx";
import { Supplements } from "./Supplements.tsx";
import { useCourtCase } from "./api.ts";

/** One application: documents on one side, checks and the decision on the other. */
export function CourtCase() {
  const { applicationId = "" } = useParams();
  const { t } = useTranslation();
  const [shown, setShown] = useState("agreement");
  const { data: view, error } = useCourtCase(applicationId);
  if (isShut(error, view))
    return (
      <main className="page narrow" id="main">
        <Wrong error={error} />
        <Link to="/court">{t("court.back")}</Link>
      </main>
    );
  if (!view) return <Loading what={t("court.opening")} />;
  return (
    <main className="page wide" id="main">
      <Wrong error={error} />
      <p className="small">
        <Link to="/court">← {t("court.back")}</Link>
      </p>
      <div className="row between">
        <h1>{view.title}</h1>
        <a className="button main" href={`/api/court/applications/${view.id}/package`} download>
          {t("court.download")}
        </a>
      </div>
      <p className="muted">
        {view.caseCode} · {view.organisation} · {t("agreements.effective")}{" "}
        <Day day={view.effectiveDay} /> · {t("cases.deadline.confirmation")}{" "}
        <Day day={view.deadline} />
        <CalendarNote day={view.deadline} certain={view.deadlineCertain} />
      </p>
      <div className="split">
        <section>
          <div
            className="row"
            role="tablist"
            aria-label={t("court.documents")}
            style={{ marginBottom: 10 }}
          >
            {view.documents.map((one) => (
              <button
                key={one.document}
                type="button"
                role="tab"
                aria-selected={shown === one.document}
                className={`button small ${shown === one.document ? "main" : "plain"}`}
                onClick={() => setShown(one.document)}
              >
                {t(`confirmation.document.${one.document}`)}
              </button>
            ))}
          </div>
          <PaperFrame
            key={shown}
            path={`/api/court/applications/${view.id}/documents/${shown}?revision=${view.revision}&state=${view.state}`}
            title={t(`confirmation.document.${shown}`)}
            name={`${shown}.pdf`}
          />
          <p className="small muted tabular">
            SHA-256 {view.documents.find((one) => one.document === shown)?.sha256.slice(0, 32)}… ·{" "}
            {t("court.pages", {
              count: view.documents.find((one) => one.document === shown)?.pages ?? 0,
            })}
          </p>
        </section>
        <div>
          <section className="card">
            <h2>{t("court.checks")}</h2>
            <ul className="bare">
              {view.checks.map((one) => (
                <li key={one.code} className="row" style={{ padding: "4px 0" }}>
                  <Badge kind={one.ok ? "good" : "bad"}>
                    {t(one.ok ? "court.ok" : "court.notOk")}
                  </Badge>
                  <button
                    type="button"
                    className="grow"
                    style={{
                      border: 0,
                      background: "none",
                      textAlign: "left",
                      cursor: "pointer",
                      padding: "6px 0",
                    }}
                    onClick={() => setShown(one.document)}
                  >
                    {t(`court.check.${one.code}`)}
                  </button>
                </li>
              ))}
            </ul>
          </section>
          {view.defects.length > 0 && (
            <section className="card">
              <h2>{t("court.answers")}</h2>
              {view.defects.map((one, index) => (
                <div key={index}>
                  <p>
                    <Badge>
                      {t(`confirmation.document.${one.document}`)} ·{" "}
                      {t(`confirmation.field.${one.field}`)}
                    </Badge>{" "}
                    {one.note}
                  </p>
                  {view.answers
                    .filter((answer) => answer.defect === index)
                    .map((answer) => (
                      <p key={answer.by} className="small">
                        <Badge kind="good">{answer.by}</Badge> {answer.note}
                      </p>
                    ))}
                </div>
              ))}
            </section>
          )}
          <Supplements supplements={view.supplements} />
          <Decide view={view} />
        </div>
      </div>
    </main>
  );
}
