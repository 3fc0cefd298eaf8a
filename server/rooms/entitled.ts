import { passFor } from "../../shared/rooms/passFor.ts";
import type { Parts } from "../parts.ts";
import { openSessionsOf } from "../people/asNow.ts";
import { identityOf } from "./mediaNames.ts";
import { openSessions } from "./sessions.ts";

/** One talk of an open session, by the name of its room at the media server. */
export type Watched = { caseId: string; media: string };

/** Every talk of these open sessions. */
export const talksOf = (sessions: Awaited<ReturnType<typeof openSessions>>): Watched[] =>
  sessions.flatMap(({ caseId, session }) => session.talks.map(({ media }) => ({ caseId, media })));

/**
 * Who may be in this talk's room now, by their identities there; null once it is closed or has
 * moved.
 */
export async function entitledTo(
  { db, now }: Pick<Parts, "db" | "now">,
  { caseId, media }: Watched,
): Promise<ReadonlySet<string> | null> {
  const [open] = await openSessions(db, { caseId });
  if (!open?.session.talks.some((talk) => talk.media === media)) return null;
  const { session, mediatorId } = open;
  const mayHear = (person: { id: string; leads: boolean }) =>
    passFor(session, person)?.talk.media === media;
  const participants = session.seats
    .map(({ personId }) => personId)
    .filter((id) => mayHear({ id, leads: false }));
  const staff = [mediatorId].filter((id) => mayHear({ id, leads: true }));
  const sessions = await openSessionsOf(db, { participants, staff }, now());
  return new Set(sessions.map(({ personId, id }) => identityOf(personId, id)));
}
