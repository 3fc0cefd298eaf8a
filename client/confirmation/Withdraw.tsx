import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { call } from "../transport/api.ts";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { Wrong } from "../ui/Wrong.tsx";
import type { Application } from "./ConfirmationPanel.tsx";
import { useReadAgain } from "../transport/readAgain.ts";

/**
 * Every party agrees to withdraw a returned application, so that another court can be asked
 * (R-C25).
 */
export function Withdraw({ caseId, application }: { caseId: string; application: Application }) {
  const { t } = useTranslation();
  const readAgain = useReadAgain();
  const [asking, setAsking] = useState(false);
  const { agreedParties, mayAgree } = application.withdrawal;
  const agree = useMutation({
    mutationFn: () =>
      call("POST /api/cases/:caseId/confirmation/withdraw", { params: { caseId }, body: {} }),
    onSuccess: () => setAsking(false),
    onSettled: () => readAgain.case(caseId),
  });
  const names = application.signers
    .filter((one) => agreedParties.includes(one.partyId))
    .map((one) => one.name);
  if (!mayAgree && names.length === 0) return null;
  return (
    <section className="card">
      <h2>{t("confirmation.withdraw.title")}</h2>
      <p>{t("confirmation.withdraw.text", { court: application.courtName })}</p>
      {names.length > 0 && (
        <p>{t("confirmation.withdraw.agreed", { names: names.join(t("ui.and")) })}</p>
      )}
      {mayAgree && (
        <Button plain onClick={() => setAsking(true)}>
          {t("confirmation.withdraw.agree")}
        </Button>
      )}
      {asking && (
        <Dialog title={t("confirmation.withdraw.title")} onClose={() => setAsking(false)}>
          <p>{t("confirmation.withdraw.sure", { court: application.courtName })}</p>
          <Wrong error={agree.error} />
          <div className="row">
            <Button danger busy={agree.isPending} onClick={() => agree.mutate()}>
              {t("confirmation.withdraw.agree")}
            </Button>
            <Button plain onClick={() => setAsking(false)}>
              {t("ui.cancel")}
            </Button>
          </div>
        </Dialog>
      )}
    </section>
  );
}
