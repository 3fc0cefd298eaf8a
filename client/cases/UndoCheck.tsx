import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { call } from "../transport/api.ts";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { Field } from "../ui/Field.tsx";
import { Wrong } from "../ui/Wrong.tsx";
import { useReadAgain } from "../transport/readAgain.ts";

/** Takes a check back, with the reason that stays on record. */
export function UndoCheck({
  caseId,
  person,
  onClose,
}: {
  caseId: string;
  person: { id: string; name: string };
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const readAgain = useReadAgain();
  const [reason, setReason] = useState("");
  const undo = useMutation({
    mutationFn: () =>
      call("POST /api/cases/:caseId/participants/:participantId/identity-checks/undo", {
        params: { caseId, participantId: person.id },
        body: { reason },
      }),
    onSuccess: async () => {
      await readAgain.parts(caseId, "case");
      onClose();
    },
  });
  return (
    <Dialog title={t("people.check.undoTitle", { name: person.name })} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          undo.mutate();
        }}
      >
        <p>{t("people.check.undoText")}</p>
        <Field label={t("people.check.undoReason")}>
          <input
            required
            maxLength={300}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </Field>
        <Wrong error={undo.error} />
        <div className="row">
          <Button danger type="submit" busy={undo.isPending}>
            {t("people.check.undo")}
          </Button>
          <Button plain onClick={onClose}>
            {t("ui.cancel")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
