/** "changed": how it read before a change. */
export type WordingKind = "changed" | "removed" | "restored";

/** How a clause read before `by` changed it. */
export type Wording = { id: string; by: string; at: string; paragraphs: string[] };

const CALM_MS = 60_000;
const SOON_MS = 5000;
const MUCH = 10;

/**
 * R-D37. Is the wording before this change worth keeping? After a minute, and at once when much of
 * it goes; never an empty one.
 */
export function keepsWording(before: string[], after: string[], sinceLastMs: number): boolean {
  const was = before.join("\n");
  const is = after.join("\n");
  if (was === is || !was.trim()) return false;
  return (
    sinceLastMs > CALM_MS ||
    (sinceLastMs > SOON_MS && (was.length - is.length >= MUCH || !is.trim()))
  );
}
