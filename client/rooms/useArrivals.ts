import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { playTest } from "./devices.ts";

const REMIND_MS = 30_000;

/**
 * Makes sure that somebody at the door is noticed: sound at each arrival and every 30 s, and the
 * title, until handled.
 */
export function useArrivals(waiting: { personId: string }[], on: boolean): void {
  const { t } = useTranslation();
  const known = useRef(new Set<string>());
  const ids = waiting.map((one) => one.personId).join(",");
  useEffect(() => {
    if (!on) return;
    const now = new Set(ids ? ids.split(",") : []);
    const fresh = [...now].some((id) => !known.current.has(id));
    known.current = now;
    document.title = now.size ? t("rooms.titleWaiting", { count: now.size }) : t("rooms.title");
    if (!now.size) return;
    if (fresh) playTest();
    const timer = setInterval(playTest, REMIND_MS);
    return () => clearInterval(timer);
  }, [ids, on, t]);
}
