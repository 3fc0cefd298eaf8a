import { sql } from "kysely";
import { type Domain, domains, type Marks, storedMarks } from "../../shared/cases/marks.ts";
import { type CaseState, stateAfter } from "../../shared/cases/state.ts";
import { calendarPublishedThrough } from "../../shared/workdays.ts";
import { markAgreements } from "../agreements/mark.ts";
import { markConfirmation } from "../confirmation/mark.ts";
import { markDrafting } from "../drafting/mark.ts";
import { markPeople } from "../people/mark.ts";
import { markRooms } from "../rooms/mark.ts";
import type { Database, Tx } from "../storage/database.ts";
import { markCases } from "./mark.ts";
import type { Marker } from "./marker.ts";

/** Every domain that says something of a case. */
const markers: { [D in Domain]: Marker<D> } = {
  cases: markCases,
  people: markPeople,
  rooms: markRooms,
  drafting: markDrafting,
  agreements: markAgreements,
  confirmation: markConfirmation,
};

/** Raised by whoever changes what a domain's mark says of the same rows. */
const RULES = 1;

/**
 * What marks are made by, the calendar their last days come from included: made by another, they
 * are made anew at start.
 */
export const MARKS_EDITION = [RULES, calendarPublishedThrough, ...domains].join(" ");

/**
 * The marks of some cases as the domains' rows say now; a domain that leaves a case out is an
 * error.
 */
export async function freshMarks(
  db: Database | Tx,
  caseIds: string[],
): Promise<Map<string, Marks>> {
  const found = new Map<string, Record<string, unknown>>(caseIds.map((id) => [id, {}]));
  for (const domain of domains)
    for (const { caseId, mark } of await markers[domain](db, caseIds))
      Object.assign(found.get(caseId) ?? {}, { [domain]: mark });
  return new Map([...found].map(([caseId, marks]) => [caseId, storedMarks.parse(marks)]));
}

/**
 * Writes what every domain says of these cases now, and where they stand (R-S2, R-S3), in the
 * transaction of the change and after it, under the cases' locks. `act` does it for every command;
 * what changes a case without an asker calls it.
 */
export async function keepMarks(tx: Tx, caseIds: string[]): Promise<void> {
  const fresh = await freshMarks(tx, caseIds);
  const rows = [...fresh].flatMap(([caseId, marks]) =>
    domains.map((domain) => {
      const { state, waitingFor, due, closes, met } = marks[domain];
      const waiting = JSON.stringify(waitingFor);
      return { case_id: caseId, domain, state, waiting_for: waiting, due, closes, met };
    }),
  );
  await tx
    .insertInto("case_mark")
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(["case_id", "domain"])
        .doUpdateSet(({ ref }) => ({
          state: ref("excluded.state"),
          waiting_for: ref("excluded.waiting_for"),
          due: ref("excluded.due"),
          closes: ref("excluded.closes"),
          met: ref("excluded.met"),
        }))
        .where(
          sql<boolean>`(case_mark.state, case_mark.waiting_for, case_mark.due, case_mark.closes, case_mark.met)
          is distinct from (excluded.state, excluded.waiting_for, excluded.due, excluded.closes, excluded.met)`,
        ),
    )
    .execute();
  await moveStates(tx, fresh);
}

async function moveStates(tx: Tx, fresh: Map<string, Marks>): Promise<void> {
  const rows = await tx
    .selectFrom("cases")
    .select(["id", "state", "marks_edition"])
    .where("id", "in", [...fresh.keys()])
    .execute();
  const moved = new Map<CaseState, string[]>();
  for (const row of rows) {
    const marks = fresh.get(row.id);
    const state = marks ? stateAfter(row.state, marks) : row.state;
    if (state !== row.state || row.marks_edition !== MARKS_EDITION)
      moved.set(state, [...(moved.get(state) ?? []), row.id]);
  }
  for (const [state, caseIds] of moved)
    await tx
      .updateTable("cases")
      .set({ state, marks_edition: MARKS_EDITION })
      .where("id", "in", caseIds)
      .execute();
}

/**
 * The stored marks of the case that `caseId` refers to, as one value of a query; `storedMarks`
 * reads it.
 */
export const marksColumn = (caseId: string) => sql<unknown>`(
  select jsonb_object_agg(domain, jsonb_build_object('state', case_mark.state,
    'waitingFor', waiting_for, 'due', due, 'closes', closes, 'met', met))
  from case_mark where case_mark.case_id = ${sql.ref(caseId)})`;

/** The stored marks of one case. */
export async function marksOf(db: Database | Tx, caseId: string): Promise<Marks> {
  const { marks } = await db
    .selectFrom("cases")
    .select(marksColumn("cases.id").as("marks"))
    .where("id", "=", caseId)
    .executeTakeFirstOrThrow();
  return storedMarks.parse(marks);
}
