import { sql } from "kysely";
import { every } from "../guard.ts";
import type { Database, Tx } from "../storage/database.ts";
import { forgetSecret, type sealSecret } from "./secrets.ts";

export type Job = {
  kind: string;
  caseId: string | null;
  payload: Record<string, string>;
  key?: string;
  /** A code or a link that the payload's text leaves a place for. */
  secret?: ReturnType<typeof sealSecret>;
};

/**
 * Notes something that must happen later, in the transaction of the change that caused it. A key
 * makes it happen once.
 */
export async function putOutbox(tx: Tx, job: Job): Promise<void> {
  if (job.secret) await forgetSecret(tx, job.secret.secret_of);
  await tx
    .insertInto("outbox")
    .values({
      kind: job.kind,
      case_id: job.caseId,
      payload: JSON.stringify(job.payload),
      key: job.key ?? null,
      ...job.secret,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Begins a job anew that was given up. */
export async function retryOutbox(tx: Tx, key: string): Promise<void> {
  await tx
    .updateTable("outbox")
    .set({ state: "waiting", tries: 0, next_at: sql<Date>`now()` })
    .where("key", "=", key)
    .where("state", "=", "failed")
    .execute();
}

/**
 * How often this job was tried, this time included; `isLast`: a fault of the data itself now ends
 * it.
 */
export type Tried = { tries: number; isLast: boolean };

export type Worker = (
  job: { id: string; caseId: string | null; payload: Record<string, string> },
  tried: Tried,
) => Promise<void>;

/**
 * Why a job failed. A lasting fault lies in the data: the same job fails again. Any other passes,
 * however long it takes.
 */
export class JobFault extends Error {
  readonly lasting: boolean;
  constructor(message: string, lasting: boolean) {
    super(message);
    this.lasting = lasting;
  }
}

/** Tries of a job whose fault lies in the data, in case it did not. */
const LASTING_TRIES = 3;
const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 300_000;
const POLL_MS = 2000;

/**
 * Runs outbox rows: claims one with SKIP LOCKED by pushing its next try into the future, works
 * outside any transaction, then marks it done. Faults from outside are tried again for ever with
 * growing pauses, those of the data itself three times; a killed worker's row comes back by itself.
 */
export function startOutbox(
  db: Database,
  workers: Record<string, Worker>,
  onError: (kind: string, error: Error) => void,
) {
  let stopped = false;
  let running: Promise<void> | null = null;
  let again = false;
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
        .set({
          tries: row.tries + 1,
          next_at: sql<Date>`now() + make_interval(secs => ${Math.max(pause / 1000, 30)})`,
        })
        .where("id", "=", row.id)
        .execute();
      return { ...row, pause, tries: row.tries + 1, isLast: row.tries + 1 >= LASTING_TRIES };
    });
  }

  async function drain() {
    for (let row = await claim(); row && !stopped; row = await claim()) {
      try {
        const { id, case_id: caseId, payload, tries, isLast } = row;
        await (workers[row.kind] as Worker)({ id, caseId, payload }, { tries, isLast });
        await db
          .updateTable("outbox")
          .set({ state: "done", done_at: new Date(), last_error: null })
          .where("id", "=", row.id)
          .execute();
      } catch (error) {
        onError(row.kind, error as Error);
        await db
          .updateTable("outbox")
          .set({
            last_error: (error as Error).message.slice(0, 500),
            state: error instanceof JobFault && error.lasting && row.isLast ? "failed" : "waiting",
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
  const timer = every("outbox", POLL_MS, poke);
  poke();
  return {
    poke,
    stop: async () => {
      stopped = true;
      timer.stop();
      await running;
    },
  };
}
