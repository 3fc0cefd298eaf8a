import { useTranslation } from "react-i18next";
import { call } from "../transport/api.ts";
import { Dialog } from "../ui/Dialog.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Wrong } from "../ui/Wrong.tsx";
import { SessionList } from "./SessionList.tsx";
import { useStaffSessions } from "./api.ts";

/** A member of staff sees where the own account is signed in. */
export function StaffSessions({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useStaffSessions();
  const end = async (sessionId: string) => {
    await call("POST /api/staff/sessions/:sessionId/end", { params: { sessionId }, body: {} });
    if (data?.some((one) => one.id === sessionId && one.current)) return location.reload();
    await refetch();
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
