import type { Domain, Marks } from "../../shared/cases/marks.ts";
import type { Database, Tx } from "../storage/database.ts";

/**
 * A domain's small summary of some cases, of its own rows as they are now: one file `mark.ts` in
 * its folder, listed in `cases/marks.ts`. One answer for each case, also where the domain has no
 * row of it. Reads, and writes nothing.
 */
export type Marker<D extends Domain> = (
  db: Database | Tx,
  caseIds: string[],
) => Promise<{ caseId: string; mark: Marks[D] }[]>;
