import type { Database } from "../storage/database.ts";
import type { Knowledge } from "./gate.ts";

/** Which clauses of a draft are locked and who the parties are, as the rows say now. */
export async function readKnowledge(db: Database, draftId: string): Promise<Knowledge> {
  const [locks, parties] = await Promise.all([
    db.selectFrom("clause_lock").select("clause_id").where("draft_id", "=", draftId).execute(),
    db
      .selectFrom("party")
      .innerJoin("draft", "draft.case_id", "party.case_id")
      .select("party.id")
      .where("draft.id", "=", draftId)
      .execute(),
  ]);
  return {
    locked: new Set(locks.map((lock) => lock.clause_id)),
    parties: new Set(parties.map((party) => party.id)),
  };
}
