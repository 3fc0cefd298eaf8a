import type { Answers } from "../../shared/contract.ts";
import { timelineFor } from "../../shared/cases/timeline.ts";
import type { Asker } from "../../shared/people/asker.ts";
import { findBreak, readTimeline } from "../audit/chain.ts";
import type { Parts } from "../parts.ts";
import { inCase } from "./access.ts";
import { participantsOf, titlesOfPeople } from "./parties.ts";

/**
 * What happened in a case, as far as this reader may know it, and whether the record's chain is
 * whole.
 */
export async function viewTimeline(
  { db, keys }: Pick<Parts, "db" | "keys">,
  asker: Asker,
  caseId: string,
): Promise<Answers["GET /api/cases/:caseId/timeline"]> {
  await inCase(db, asker, caseId, "timeline:read");
  const parties = new Map(
    (await participantsOf(db, caseId)).map((person) => [person.id, person.party_id]),
  );
  const titles = await titlesOfPeople(db, caseId);
  const entries = await readTimeline(db, caseId, (id) => titles.get(String(id)) ?? "");
  return {
    entries: entries.map((entry) => timelineFor(asker, entry, (id) => parties.get(String(id)))),
    whole: (await findBreak(db, keys, caseId)) === null,
  };
}
