import { sql } from "kysely";
import type { Database, Tx } from "../storage/database.ts";

export type Job = { kind: string; caseId: string | null; payload: Record<string, string>; key?: string };

/** Notes something that must happen later, in the transaction of the change that caused it. A key makes it happen once. */
export async function putOutbox(tx: Tx, job: Job): Promise<void> {
  await tx
    .insertInto("outbox")
    .values({ kind: job.kind, case_id: job.caseId, payload: JSON.stringify(job.payload), key: job.key ?? null })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export type Worker = (job: { id: string; caseId: string | null; payload: Record<string, string> }) => Promise<void>;
const FIRST_RETRY_MS = 1000,
  LONGEST_RETRY_MS = 300_000,
  POLL_MS = 2000;

/**
 * Runs outbox rows: claims one with SKIP LOCKED by pushing its next try into the future, works outside any
 * transaction, then marks it done. Retries for ever with growing pauses; a killed worker's row comes back by itself.
 */
export function startOutbox(db: Database, workers: Record<string, Worker>, onError: (kind: string, error: Error) => void) {
  let stopped = false,
    running: Promise<void> | null = null,
    again = false;
  const kinds = Object.keys(workers);

  async function claim() {
    return db.transaction().execute(async (tx) => {
      const row = await tx
        .selectFrom("outbox")
        .selectAll()
        .where("state", "=", "waiting")
        .where("kind", "in", kinds)
        .where("next_at", "<=", sql<Date>`now()`)
        .orderBy("next_at")
        .limit(1)
        .forUpdate()
        .skipLocked()
        .executeTakeFirst();
      if (!row) return null;
      const pause = Math.min(FIRST_RETRY_MS * 2 ** row.tries, LONGEST_RETRY_MS);
      await tx
        .updateTable("outbox")
        .set({ tries: row.tries + 1, next_at: sql<Date>`now() + make_interval(secs => ${Math.max(pause / 1000, 30)})` })
        .where("id", "=", row.id)
        .execute();
      return { ...row, pause };
    });
  }

  async function drain() {
    for (let row = await claim(); row && !stopped; row = await claim()) {
      try {
        await (workers[row.kind] as Worker)({ id: row.id, caseId: row.case_id, payload: row.payload });
        await db.updateTable("outbox").set({ state: "done", done_at: new Date(), last_error: null }).where("id", "=", row.id).execute();
      } catch (error) {
        onError(row.kind, error as Error);
        await db
          .updateTable("outbox")
          .set({
            last_error: (error as Error).message.slice(0, 500),
            next_at: sql<Date>`now() + make_interval(secs => ${row.pause / 1000})`,
          })
          .where("id", "=", row.id)
          .execute();
      }
    }
  }

  const poke = () => {
    if (stopped) return;
    if (running) {
      again = true;
      return;
    }
    running = drain()
      .catch((error: Error) => onError("outbox", error))
      .finally(() => {
        running = null;
        if (again) {
          again = false;
          poke();
        }
      });
  };
  const timer = setInterval(poke, POLL_MS);
  timer.unref();
  poke();
  return {
    poke,
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}
