import { markOfDraft } from "../../shared/drafting/mark.ts";
import type { Marker } from "../cases/marker.ts";

/** Whether a case's newest draft can be written on. */
export const markDrafting: Marker<"drafting"> = async (db, caseIds) => {
  const rows = await db
    .selectFrom("draft")
    .distinctOn("case_id")
    .select(["case_id", "state"])
    .where("case_id", "in", caseIds)
    .orderBy("case_id")
    .orderBy("epoch", "desc")
    .execute();
  return rows.map((row) => ({ caseId: row.case_id, mark: markOfDraft(row.state) }));
};
