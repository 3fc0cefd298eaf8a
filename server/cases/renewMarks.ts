import type { Database } from "../storage/database.ts";
import { keepMarks, MARKS_EDITION } from "./marks.ts";

const AT_ONCE = 200;

/**
 * Makes the marks of every case anew that were made by another edition: of cases from before there
 * were marks, after a domain says something else, and when another year's holidays are known. At
 * start, before anybody asks.
 * @returns how many cases that were
 */
export async function renewMarks(db: Database): Promise<number> {
  let renewed = 0;
  const next = () =>
    db.transaction().execute(async (tx) => {
      const rows = await tx
        .selectFrom("cases")
        .select("id")
        .where("marks_edition", "<>", MARKS_EDITION)
        .orderBy("id")
        .limit(AT_ONCE)
        .forUpdate()
        .execute();
      const caseIds = rows.map(({ id }) => id);
      if (caseIds.length > 0) await keepMarks(tx, caseIds);
      return caseIds.length;
    });
  for (let count = await next(); count > 0; count = await next()) renewed += count;
  return renewed;
}
