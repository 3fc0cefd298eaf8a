import type { Asker } from "../people/asker.ts";
import type { TimelineEntry } from "./contract.ts";

type About = TimelineEntry["about"];

/** What a line holds for one side only: the person it is about, and the words. */
const PRIVATE: Record<string, { of: "subject" | "actor"; words: string[] }> = {
  "rooms/declined": { of: "subject", words: ["reason"] },
  "people/check-undone": { of: "subject", words: ["reason"] },
  "people/address-confirmed": { of: "actor", words: ["electronicService", "onlineConsent"] },
};

/**
 * R-K2. Everybody reads that somebody was not let in, or that a check was taken back; why, only
 * that side and staff read (在线调解规则 29), as they alone are told in the room. `partyOf` names the
 * party of a person.
 */
export function timelineFor(
  asker: Asker,
  entry: TimelineEntry,
  partyOf: (personId: string | number | null | undefined) => string | undefined,
): TimelineEntry {
  const rule = PRIVATE[entry.event];
  if (asker.kind === "staff" || !rule) return entry;
  const party = partyOf(rule.of === "subject" ? entry.about.whoId : entry.actorId);
  if (party === asker.partyId) return entry;
  const about: About = Object.fromEntries(
    Object.entries(entry.about).filter(([name]) => !rule.words.includes(name)),
  );
  return { ...entry, about };
}
