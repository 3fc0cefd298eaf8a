import type { SessionView } from "../../shared/people/contract.ts";
import { deviceOf } from "../../shared/people/device.ts";
import { Refusal } from "../../shared/refusal.ts";
import { inCase } from "../cases/access.ts";
import type { Asker } from "../../shared/people/asker.ts";
import type { Parts } from "../parts.ts";
import type { Database } from "../storage/database.ts";

type Row = { id: string; device: string; since: Date; usedAt: Date };

/** A session as its person reads it; `current` is the one that asks. */
export const viewSession = (row: Row, current: string | null): SessionView => ({
  id: row.id,
  device: deviceOf(row.device),
  since: row.since.toISOString(),
  usedAt: row.usedAt.toISOString(),
  current: row.id === current,
});

/** Where somebody is signed in now, the last used first. */
export async function viewSessions(
  { db, now }: Pick<Parts, "db" | "now">,
  participantId: string,
  current: string | null,
): Promise<SessionView[]> {
  const rows = await db
    .selectFrom("participant_session")
    .select(["id", "device", "created_at as since", "used_at as usedAt"])
    .where("participant_id", "=", participantId)
    .where("expires_at", ">", now())
    .orderBy("used_at", "desc")
    .execute();
  return rows.map((row) => viewSession(row, current));
}

/** The same for the staff of the case. */
export async function viewTheirSessions(
  parts: Parts,
  asker: Asker,
  { caseId, participantId }: { caseId: string; participantId: string },
): Promise<SessionView[]> {
  await inCase(parts.db, asker, caseId, "case:sessions");
  const { id } = await personInCase(parts.db, caseId, participantId);
  return viewSessions(parts, id, null);
}

/** @throws Refusal request/not-found: nobody of this case */
export async function personInCase(db: Database, caseId: string, participantId: string) {
  const person = await db
    .selectFrom("participant")
    .select(["id", "case_id", "name"])
    .where("id", "=", participantId)
    .where("case_id", "=", caseId)
    .executeTakeFirst();
  if (!person) throw new Refusal("request/not-found");
  return person;
}
