import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { needsCorrection } from "../../shared/confirmation/application.ts";
import { useTitle } from "../people/titles.ts";
import { call } from "../transport/api.ts";
import { Badge } from "../ui/Badge.tsx";
import { Button } from "../ui/Button.tsx";
import { When } from "../ui/When.tsx";
import { Wrong } from "../ui/Wrong.tsx";
import type { Application } from "./ConfirmationPanel.tsx";
import { useReadAgain } from "../transport/readAgain.ts";

/** Where the application stands, who has signed it, and the press that files it. */
export function ApplicationStatus({
  caseId,
  application,
}: {
  caseId: string;
  application: Application;
}) {
  const titled = useTitle();
  const { t } = useTranslation();
  const readAgain = useReadAgain();
  const file = useMutation({
    mutationFn: () =>
      call("POST /api/cases/:caseId/confirmation/file", { params: { caseId }, body: {} }),
    onSettled: () => readAgain.case(caseId),
  });
  const editable =
    application.state === "drafted" ||
    (application.state === "returned" && !needsCorrection(application));
  return (
    <section className="card next">
      <div className="row between">
        <p className="say">
          {t(`confirmation.say.${application.state}`, { court: application.courtName })}
        </p>
        <Badge kind={application.state === "confirmed" ? "good" : "accent"}>
          {t(`confirmation.state.${application.state}`)}
        </Badge>
      </div>
      {application.rulingNumber && (
        <p>
          {t("confirmation.rulingNumber")} {application.rulingNumber}{" "}
          {application.decidedAt && <When at={application.decidedAt} />}
        </p>
      )}
      {application.ground && (
        <p>
          {t("confirmation.groundIs", { ground: t(`confirmation.grounds.${application.ground}`) })}
        </p>
      )}
      {application.reason && <p>{application.reason}</p>}
      {editable && (
        <>
          <ul className="bare">
            {application.signers.map((one) => (
              <li key={one.partyId} className="row aligned">
                <Badge kind={one.signedAt ? "good" : ""}>
                  {t(one.signedAt ? "agreements.signer.signed" : "agreements.signer.waiting")}
                </Badge>
                <span className="grow">
                  {titled(one.title)} {one.name}
                  {one.by &&
                    one.by !== one.name &&
                    ` · ${t("agreements.signedBy", { name: one.by })}`}
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
            <p className="muted">
              {t(`confirmation.filing.${application.filing.replace("/", ".")}`)}
            </p>
          )}
        </>
      )}
    </section>
  );
}
