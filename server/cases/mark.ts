import { markOfPeriod } from "../../shared/cases/period.ts";
import { isOpen } from "../../shared/cases/state.ts";
import type { Marker } from "./marker.ts";

/** What the case itself says of it. */
export const markCases: Marker<"cases"> = async (tx, caseIds) => {
  const rows = await tx
    .selectFrom("cases")
    .select(["id", "state", "accepted_at"])
    .where("id", "in", caseIds)
    .execute();
  return rows.map((row) => ({
    caseId: row.id,
    mark: markOfPeriod({ isOpen: isOpen(row.state), acceptedAt: row.accepted_at }),
  }));
};
