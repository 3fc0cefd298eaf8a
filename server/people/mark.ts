import { markOfPeople, type SideIn } from "../../shared/people/mark.ts";
import type { Marker } from "../cases/marker.ts";
import { openStep } from "./participants.ts";

/** Which sides of a case are invited, and which have come in. */
export const markPeople: Marker<"people"> = async (db, caseIds) => {
  const rows = await db
    .selectFrom("party")
    .leftJoin("participant", "participant.party_id", "party.id")
    .select(["party.case_id", "party.id", "participant.invited_at"])
    .select(["participant.identity_at", "participant.notice_at", "participant.address_at"])
    .where("party.case_id", "in", caseIds)
    .orderBy("party.position")
    .execute();
  const cases = new Map(caseIds.map((caseId) => [caseId, new Map<string, SideIn>()]));
  for (const row of rows) {
    const sides = cases.get(row.case_id);
    const side = sides?.get(row.id) ?? { id: row.id, invited: false, entered: false };
    sides?.set(row.id, {
      id: row.id,
      invited: side.invited || row.invited_at !== null,
      entered: side.entered || openStep(row) === "done",
    });
  }
  return [...cases].map(([caseId, sides]) => ({ caseId, mark: markOfPeople([...sides.values()]) }));
};
