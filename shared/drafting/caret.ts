import { isClauseId } from "./allowed.ts";

type Id = { client: number; clock: number };

/** A place in the text as Yjs says it: numbers only. */
export type Place = { type: Id | null; item: Id | null; assoc: number };
export type Cursor = { anchor: Place; head: Place };
export type Pointed = { clientId: number; clauseId: string | null; cursor: Cursor | null };

const record = (value: unknown): Record<string, unknown> | null =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;

const isCount = (value: unknown, below: number): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= 0 && value < below;

export const isClientId = (value: unknown): value is number => isCount(value, 2 ** 32) && value > 1;

/** undefined: not of this shape. Yjs leaves a part out or says null when it has none. */
function idOf(value: unknown): Id | null | undefined {
  if (value === null || value === undefined) return null;
  const given = record(value);
  return given && isCount(given.client, 2 ** 32) && isCount(given.clock, 2 ** 48)
    ? { client: given.client, clock: given.clock }
    : undefined;
}

function placeOf(value: unknown): Place | undefined {
  const given = record(value);
  const type = idOf(given?.type);
  const item = idOf(given?.item);
  const assoc = given?.assoc ?? 0;
  return given && type !== undefined && item !== undefined && (assoc === 0 || assoc === -1)
    ? { type, item, assoc }
    : undefined;
}

/**
 * R-D35. What a page may say of its caret: whose page, in which clause, between which two places.
 * Anything else is not passed on.
 */
export function readPointed(message: unknown): Pointed | null {
  const given = record(message);
  if (
    !given ||
    !isClientId(given.clientId) ||
    !(given.clauseId === null || isClauseId(given.clauseId))
  )
    return null;
  const { clientId, clauseId } = given;
  const cursor = record(given.cursor);
  if (!cursor) return { clientId, clauseId, cursor: null };
  const anchor = placeOf(cursor.anchor);
  const head = placeOf(cursor.head);
  return anchor && head ? { clientId, clauseId, cursor: { anchor, head } } : null;
}
