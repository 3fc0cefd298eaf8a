import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { needsCorrection } from "../../shared/confirmation/application.ts";
import type { ConfirmationView } from "../../shared/confirmation/contract.ts";
import { PaperFrame } from "../agreements/PaperFrame.tsx";
import { SignForm } from "../agreements/SignForm.tsx";
import type { Viewer } from "../cases/CaseTabs.tsx";
import { Deadline } from "../cases/NextStepCard.tsx";
import { useTitle } from "../people/titles.ts";
import { call } from "../transport/api.ts";
import { Badge, Button, Empty, Field, Loading, Notice, When, Wrong } from "../ui/kit.tsx";

type Application = NonNullable<ConfirmationView["application"]>;

/** The joint application for judicial confirmation: court, papers, signatures, filing, and what the court says. */
export default function ConfirmationPanel({ caseId, viewer }: { caseId: string; viewer: Viewer }) {
  const { t } = useTranslation(),
    { data: view, error } = useQuery({
      queryKey: ["confirmation", caseId],
      queryFn: () => call("GET /api/cases/:caseId/confirmation", { params: { caseId } }),
    });
  if (error) return <Wrong error={error} />;
  if (!view) return <Loading />;
  if (!view.effectiveDay || !view.deadline) return <Empty>{t("confirmation.notYet")}</Empty>;
  const { application } = view,
    open = !application || application.state === "drafted" || application.state === "returned",
    owes = application !== null && needsCorrection(application);
  return (
    <>
      <section className="card">
        <h2>{t("confirmation.title")}</h2>
        <p>{t("confirmation.what")}</p>
        {open && (
          <p>
            <Deadline
              deadline={{ day: view.deadline, daysLeft: view.daysLeft ?? 0, of: "confirmation", met: Boolean(application?.filedAt) }}
            />
          </p>
        )}
      </section>
      {application && <Status caseId={caseId} application={application} />}
      {application && application.state === "returned" && <Correct caseId={caseId} application={application} />}
      {open && !owes && <ChooseCourt caseId={caseId} view={view} />}
      {application && (
        <div className="split paper">
          <div>
            <PaperFrame
              path={`/api/cases/${caseId}/confirmation/paper?revision=${application.revision}`}
              title={t("confirmation.paper")}
              name={`${t("confirmation.paper")}.pdf`}
            />
            {application.hasRuling && (
              <div style={{ marginTop: 16 }}>
                <h2>{t("confirmation.ruling")}</h2>
                <PaperFrame
                  path={`/api/cases/${caseId}/confirmation/ruling`}
                  title={t("confirmation.ruling")}
                  name={`${application.rulingNumber}.pdf`}
                />
              </div>
            )}
          </div>
          <div className="side">
            <Sign caseId={caseId} viewer={viewer} application={application} />
          </div>
        </div>
      )}
    </>
  );
}

function Status({ caseId, application }: { caseId: string; application: Application }) {
  const titled = useTitle();
  const { t } = useTranslation(),
    client = useQueryClient();
  const file = useMutation({
    mutationFn: () => call("POST /api/cases/:caseId/confirmation/file", { params: { caseId }, body: {} }),
    onSettled: () => client.invalidateQueries({ predicate: (query) => query.queryKey[1] === caseId }),
  });
  const editable = application.state === "drafted" || (application.state === "returned" && !needsCorrection(application));
  return (
    <section className="card next">
      <div className="row between">
        <p className="say">{t(`confirmation.say.${application.state}`, { court: application.courtName })}</p>
        <Badge kind={application.state === "confirmed" ? "good" : "accent"}>{t(`confirmation.state.${application.state}`)}</Badge>
      </div>
      {application.rulingNumber && (
        <p>
          {t("confirmation.rulingNumber")} {application.rulingNumber} {application.decidedAt && <When at={application.decidedAt} />}
        </p>
      )}
      {application.ground && <p>{t("confirmation.groundIs", { ground: t(`confirmation.grounds.${application.ground}`) })}</p>}
      {application.reason && <p>{application.reason}</p>}
      {editable && (
        <>
          <ul style={{ listStyle: "none", padding: 0 }}>
            {application.signers.map((one) => (
              <li key={one.partyId} className="row aligned">
                <Badge kind={one.signedAt ? "good" : ""}>
                  {t(one.signedAt ? "agreements.signer.signed" : "agreements.signer.waiting")}
                </Badge>
                <span className="grow">
                  {titled(one.title)} {one.name}
                  {one.by && one.by !== one.name && ` · ${t("agreements.signedBy", { name: one.by })}`}
                </span>
              </li>
            ))}
          </ul>
          <Wrong error={file.error} />
          {application.filing === null ? (
            <Button main busy={file.isPending} onClick={() => file.mutate()}>
              {t("confirmation.file")}
            </Button>
          ) : (
            <p className="muted">{t(`confirmation.filing.${application.filing.replace("/", ".")}`)}</p>
          )}
        </>
      )}
    </section>
  );
}

