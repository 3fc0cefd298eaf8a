import { sql } from "kysely";
import type { Clause } from "../../shared/drafting/clause.ts";
import { keepsWording, type Wording, type WordingKind } from "../../shared/drafting/wording.ts";
import type { Database } from "../storage/database.ts";
import type { Touched, Writer } from "./gate.ts";

type Row = { clauseId: string; what: WordingKind; number: number; writer: Writer; content: Clause };
const MOST = 20;

/** R-D37. Notes how a clause read before it was changed, and who removed or brought back which. */
export class Wordings {
  #keptAt = new Map<string, number>();

  /** @param stood the clauses that stood before these edits, in their order */
  rowsOf(edits: { writer: Writer; touched: Touched[] }[], stood: string[]): Row[] {
    const rows: Row[] = [];
    const now = Date.now();
    const seen = new Set<string>();
    const numberOf = (id: string) => stood.indexOf(id) + 1;
    for (const { writer, touched } of edits)
      for (const { id, before, after } of touched) {
        if (!before) continue;
        const row = (what: WordingKind, content: Clause) => ({
          clauseId: id,
          what,
          number: numberOf(id),
          writer,
          content,
        });
        if (before.gone !== after.gone)
          rows.push(row(after.gone ? "removed" : "restored", after.clause));
        if (
          seen.has(id) ||
          !keepsWording(
            before.clause.paragraphs,
            after.clause.paragraphs,
            now - (this.#keptAt.get(id) ?? 0),
          )
        )
          continue;
        seen.add(id);
        rows.push(row("changed", before.clause));
      }
    return rows;
  }

  /** These stand in the log now. */
  kept(rows: Row[]): void {
    for (const row of rows) if (row.what === "changed") this.#keptAt.set(row.clauseId, Date.now());
  }
}

/** A part of the statement that appends: written with the edits or not at all. */
export const insertOf = (rows: Row[]) =>
  sql`, kept as (
    insert into clause_wording (draft_id, clause_id, what, number, by_id, by_name, content)
    select head.id, row.clause_id, row.what, row.number, row.by_id, row.by_name, row.content from head, (values ${sql.join(
      rows.map(
        ({ clauseId, what, number, writer, content }) =>
          sql`(${clauseId}::text, ${what}::text, ${number}::int, ${writer.personId}::text, ${writer.name}::text, ${JSON.stringify(content)}::jsonb)`,
      ),
    )}) as row (clause_id, what, number, by_id, by_name, content))`;

/** Earlier wordings of one clause, newest first. */
export async function wordingsOf(
  db: Database,
  draftId: string,
  clauseId: string,
): Promise<Wording[]> {
  const rows = await db
    .selectFrom("clause_wording")
    .selectAll()
    .where("draft_id", "=", draftId)
    .where("clause_id", "=", clauseId)
    .where("what", "=", "changed")
    .orderBy("at", "desc")
    .limit(MOST)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    by: row.by_name,
    at: row.at.toISOString(),
    paragraphs: row.content.paragraphs,
  }));
}

/** Who removed which clause when, the last time for each. */
export async function removalsOf(
  db: Database,
  draftId: string,
): Promise<Map<string, { by: string; at: string; number: number }>> {
  const rows = await db
    .selectFrom("clause_wording")
    .select(["clause_id", "by_name", "at", "number"])
    .where("draft_id", "=", draftId)
    .where("what", "=", "removed")
    .orderBy("at")
    .execute();
  return new Map(
    rows.map((row) => [
      row.clause_id,
      { by: row.by_name, at: row.at.toISOString(), number: row.number },
    ]),
  );
}
