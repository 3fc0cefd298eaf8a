import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { call } from "../transport/api.ts";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Wrong } from "../ui/Wrong.tsx";
import { SessionList } from "../people/SessionList.tsx";

/** Where one person of the case is signed in; staff can end it, for a lost phone or a shared computer. */
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
  const client = useQueryClient();
  const params = { caseId, participantId: person.id };
  const queryKey = ["sessions", caseId, person.id];
  const { data, error } = useQuery({
    queryKey,
    queryFn: () => call("GET /api/cases/:caseId/participants/:participantId/sessions", { params }),
    gcTime: 0,
  });
  const end = async (sessionId?: string) => {
    const body = sessionId === undefined ? {} : { sessionId };
    await call("POST /api/cases/:caseId/participants/:participantId/sessions/end", {
      params,
      body,
    });
    await client.invalidateQueries({ queryKey });
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
