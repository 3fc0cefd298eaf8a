import { setImmediate as breathe } from "node:timers/promises";
import * as Y from "yjs";
import { seedDocument } from "../../shared/drafting/document.ts";
import type { Database, Tx } from "../storage/database.ts";
import { seedOf } from "./seedOf.ts";

/** A snapshot is made after this many updates; a reader applies fewer than about twice as many. */
export const SNAPSHOT_EVERY = 500;
const PAGE = 1000;

/** Applying a long log gives way to others after this long. */
const GIVE_WAY_MS = 10;

/**
 * The text of a draft: its kept snapshot and the updates after it. A failed read throws; it never
 * becomes an empty document.
 */
export async function loadDraft(
  db: Database | Tx,
  draftId: string,
): Promise<{ doc: Y.Doc; seq: number; kept: number }> {
  const { seed, last_seq, upto, data } = await db
    .selectFrom("draft")
    .leftJoin("draft_snapshot", "draft_snapshot.draft_id", "draft.id")
    .select(["draft.seed", "draft.last_seq", "draft_snapshot.upto", "draft_snapshot.data"])
    .where("draft.id", "=", draftId)
    .executeTakeFirstOrThrow();
  if (upto === null || data === null)
    return {
      ...(await replay(db, draftId, seedDocument(seedOf({ id: draftId, seed })), 0, last_seq)),
      kept: 0,
    };
  const doc = new Y.Doc();
  Y.applyUpdate(doc, data);
  return { ...(await replay(db, draftId, doc, upto, last_seq)), kept: upto };
}

/** The text of a draft as its log alone proves it, from the first update to the last. */
export async function proveDraft(
  db: Database | Tx,
  draftId: string,
): Promise<{ doc: Y.Doc; seq: number }> {
  const draft = await db
    .selectFrom("draft")
    .select(["seed", "last_seq"])
    .where("id", "=", draftId)
    .executeTakeFirstOrThrow();
  return replay(
    db,
    draftId,
    seedDocument(seedOf({ id: draftId, seed: draft.seed })),
    0,
    draft.last_seq,
  );
}

/**
 * Keeps the state of a draft (one Yjs update) at one point of its log; an older state never
 * replaces a newer one.
 */
export async function keepSnapshot(
  db: Database,
  draftId: string,
  upto: number,
  state: Uint8Array,
): Promise<void> {
  const data = Buffer.from(state);
  await db
    .insertInto("draft_snapshot")
    .values({ draft_id: draftId, upto, data })
    .onConflict((conflict) =>
      conflict
        .column("draft_id")
        .doUpdateSet({ upto, data, at: new Date() })
        .where("draft_snapshot.upto", "<", upto),
    )
    .execute();
}

/**
 * Applies the log after `from` up to `to`, every update of it. One by one: merging a whole log
 * first is quadratic.
 */
async function replay(
  db: Database | Tx,
  draftId: string,
  doc: Y.Doc,
  from: number,
  to: number,
): Promise<{ doc: Y.Doc; seq: number }> {
  let turn = performance.now();
  for (let seq = from; seq < to; ) {
    const rows = await db
      .selectFrom("draft_update")
      .select(["seq", "data"])
      .where("draft_id", "=", draftId)
      .where("seq", ">", seq)
      .where("seq", "<=", Math.min(seq + PAGE, to))
      .orderBy("seq")
      .execute();
    for (const row of rows) {
      if (row.seq !== ++seq) throw new Error(`draft ${draftId}: update ${seq} of ${to} is missing`);
      Y.applyUpdate(doc, row.data);
      if (performance.now() - turn > GIVE_WAY_MS) {
        await breathe();
        turn = performance.now();
      }
    }
    if (rows.length === 0)
      throw new Error(`draft ${draftId}: update ${seq + 1} of ${to} is missing`);
  }
  return { doc, seq: to };
}
