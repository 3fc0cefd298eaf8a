import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { call } from "../transport/api.ts";
import { Dialog } from "../ui/Dialog.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Wrong } from "../ui/Wrong.tsx";
import { SessionList } from "./SessionList.tsx";

/** A member of staff sees where the own account is signed in. */
export function StaffSessions({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { data, error } = useQuery({
    queryKey: ["staff-sessions"],
    queryFn: () => call("GET /api/staff/sessions"),
    gcTime: 0,
  });
  const end = async (sessionId: string) => {
    await call("POST /api/staff/sessions/:sessionId/end", { params: { sessionId }, body: {} });
    if (data?.some((one) => one.id === sessionId && one.current)) return location.reload();
    await client.invalidateQueries({ queryKey: ["staff-sessions"] });
  };
  return (
    <Dialog title={t("people.sessions.mine")} onClose={onClose}>
      <p className="muted">{t("people.sessions.staffText")}</p>
      <Wrong error={error} />
      {!data && !error && <Loading />}
      {data && <SessionList sessions={data} onEnd={end} />}
    </Dialog>
  );
}
