import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { type Decision, defectFields, dismissGrounds, notAcceptGrounds, packageDocuments } from "../../shared/confirmation/application.ts";
import type { CourtView, Defect } from "../../shared/confirmation/contract.ts";
import { PaperFrame } from "../agreements/PaperFrame.tsx";
import { call } from "../transport/api.ts";
import { Badge, Button, Day, Field, Loading, Wrong } from "../ui/kit.tsx";

/** One application: documents on one side, checks and the decision on the other. */
export function CourtCase() {
  const { applicationId = "" } = useParams(),
    { t } = useTranslation(),
    [shown, setShown] = useState("agreement");
  const { data: view, error } = useQuery({
    queryKey: ["court", applicationId],
    queryFn: () => call("GET /api/court/applications/:applicationId", { params: { applicationId } }),
    staleTime: 60_000,
  });
  if (error)
    return (
      <main className="page narrow" id="main">
        <Wrong error={error} />
        <Link to="/court">{t("court.back")}</Link>
      </main>
    );
  if (!view) return <Loading what={t("court.opening")} />;
  return (
    <main className="page wide" id="main">
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
        {view.caseCode} · {view.organisation} · {t("agreements.effective")} <Day day={view.effectiveDay} /> ·{" "}
        {t("cases.deadline.confirmation")} <Day day={view.deadline} />
      </p>
      <div className="split">
        <section>
          <div className="row" role="tablist" aria-label={t("court.documents")} style={{ marginBottom: 10 }}>
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
            {t("court.pages", { count: view.documents.find((one) => one.document === shown)?.pages ?? 0 })}
          </p>
        </section>
        <div>
          <section className="card">
            <h2>{t("court.checks")}</h2>
            <ul style={{ listStyle: "none", padding: 0 }}>
              {view.checks.map((one) => (
                <li key={one.code} className="row" style={{ padding: "4px 0" }}>
                  <Badge kind={one.ok ? "good" : "bad"}>{t(one.ok ? "court.ok" : "court.notOk")}</Badge>
                  <button
                    type="button"
                    className="grow"
                    style={{ border: 0, background: "none", textAlign: "left", cursor: "pointer", padding: "6px 0" }}
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
                      {t(`confirmation.document.${one.document}`)} · {t(`confirmation.field.${one.field}`)}
                    </Badge>{" "}
                    {one.note}
                  </p>
                  {view.answers
                    .filter((answer) => answer.defect === index)
                    .map((answer, at) => (
                      <p key={at} className="small">
                        <Badge kind="good">{answer.by}</Badge> {answer.note}
                      </p>
                    ))}
                </div>
              ))}
            </section>
          )}
          <Decide view={view} />
        </div>
      </div>
    </main>
  );
}

