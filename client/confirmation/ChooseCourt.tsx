import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ConfirmationView } from "../../shared/confirmation/contract.ts";
import { call } from "../transport/api.ts";
import { Button } from "../ui/Button.tsx";
import { Field } from "../ui/Field.tsx";
import { Notice } from "../ui/Notice.tsx";
import { Wrong } from "../ui/Wrong.tsx";
import { useKept } from "../ui/useKept.ts";
import { useReadAgain } from "../transport/readAgain.ts";

/**
 * The courts that may take the case; settled with the first signature, then the mediator's to
 * change, with a reason (R-C21).
 */
export function ChooseCourt({
  caseId,
  view,
  mediator,
}: {
  caseId: string;
  view: ConfirmationView;
  mediator: boolean;
}) {
  const { t } = useTranslation();
  const readAgain = useReadAgain();
  const drafted = view.application?.state === "drafted" ? view.application : null;
  const [courtId, setCourt] = useState(drafted?.courtId ?? "");
  const [reason, setReason, forget] = useKept(`reason for another court ${caseId} ${courtId}`, "");
  const save = useMutation({
    mutationFn: (chosen: string) =>
      call("POST /api/cases/:caseId/confirmation/court", {
        params: { caseId },
        body: { courtId: chosen, reason: chosen === drafted?.courtId ? "" : reason },
      }),
    onSuccess: () => forget(reason),
    onSettled: () => readAgain.case(caseId),
  });
  const settled = drafted?.changingCourt === "confirmation/court-settled";
  const needsReason = drafted?.changingCourt === "confirmation/reason-needed";
  return (
    <form
      className="card"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(courtId);
      }}
    >
      <h2>{t("confirmation.chooseCourt")}</h2>
      {drafted?.dataChanged && (
        <Notice kind="warn">
          <p>{t("confirmation.dataChanged")}</p>
          {drafted.updating === null ? (
            <Button small busy={save.isPending} onClick={() => save.mutate(drafted.courtId)}>
              {t("confirmation.update")}
            </Button>
          ) : (
            <p>{t("confirmation.updateByMediator")}</p>
          )}
        </Notice>
      )}
      <p className="muted">{t(settled ? "confirmation.courtSettled" : "confirmation.courtText")}</p>
      <fieldset disabled={settled} style={{ border: 0, padding: 0, margin: 0 }}>
        <legend className="visually-hidden">{t("confirmation.chooseCourt")}</legend>
        {view.courts.map((court) => (
          <label key={court.id} className="check">
            <input
              type="radio"
              name="court"
              value={court.id}
              checked={courtId === court.id}
              onChange={() => setCourt(court.id)}
            />
            <span>
              <strong>{court.name}</strong>
              <br />
              <span className="small muted">
                {court.reasons
                  .map((one) => t(`confirmation.reason.${one.reason}`, { who: one.who }))
                  .join(t("ui.semicolon"))}
              </span>
            </span>
          </label>
        ))}
      </fieldset>
      {needsReason && mediator && courtId !== drafted?.courtId && (
        <>
          <Notice kind="warn">{t("confirmation.changeVoids")}</Notice>
          <Field label={t("confirmation.changeReason")} hint={t("confirmation.changeReasonHint")}>
            <textarea
              required
              rows={2}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          </Field>
        </>
      )}
      <Wrong error={save.error} />
      {!settled && (
        <Button
          main={!drafted}
          type="submit"
          busy={save.isPending}
          disabled={!courtId || courtId === drafted?.courtId}
        >
          {t(drafted ? "confirmation.changeCourt" : "confirmation.prepare")}
        </Button>
      )}
    </form>
  );
}
