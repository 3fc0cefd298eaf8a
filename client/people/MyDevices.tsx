import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { call } from "../transport/api.ts";
import { Button } from "../ui/Button.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Wrong } from "../ui/Wrong.tsx";
import { SessionList } from "./SessionList.tsx";
import { useReadAgain } from "../transport/readAgain.ts";
import { useMySessions } from "./api.ts";

/** A party's own sign-ins, to be seen and ended. */
export function MyDevices({ caseId }: { caseId: string }) {
  const { t } = useTranslation();
  const readAgain = useReadAgain();
  const { data, error } = useMySessions(caseId);
  const again = () => Promise.all([readAgain.parts(caseId, "sessions"), readAgain.who()]);
  const others = useMutation({
    mutationFn: () => call("POST /api/me/sessions/end-others", { body: {} }),
    onSuccess: again,
  });
  return (
    <details className="card">
      <summary>{t("people.sessions.mine")}</summary>
      <p className="muted">{t("people.sessions.mineText")}</p>
      <Wrong error={error ?? others.error} />
      {!data && !error && <Loading />}
      {data && (
        <SessionList
          sessions={data}
          onEnd={(sessionId) =>
            call("POST /api/me/sessions/:sessionId/end", { params: { sessionId }, body: {} }).then(
              again,
            )
          }
        />
      )}
      {data && data.length > 1 && (
        <Button plain busy={others.isPending} onClick={() => others.mutate()}>
          {t("people.sessions.endOthers")}
        </Button>
      )}
    </details>
  );
}