function Decide({ view }: { view: CourtView }) {
  const { t } = useTranslation(),
    client = useQueryClient(),
    [decision, setDecision] = useState<Decision | "">(""),
    [defects, setDefects] = useState<Defect[]>([]),
    [ground, setGround] = useState(""),
    [reason, setReason] = useState(""),
    [rulingNumber, setNumber] = useState(""),
    [file, setFile] = useState<File | null>(null);
  const offered: Decision[] =
    view.state === "filed"
      ? ["accept", ...(view.returns === 0 ? (["return"] as const) : []), "not-accept"]
      : view.state === "docketed"
        ? ["confirm", "dismiss"]
        : [];
  const grounds = decision === "not-accept" ? notAcceptGrounds : decision === "dismiss" ? dismissGrounds : null;
  const save = useMutation({
    mutationFn: async () =>
      call("POST /api/court/applications/:applicationId/decision", {
        params: { applicationId: view.id },
        body: {
          decision: decision as Decision,
          revision: view.revision,
          defects: decision === "return" ? defects : [],
          ...(grounds ? { ground } : {}),
          reason,
          rulingNumber: decision === "confirm" ? rulingNumber : "",
          ...(decision === "confirm" && file ? { rulingPdf: await base64(file) } : {}),
        },
      }),
    onSuccess: () => {
      setDecision("");
      setDefects([]);
      setReason("");
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["court"] }),
  });
  if (offered.length === 0)
    return (
      <section className="card">
        <h2>{t(`confirmation.state.${view.state}`)}</h2>
        {view.rulingNumber && (
          <p>
            {t("confirmation.rulingNumber")} {view.rulingNumber}
          </p>
        )}
        {view.ground && <p>{t(`confirmation.grounds.${view.ground}`)}</p>}
        {view.reason && <p>{view.reason}</p>}
      </section>
    );
  const set = (index: number, change: Partial<Defect>) =>
    setDefects(defects.map((one, at) => (at === index ? { ...one, ...change } : one)));
  return (
    <form
      className="card"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <h2>{t("court.decide")}</h2>
      <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
        <legend className="visually-hidden">{t("court.decide")}</legend>
        {offered.map((one) => (
          <label key={one} className="check">
            <input
              type="radio"
              name="decision"
              value={one}
              checked={decision === one}
              onChange={() => {
                setDecision(one);
                setGround("");
                if (one === "return" && defects.length === 0) setDefects([{ document: "application", field: "address", note: "" }]);
              }}
            />
            <span>
              <strong>{t(`court.decision.${one}`)}</strong>
              <br />
              <span className="small muted">{t(`court.decisionText.${one}`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {decision === "return" && (
        <div className="stack">
          {defects.map((one, index) => (
            <div key={index} className="card quiet">
              <div className="grid-2">
                <Field label={t("court.defectDocument")}>
                  <select value={one.document} onChange={(event) => set(index, { document: event.target.value as Defect["document"] })}>
                    {packageDocuments.map((name) => (
                      <option key={name} value={name}>
                        {t(`confirmation.document.${name}`)}
                      </option>
                    ))}
                  </select>
                </Field>
                <Field label={t("court.defectField")}>
                  <select value={one.field} onChange={(event) => set(index, { field: event.target.value as Defect["field"] })}>
                    {defectFields.map((name) => (
                      <option key={name} value={name}>
                        {t(`confirmation.field.${name}`)}
                      </option>
                    ))}
                  </select>
                </Field>
              </div>
              <Field label={t("court.defectNote")}>
                <input required value={one.note} onChange={(event) => set(index, { note: event.target.value })} />
              </Field>
              {defects.length > 1 && (
                <Button small plain onClick={() => setDefects(defects.filter((_, at) => at !== index))}>
                  {t("ui.remove")}
                </Button>
              )}
            </div>
          ))}
          <Button small plain onClick={() => setDefects([...defects, { document: "agreement", field: "clauses", note: "" }])}>
            + {t("court.addDefect")}
          </Button>
        </div>
      )}
      {grounds && (
        <Field label={t("confirmation.ground")}>
          <select required value={ground} onChange={(event) => setGround(event.target.value)}>
            <option value="">{t("drafting.choose")}</option>
            {grounds.map((one) => (
              <option key={one} value={one}>
                {t(`confirmation.grounds.${one}`)}
              </option>
            ))}
          </select>
        </Field>
      )}
      {decision === "confirm" && (
        <>
          <Field label={t("confirmation.rulingNumber")} hint={t("court.numberHint")}>
            <input required value={rulingNumber} onChange={(event) => setNumber(event.target.value)} />
          </Field>
          <Field label={t("court.rulingPdf")} hint={t("court.rulingHint")}>
            <input type="file" accept="application/pdf" onChange={(event) => setFile(event.target.files?.[0] ?? null)} />
          </Field>
        </>
      )}
      {decision && decision !== "accept" && decision !== "confirm" && (
        <Field label={t("court.reason")}>
          <textarea rows={2} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
      )}
      <Wrong error={save.error} />
      <Button main block type="submit" busy={save.isPending} disabled={!decision}>
        {decision ? t(`court.decision.${decision}`) : t("court.decide")}
      </Button>
    </form>
  );
}

const base64 = (file: File) =>
  new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).split(",")[1] ?? "");
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
