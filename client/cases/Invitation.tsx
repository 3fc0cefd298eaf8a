import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ParticipantView } from "../../shared/cases/contract.ts";
import { call } from "../transport/api.ts";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Wrong } from "../ui/Wrong.tsx";
import { useReadAgain } from "../transport/readAgain.ts";

/**
 * The personal link. A first one is made at once; a new one ends the one before and who came by it,
 * so it is asked first.
 */
export function Invitation({
  caseId,
  person,
  onClose,
}: {
  caseId: string;
  person: ParticipantView;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const readAgain = useReadAgain();
  const first = useRef(person.invitedAt === null);
  const [copied, setCopied] = useState(false);
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: () =>
      call("POST /api/cases/:caseId/participants/:participantId/invitation", {
        params: { caseId, participantId: person.id },
        body: {},
      }),
    onSuccess: () => readAgain.parts(caseId, "case"),
  });
  useEffect(() => {
    if (!first.current) return;
    first.current = false;
    mutate();
  }, [mutate]);
  return (
    <Dialog title={t("cases.linkOf", { name: person.name })} onClose={onClose}>
      <Wrong error={error} />
      {data ? (
        <>
          <p>{t("cases.linkText")}</p>
          <div className="row invitation">
            <img
              className="qr"
              alt={t("cases.qr")}
              src={`data:image/svg+xml,${encodeURIComponent(data.qr)}`}
            />
            <div className="grow">
              <input
                className="input"
                readOnly
                aria-label={t("cases.link")}
                value={data.url}
                onFocus={(event) => event.target.select()}
              />
              <div className="row above-8">
                <Button
                  small
                  onClick={() =>
                    void navigator.clipboard.writeText(data.url).then(() => setCopied(true))
                  }
                >
                  {copied ? t("cases.copied") : t("cases.copy")}
                </Button>
              </div>
            </div>
          </div>
        </>
      ) : person.invitedAt === null ? (
        isPending && <Loading />
      ) : (
        <>
          <p>{t("cases.inviteAgainText", { name: person.name })}</p>
          <div className="row">
            <Button main busy={isPending} onClick={() => mutate()}>
              {t("cases.inviteAgainNow")}
            </Button>
            <Button plain onClick={onClose}>
              {t("ui.cancel")}
            </Button>
          </div>
        </>
      )}
    </Dialog>
  );
}
