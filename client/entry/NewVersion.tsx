import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "react-router";
import { hasNewer, onNewer } from "../transport/version.ts";
import { Button } from "../ui/Button.tsx";

/**
 * Offers the new version after a deploy, at a calm moment: never over the room, and only by a
 * press.
 */
export function NewVersion() {
  const { t } = useTranslation();
  const newer = useSyncExternalStore(onNewer, hasNewer);
  const inRoom = useLocation().pathname.endsWith("/room");
  if (!newer || inRoom) return null;
  return (
    <div className="new-version" role="status">
      <span className="grow">{t("ui.newVersion")}</span>
      <Button small main onClick={() => location.reload()}>
        {t("ui.update")}
      </Button>
    </div>
  );
}
