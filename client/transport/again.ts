import type { Problem } from "../../shared/refusal.ts";

const SOON_MS = 5000;
const PAUSED_MS = 60_000;

/**
 * How long to wait before asking again, in ms, where a refusal passes by itself; null where asking
 * again can't help.
 */
export function againAfter({ code, status, details }: Problem): number | null {
  const isOffline = status === 0;
  if (!isOffline && status !== 429 && status < 500) return null;
  const told = Number(details?.waitSeconds) * 1000;
  return told > 0 ? told : code === "drafting/paused" ? PAUSED_MS : SOON_MS;
}
