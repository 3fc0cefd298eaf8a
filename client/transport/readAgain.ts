import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import type { CasePart } from "../../shared/rooms/contract.ts";

/** What is read of a case, part by part; the server's news name the parts that they know. */
export type ReadPart = CasePart | "party" | "preflight" | "sessions" | "timeline" | "wordings";

/**
 * The key of something read of one case. Everything of the case begins alike, and so does each
 * part.
 */
export const ofCase = (caseId: string, part: ReadPart, ...more: string[]) => [
  "case",
  caseId,
  part,
  ...more,
];

/**
 * Who one is: asked anew when a session has ended, or when a step in the case is to be done again.
 */
export const WHO = "who";
export const whoKey = (...more: (string | undefined)[]) => [WHO, ...more];

const readersOf = (client: QueryClient) => ({
  /** These parts of a case. */
  parts: (caseId: string, ...parts: ReadPart[]) =>
    Promise.all(
      parts.map((part) => client.invalidateQueries({ queryKey: ofCase(caseId, part) })),
    ).then(() => {}),
  /** All of a case. */
  case: (caseId: string) => client.invalidateQueries({ queryKey: ["case", caseId] }),
  who: () => client.invalidateQueries({ queryKey: [WHO] }),
  everything: () => client.invalidateQueries(),
});

export type ReadAgain = ReturnType<typeof readersOf>;

/** Reads anew what a step has changed. */
export function useReadAgain(): ReadAgain {
  const client = useQueryClient();
  return useMemo(() => readersOf(client), [client]);
}
