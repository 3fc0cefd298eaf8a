import { sql } from "kysely";
import { type Session, sessionShape } from "../../shared/rooms/session.ts";
import { readColumn } from "../storage/column.ts";
import type { Database, Tx } from "../storage/database.ts";

const read = (state: unknown, caseId: string): Session =>
  readColumn(sessionShape, state, { table: "room", column: "state", row: caseId });

/** The session of a case as its row has it. */
export async function sessionOf(db: Database | Tx, caseId: string): Promise<Session> {
  const rows = db.selectFrom("room").select("state").where("case_id", "=", caseId);
  return read((await rows.executeTakeFirstOrThrow()).state, caseId);
}

/** The sessions of some cases. */
export async function sessionsOf(
  db: Database | Tx,
  caseIds: string[],
): Promise<{ caseId: string; session: Session }[]> {
  const rows = db.selectFrom("room").select(["case_id", "state"]).where("case_id", "in", caseIds);
  return (await rows.execute()).map((row) => ({
    caseId: row.case_id,
    session: read(row.state, row.case_id),
  }));
}

/** The same, its row taken for a change; the case's row is taken before it. */
export async function sessionToChange(tx: Tx, caseId: string): Promise<Session> {
  const rows = tx.selectFrom("room").select("state").where("case_id", "=", caseId).forUpdate();
  return read((await rows.executeTakeFirstOrThrow()).state, caseId);
}

export async function keepSession(tx: Tx, caseId: string, session: Session): Promise<void> {
  const state = JSON.stringify(session);
  await tx.updateTable("room").set({ state }).where("case_id", "=", caseId).execute();
}

/** The sessions that are open now, of all cases, of one, or of those that somebody leads. */
export async function openSessions(
  db: Database,
  of: { caseId?: string; mediatorId?: string } = {},
): Promise<{ caseId: string; mediatorId: string; session: Session }[]> {
  let rows = db
    .selectFrom("room")
    .innerJoin("cases", "cases.id", "room.case_id")
    .select(["room.case_id", "room.state", "cases.mediator_id"])
    // The very words of the index of open rooms, which are few among all that there ever were.
    .where(sql<boolean>`room.state ->> 'phase' = 'open'`);
  if (of.caseId !== undefined) rows = rows.where("room.case_id", "=", of.caseId);
  if (of.mediatorId !== undefined) rows = rows.where("cases.mediator_id", "=", of.mediatorId);
  return (await rows.execute()).map((row) => ({
    caseId: row.case_id,
    mediatorId: row.mediator_id,
    session: read(row.state, row.case_id),
  }));
}
