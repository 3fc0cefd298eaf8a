import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { call } from "../transport/api.ts";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Wrong } from "../ui/Wrong.tsx";
import { SessionList } from "../people/SessionList.tsx";
import { useReadAgain } from "../transport/readAgain.ts";
import { useTheirSessions } from "../people/api.ts";

/**
 * Where one person of the case is signed in; staff can end it, for a lost phone or a shared
 * computer.
 */
export function PersonSessions({
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
  const params = { caseId, participantId: person.id };
  const { data, error } = useTheirSessions(caseId, person.id);
  const end = async (sessionId?: string) => {
    const body = sessionId === undefined ? {} : { sessionId };
    await call("POST /api/cases/:caseId/participants/:participantId/sessions/end", {
      params,
      body,
    });
    await readAgain.parts(caseId, "sessions");
  };
  const all = useMutation({ mutationFn: () => end() });
  return (
    <Dialog title={t("people.sessions.of", { name: person.name })} onClose={onClose}>
      <p className="muted">{t("people.sessions.ofText")}</p>
      <Wrong error={error ?? all.error} />
      {!data && !error && <Loading />}
      {data && <SessionList sessions={data} onEnd={end} />}
      {data && data.length > 1 && (
        <Button plain busy={all.isPending} onClick={() => all.mutate()}>
          {t("people.sessions.endAll")}
        </Button>
      )}
    </Dialog>
  );
}
