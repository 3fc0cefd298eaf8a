import { sql } from "kysely";
import type { Asker, ParticipantAsker } from "../../shared/people/asker.ts";
import { Refusal } from "../../shared/refusal.ts";
import type { Database, Tx } from "../storage/database.ts";
import { askerOf } from "./participants.ts";
import { staffOf } from "./staffAccounts.ts";

/**
 * Sessions that have not run out: each is timed by the clock that wrote it, one of staff by the
 * account library, which knows this process's only.
 */
const openParticipantSessions = (db: Database, now: Date) =>
  db
    .selectFrom("participant_session")
    .select(["id", "participant_id as personId"])
    .where("expires_at", ">", now);

type Session = { id: string; personId: string };

const openStaffSessions = async (
  db: Database,
  column: "id" | "userId",
  values: string[],
): Promise<Session[]> =>
  (
    await sql<Session>`
      select id, "userId" as "personId" from "session" where ${sql.ref(column)} in (${sql.join(values)}) and "expiresAt" > ${new Date()}`.execute(
      db,
    )
  ).rows;

/**
 * Whether the session that was shown still stands. What the product does by itself, as in the demo,
 * shows none.
 */
async function isOpen(tx: Tx, { kind, sessionId }: Asker, now: Date): Promise<boolean> {
  if (sessionId === null) return true;
  if (kind === "staff") return (await openStaffSessions(tx, "id", [sessionId])).length > 0;
  return (
    (await openParticipantSessions(tx, now).where("id", "=", sessionId).executeTakeFirst()) !==
    undefined
  );
}

async function participantNow(
  tx: Tx,
  { id, sessionId }: ParticipantAsker,
): Promise<ParticipantAsker | null> {
  const row = await tx
    .selectFrom("participant")
    .selectAll()
    .where("id", "=", id)
    .executeTakeFirst();
  return row ? askerOf(row, sessionId) : null;
}

/**
 * R-P31. Who asks, as the rows say inside the change itself. The door was passed a moment ago: a
 * session that has ended since, a check taken back, another name or authority count at once. The
 * clock is read here, not before the wait for the lock.
 */
export async function asNow<A extends Asker>(tx: Tx, asked: A, now: () => Date): Promise<A> {
  const asker =
    asked.kind === "participant"
      ? await participantNow(tx, asked)
      : await staffOf(tx, asked.id, asked.sessionId);
  if (!asker || !(await isOpen(tx, asked, now()))) throw new Refusal("people/sign-in-needed");
  return asker as A; // of the same kind as the one who asked
}

/** Which of these sessions still stand. */
export async function openAmong(
  db: Database,
  held: Asker[],
  now: Date,
): Promise<ReadonlySet<string>> {
  const ids = (kind: Asker["kind"]) =>
    held.flatMap((one) => (one.kind === kind && one.sessionId !== null ? one.sessionId : []));
  const [participants, staff] = [ids("participant"), ids("staff")];
  const [theirs, ours] = await Promise.all([
    participants.length
      ? openParticipantSessions(db, now).where("id", "in", participants).execute()
      : [],
    staff.length ? openStaffSessions(db, "id", staff) : [],
  ]);
  return new Set([...theirs, ...ours].map((one) => one.id));
}

/** The sessions by which these people are signed in. */
export async function openSessionsOf(
  db: Database,
  of: { participants: string[]; staff: string[] },
  now: Date,
): Promise<Session[]> {
  const [theirs, ours] = await Promise.all([
    of.participants.length
      ? openParticipantSessions(db, now).where("participant_id", "in", of.participants).execute()
      : [],
    of.staff.length ? openStaffSessions(db, "userId", of.staff) : [],
  ]);
  return [...theirs, ...ours];
}

/** Whether this participant is signed in anywhere. */
export const hasSession = async (db: Database, id: string, now: Date): Promise<boolean> =>
  (await openSessionsOf(db, { participants: [id], staff: [] }, now)).length > 0;
