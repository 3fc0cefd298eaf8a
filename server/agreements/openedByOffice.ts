import { type Actor, appendAudit } from "../audit/chain.ts";
import type { Parts } from "../parts.ts";
import type { Database, Tx } from "../storage/database.ts";
import { lockCase } from "../storage/lockCase.ts";

/** Notes, once, that this member of the office opened this text: the seal asks for it (R-P19). */
export async function noteOpened(
  parts: Parts,
  caseId: string,
  versionId: string,
  by: Actor,
): Promise<void> {
  if (await hasOpened(parts.db, versionId, by.id)) return;
  await parts.db.transaction().execute(async (tx) => {
    await lockCase(tx, caseId);
    if (await hasOpened(tx, versionId, by.id)) return;
    await appendAudit(tx, caseId, { actor: by, event: "agreements/opened-by-office" });
    await tx
      .insertInto("paper_read")
      .values({ version_id: versionId, staff_id: by.id, at: parts.now() })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  });
}

export const hasOpened = async (
  db: Database | Tx,
  versionId: string,
  staffId: string,
): Promise<boolean> =>
  (await db
    .selectFrom("paper_read")
    .select("at")
    .where("version_id", "=", versionId)
    .where("staff_id", "=", staffId)
    .executeTakeFirst()) !== undefined;

/** The texts this member of the office has opened. */
export const openedBy = async (db: Database, staffId: string): Promise<Set<string>> =>
  new Set(
    (
      await db
        .selectFrom("paper_read")
        .select("version_id")
        .where("staff_id", "=", staffId)
        .execute()
    ).map((row) => row.version_id),
  );