function ChooseCourt({ caseId, view }: { caseId: string; view: ConfirmationView }) {
  const { t } = useTranslation(),
    client = useQueryClient(),
    [courtId, setCourt] = useState(view.application?.courtId ?? "");
  const save = useMutation({
    mutationFn: () => call("POST /api/cases/:caseId/confirmation/court", { params: { caseId }, body: { courtId } }),
    onSettled: () => client.invalidateQueries({ predicate: (query) => query.queryKey[1] === caseId }),
  });
  const signed = view.application?.signers.some((one) => one.signedAt);
  return (
    <form
      className="card"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <h2>{t("confirmation.chooseCourt")}</h2>
      <p className="muted">{t("confirmation.courtText")}</p>
      <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
        <legend className="visually-hidden">{t("confirmation.chooseCourt")}</legend>
        {view.courts.map((court) => (
          <label key={court.id} className="check">
            <input type="radio" name="court" value={court.id} checked={courtId === court.id} onChange={() => setCourt(court.id)} />
            <span>
              <strong>{court.name}</strong>
              <br />
              <span className="small muted">
                {court.reasons.map((one) => t(`confirmation.reason.${one.reason}`, { who: one.who })).join(t("ui.semicolon"))}
              </span>
            </span>
          </label>
        ))}
      </fieldset>
      {signed && courtId !== view.application?.courtId && <Notice kind="warn">{t("confirmation.changeVoids")}</Notice>}
      <Wrong error={save.error} />
      <Button main={!view.application} type="submit" busy={save.isPending} disabled={!courtId || courtId === view.application?.courtId}>
        {t(view.application ? "confirmation.changeCourt" : "confirmation.prepare")}
      </Button>
    </form>
  );
}

function Correct({ caseId, application }: { caseId: string; application: Application }) {
  const { t } = useTranslation(),
    client = useQueryClient(),
    [notes, setNotes] = useState<Record<number, string>>({});
  const save = useMutation({
    mutationFn: () =>
      call("POST /api/cases/:caseId/confirmation/correct", {
        params: { caseId },
        body: {
          answers: Object.entries(notes)
            .filter(([, note]) => note.trim())
            .map(([index, note]) => ({ defect: Number(index), note })),
        },
      }),
    onSuccess: () => {
      setNotes({});
      void client.invalidateQueries({ predicate: (query) => query.queryKey[1] === caseId });
    },
  });
  return (
    <form
      className="card"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <h2>{t("confirmation.defects")}</h2>
      <p>{t("confirmation.defectsText")}</p>
      {application.defects.map((one, index) => {
        const answer = application.answers.find((each) => each.defect === index);
        return (
          <div key={index} className="card quiet">
            <p>
              <Badge kind="bad">
                {t(`confirmation.document.${one.document}`)} · {t(`confirmation.field.${one.field}`)}
              </Badge>{" "}
              {one.note}
            </p>
            {answer && (
              <p className="small">
                <Badge kind="good">{answer.by}</Badge> {answer.note}
              </p>
            )}
            <Field label={t("confirmation.answer")}>
              <input value={notes[index] ?? ""} onChange={(event) => setNotes({ ...notes, [index]: event.target.value })} />
            </Field>
          </div>
        );
      })}
      <Wrong error={save.error} />
      <Button type="submit" busy={save.isPending} disabled={!Object.values(notes).some((note) => note.trim())}>
        {t("confirmation.sendAnswers")}
      </Button>
    </form>
  );
}

function Sign({ caseId, viewer, application }: { caseId: string; viewer: Viewer; application: Application }) {
  const { t } = useTranslation(),
    client = useQueryClient();
  if (needsCorrection(application)) return null;
  if (application.mySigning.may)
    return (
      <SignForm
        key={application.hash}
        name={viewer.name}
        statement={t("confirmation.statement")}
        askCode={() => call("POST /api/cases/:caseId/confirmation/code", { params: { caseId }, body: {} })}
        onSign={async (signature) => {
          await call("POST /api/cases/:caseId/confirmation/signatures", {
            params: { caseId },
            body: { ...signature, hash: application.hash },
          });
          await client.invalidateQueries({ predicate: (query) => query.queryKey[1] === caseId });
        }}
      />
    );
  const why = application.mySigning.refusal;
  return why && viewer.role === "party" && (application.state === "drafted" || application.state === "returned") ? (
    <Notice kind={why === "agreements/already-signed" ? "good" : "warn"}>{t(`agreements.why.${why.replace("/", ".")}`)}</Notice>
  ) : null;
}
