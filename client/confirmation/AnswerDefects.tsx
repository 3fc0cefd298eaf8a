import { useTranslation } from "react-i18next";
import { call } from "../transport/api.ts";
import { Badge } from "../ui/Badge.tsx";
import { Button } from "../ui/Button.tsx";
import { Field } from "../ui/Field.tsx";
import { Wrong } from "../ui/Wrong.tsx";
import { useKept, useSend } from "../ui/useKept.ts";
import type { Application } from "./ConfirmationPanel.tsx";
import { useReadAgain } from "../transport/readAgain.ts";

const NONE: Record<number, string> = {};

/** What the court wants put right, point by point, and how it was. */
export function AnswerDefects({
  caseId,
  application,
}: {
  caseId: string;
  application: Application;
}) {
  const { t } = useTranslation();
  const readAgain = useReadAgain();
  const mine = `answers to ${application.id}`; // an application is returned once: its defects stay the same
  const [notes, setNotes, forget] = useKept(mine, NONE);
  const save = useSend(mine, {
    mutationFn: (sent: typeof notes) =>
      call("POST /api/cases/:caseId/confirmation/correct", {
        params: { caseId },
        body: {
          answers: Object.entries(sent)
            .filter(([, note]) => note.trim())
            .map(([index, note]) => ({ defect: Number(index), note })),
        },
      }),
    onSuccess: (_, sent) => {
      forget(sent);
      void readAgain.case(caseId);
    },
  });
  return (
    <form
      className="card"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(notes);
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
                {t(`confirmation.document.${one.document}`)} ·{" "}
                {t(`confirmation.field.${one.field}`)}
              </Badge>{" "}
              {one.note}
            </p>
            {answer && (
              <p className="small">
                <Badge kind="good">{answer.by}</Badge> {answer.note}
              </p>
            )}
            <Field label={t("confirmation.answer")}>
              <input
                value={notes[index] ?? ""}
                onChange={(event) => setNotes({ ...notes, [index]: event.target.value })}
              />
            </Field>
          </div>
        );
      })}
      <Wrong error={save.error} />
      <Button
        type="submit"
        busy={save.isPending}
        disabled={!Object.values(notes).some((note) => note.trim())}
      >
        {t("confirmation.sendAnswers")}
      </Button>
    </form>
  );
}
