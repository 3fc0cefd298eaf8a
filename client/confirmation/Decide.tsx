import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  type Decision,
  defectFields,
  dismissGrounds,
  notAcceptGrounds,
  openDecisions,
} from "../../shared/confirmation/application.ts";
import type { CourtView, Defect } from "../../shared/confirmation/contract.ts";
import { rulingRefusal } from "../../shared/confirmation/filed.ts";
import { packageDocuments } from "../../shared/confirmation/packagePapers.ts";
import { call } from "../transport/api.ts";
import { Button } from "../ui/Button.tsx";
import { Field } from "../ui/Field.tsx";
import { Wrong } from "../ui/Wrong.tsx";
import { useKept } from "../ui/useKept.ts";
import { base64Of, LateRuling } from "./LateRuling.tsx";
import { useReadCourtAgain } from "./api.ts";

type Form = {
  decision: Decision | "";
  defects: Defect[];
  ground: string;
  reason: string;
  rulingNumber: string;
};

const EMPTY: Form = { decision: "", defects: [], ground: "", reason: "", rulingNumber: "" };
const FIRST_DEFECT: Defect = { document: "application", field: "address", note: "" };
const NEXT_DEFECT: Defect = { document: "agreement", field: "clauses", note: "" };

/** The clerk's answer, offered by the same rule that the court's door asks. */
export function Decide({ view }: { view: CourtView }) {
  const { t } = useTranslation();
  const readCourtAgain = useReadCourtAgain();
  const [form, keep, forget] = useKept(
    `decision on ${view.id} ${view.revision} ${view.state}`,
    EMPTY,
  );
  const { decision, defects, ground, reason, rulingNumber } = form;
  const [file, setFile] = useState<File | null>(null);
  const put = (change: Partial<Form>) => keep({ ...form, ...change });
  const offered = openDecisions(view);
  const grounds =
    decision === "not-accept" ? notAcceptGrounds : decision === "dismiss" ? dismissGrounds : null;
  const saysWhy = decision !== "" && decision !== "accept" && decision !== "confirm";
  const save = useMutation({
    mutationFn: async () =>
      call("POST /api/court/applications/:applicationId/decision", {
        params: { applicationId: view.id },
        body: {
          decision: decision as Decision,
          revision: view.revision,
          defects: decision === "return" ? defects : [],
          ...(grounds ? { ground } : {}),
          reason: saysWhy ? reason : "",
          rulingNumber: decision === "confirm" ? rulingNumber : "",
          ...(decision === "confirm" && file ? { rulingPdf: await base64Of(file) } : {}),
        },
      }),
    onSuccess: () => forget(form),
    onSettled: readCourtAgain,
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
        {rulingRefusal(view) === null && <LateRuling applicationId={view.id} />}
      </section>
    );
  const set = (index: number, change: Partial<Defect>) =>
    put({ defects: defects.map((one, at) => (at === index ? { ...one, ...change } : one)) });
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
              onChange={() =>
                put({
                  decision: one,
                  ground: "",
                  defects: one === "return" && defects.length === 0 ? [FIRST_DEFECT] : defects,
                })
              }
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
                  <select
                    value={one.document}
                    onChange={(event) =>
                      set(index, { document: event.target.value as Defect["document"] })
                    }
                  >
                    {packageDocuments.map((name) => (
                      <option key={name} value={name}>
                        {t(`confirmation.document.${name}`)}
                      </option>
                    ))}
                  </select>
                </Field>
                <Field label={t("court.defectField")}>
                  <select
                    value={one.field}
                    onChange={(event) =>
                      set(index, { field: event.target.value as Defect["field"] })
                    }
                  >
                    {defectFields.map((name) => (
                      <option key={name} value={name}>
                        {t(`confirmation.field.${name}`)}
                      </option>
                    ))}
                  </select>
                </Field>
              </div>
              <Field label={t("court.defectNote")}>
                <input
                  required
                  value={one.note}
                  onChange={(event) => set(index, { note: event.target.value })}
                />
              </Field>
              {defects.length > 1 && (
                <Button
                  small
                  plain
                  onClick={() => put({ defects: defects.filter((_, at) => at !== index) })}
                >
                  {t("ui.remove")}
                </Button>
              )}
            </div>
          ))}
          <Button small plain onClick={() => put({ defects: [...defects, NEXT_DEFECT] })}>
            + {t("court.addDefect")}
          </Button>
        </div>
      )}
      {grounds && (
        <Field label={t("confirmation.ground")}>
          <select required value={ground} onChange={(event) => put({ ground: event.target.value })}>
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
            <input
              required
              value={rulingNumber}
              onChange={(event) => put({ rulingNumber: event.target.value })}
            />
          </Field>
          <Field label={t("court.rulingPdf")} hint={t("court.rulingHint")}>
            <input
              type="file"
              accept="application/pdf"
              onChange={(event) => setFile(event.target.files?.[0] ?? null)}
            />
          </Field>
        </>
      )}
      {saysWhy && (
        <Field label={t("court.reason")}>
          <textarea
            rows={2}
            value={reason}
            onChange={(event) => put({ reason: event.target.value })}
          />
        </Field>
      )}
      <Wrong error={save.error} />
      <Button main block type="submit" busy={save.isPending} disabled={!decision}>
        {decision ? t(`court.decision.${decision}`) : t("court.decide")}
      </Button>
    </form>
  );
}
