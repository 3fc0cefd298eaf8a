import type { Tx } from "./database.ts";

/**
 * Takes a case's row first, as every audited change does, so that two changes of one case never
 * wait for each other crosswise.
 */
export const lockCase = async (tx: Tx, caseId: string): Promise<void> => {
  await tx.selectFrom("cases").select("id").where("id", "=", caseId).forUpdate().execute();
};
