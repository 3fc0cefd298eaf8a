import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { type CheckStep, type CheckWay, checkSteps } from "../../shared/people/identityCheck.ts";
import { call } from "../transport/api.ts";
import { Button } from "../ui/Button.tsx";
import { Field } from "../ui/Field.tsx";
import { Notice } from "../ui/Notice.tsx";
import { Wrong } from "../ui/Wrong.tsx";
import { useReadAgain } from "../transport/readAgain.ts";

/** Four digits at a time, as one reads a card aloud. */
const inGroups = (number: string) =>
  number.length === 18 ? number.replace(/^(.{6})(.{8})(.{4})$/, "$1 $2 $3") : number;

/**
 * One check of a document, step by step. The number is asked for, and shown, only when the check
 * begins.
 */
export function CheckGuide({
  caseId,
  person,
  way,
  onDone,
  onWrongNumber,
}: {
  caseId: string;
  person: { id: string; name: string };
  way: CheckWay;
  onDone: () => void;
  onWrongNumber: (() => void) | null;
}) {
  const { t } = useTranslation();
  const readAgain = useReadAgain();
  const params = { caseId, participantId: person.id };
  const [ticks, setTicks] = useState<CheckStep[]>([]);
  const [place, setPlace] = useState("");
  const begin = useMutation({
    mutationFn: () =>
      call("POST /api/cases/:caseId/participants/:participantId/identity-checks", {
        params,
        body: { way },
      }),
  });
  const finish = useMutation({
    mutationFn: (checkId: string) =>
      call("POST /api/cases/:caseId/participants/:participantId/identity-checks/done", {
        params,
        body: { checkId, ticks, place },
      }),
    onSuccess: async () => {
      await readAgain.parts(caseId, "case");
      onDone();
    },
  });
  const begun = begin.data;
  if (!begun)
    return (
      <>
        <p>{t(`people.check.lead.${way}`, { name: person.name })}</p>
        <p className="small muted">{t("people.check.onRecord")}</p>
        <Wrong error={begin.error} />
        <Button main busy={begin.isPending} onClick={() => begin.mutate()}>
          {t("people.check.begin")}
        </Button>
      </>
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    finish.mutate(begun.checkId);
  };
  const tick = (step: CheckStep, on: boolean) =>
    setTicks(on ? [...ticks, step] : ticks.filter((one) => one !== step));
  return (
    <form onSubmit={submit}>
      <dl className="kv check-card">
        <dt>{t("people.name")}</dt>
        <dd>{begun.name}</dd>
        <dt>{t(begun.idKind === "passport" ? "people.passport" : "people.residentId")}</dt>
        <dd className="tabular check-number">{inGroups(begun.idNumber)}</dd>
      </dl>
      {checkSteps.map((step) => (
        <label key={step} className="check">
          <input
            type="checkbox"
            checked={ticks.includes(step)}
            onChange={(event) => tick(step, event.target.checked)}
          />
          <span>{t(`people.check.step.${step}.${way}`)}</span>
        </label>
      ))}
      {way === "in-person" && (
        <Field label={t("people.check.place")} hint={t("people.check.placeHint")}>
          <input
            required
            minLength={2}
            maxLength={60}
            value={place}
            onChange={(event) => setPlace(event.target.value)}
          />
        </Field>
      )}
      <Notice kind="warn">{t("people.check.differs")}</Notice>
      <Wrong error={finish.error} />
      <div className="row">
        <Button
          main
          type="submit"
          busy={finish.isPending}
          disabled={ticks.length < checkSteps.length}
        >
          {t("people.check.confirm")}
        </Button>
        {onWrongNumber && (
          <Button plain onClick={onWrongNumber}>
            {t("people.check.correct")}
          </Button>
        )}
      </div>
    </form>
  );
}
