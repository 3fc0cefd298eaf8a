import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { CaseView } from "../../shared/cases/contract.ts";
import type { NextKey } from "../../shared/cases/step.ts";
import { Deadline } from "./Deadline.tsx";
import { Button } from "../ui/Button.tsx";
import { useReadAgain } from "../transport/readAgain.ts";

/** Which tab the one main button leads to. */
const places: Partial<Record<NextKey, string>> = {
  draft: "draft",
  consent: "draft",
  sign: "agreement",
  "wait-signatures": "agreement",
  "mediator-sign": "agreement",
  "wait-mediator": "agreement",
  "wait-seal": "agreement",
  declined: "agreement",
  "answer-reopen": "agreement",
  "wait-reopen": "agreement",
  apply: "confirmation",
  "sign-application": "confirmation",
  "wait-application": "confirmation",
  file: "confirmation",
  correct: "confirmation",
  "wait-court": "confirmation",
  confirmed: "confirmation",
  "not-accepted": "confirmation",
  dismissed: "confirmation",
  "room-open": "room",
};

/**
 * Steps in which somebody else acts or nothing is left to do: the button shows, it does not send.
 */
const justSee: NextKey[] = [
  "wait-signatures",
  "wait-mediator",
  "wait-seal",
  "declined",
  "wait-reopen",
  "wait-application",
  "wait-court",
  "confirmed",
  "not-accepted",
  "dismissed",
];

/** One sentence about what is next and who waits for whom, and one main button. */
export function NextStepCard({ view, base }: { view: CaseView; base: string }) {
  const { t } = useTranslation();
  const readAgain = useReadAgain();
  const { key, waitingFor } = view.next;
  const place = places[key];
  const names = waitingFor.join(t("ui.and"));
  return (
    <section className="card next" aria-label={t("cases.next")}>
      <p className="say">{t(`cases.nextStep.${key}`, { names })}</p>
      {view.deadline && (
        <p className="muted">
          <Deadline deadline={view.deadline} />
        </p>
      )}
      <div className="row">
        {key === "enter" && (
          <Button main onClick={() => void readAgain.who()}>
            {t("cases.goOn")}
          </Button>
        )}
        {place && (
          <Link className="button main" to={`${base}/${place}`}>
            {t(
              key === "answer-reopen"
                ? "cases.answer"
                : `cases.${justSee.includes(key) ? "see" : "go"}.${place}`,
            )}
          </Link>
        )}
        {key !== "room-open" && key !== "enter" && view.open && (
          <Link className={`button ${place ? "plain" : "main"}`} to={`${base}/room`}>
            {t("cases.go.room")}
          </Link>
        )}
      </div>
      {!view.videoAvailable && <p className="small muted above-10">{t("cases.videoOff")}</p>}
    </section>
  );
}
