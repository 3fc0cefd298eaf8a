import type { Database } from "../storage/database.ts";

/** The room of a case: its state, and the name it has at the media server since it was opened. */
export const roomOf = (db: Database, caseId: string) =>
  db.selectFrom("room").selectAll().where("case_id", "=", caseId).executeTakeFirstOrThrow();
