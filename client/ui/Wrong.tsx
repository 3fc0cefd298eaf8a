import { useTranslation } from "react-i18next";
import { Refused } from "../transport/api.ts";
import { Notice } from "./Notice.tsx";

/** What went wrong and what to do; an unknown fault carries its number. */
export function Wrong({ error }: { error: unknown }) {
  const { t } = useTranslation();
  if (!error) return null;
  const refused = error instanceof Refused ? error.problem : null;
  return (
    <Notice kind="bad">
      <p>
        {refused?.title ?? t("ui.unknown")} <WaitTime of={refused?.details?.waitSeconds} />
      </p>
      {refused?.code === "request/unknown" && refused.requestId && (
        <p className="small">
          {t("ui.number")} {refused.requestId.slice(0, 8)}
        </p>
      )}
    </Notice>
  );
}

/**
 * How long until it is worth trying again; in whole minutes or hours once it is longer, so that
 * nobody counts seconds.
 */
function WaitTime({ of: seconds }: { of: unknown }) {
  const { t } = useTranslation();
  if (typeof seconds !== "number") return null;
  if (seconds <= 90) return <span>{t("ui.waitSeconds", { count: Math.ceil(seconds) })}</span>;
  const minutes = Math.ceil(seconds / 60);
  if (seconds <= 90 * 60) return <span>{t("ui.waitMinutes", { count: minutes })}</span>;
  return <span>{t("ui.waitHours", { count: Math.ceil(seconds / 3600) })}</span>;
}
