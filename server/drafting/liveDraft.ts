import { sql } from "kysely";
import * as Y from "yjs";
import type { Clause } from "../../shared/drafting/clause.ts";
import { seedDocument } from "../../shared/drafting/document.ts";
import type { RefusalCode } from "../../shared/refusal.ts";
import type { Database, Tx } from "../storage/database.ts";
import { judge, type Writer } from "./gate.ts";

type Outcome = { seq: number } | { refused: RefusalCode };
type Pending = { writer: Writer; update: Uint8Array; answer: (outcome: Outcome) => void };
/** From this many people on, commits are gathered for a moment: fewer, larger ones. */
const MANY_PEOPLE = 20,
  GATHER_MS = 30,
  MAX_BATCH = 300;

/** Reads a draft's text from the log alone. A failed read throws; it never becomes an empty document. */
export async function readDraft(
  db: Database | Tx,
  draftId: string,
  after = 0,
): Promise<{ doc: Y.Doc; seq: number; rows: { seq: number; data: Buffer }[] }> {
  const draft = await db.selectFrom("draft").select(["seed", "last_seq"]).where("id", "=", draftId).executeTakeFirstOrThrow();
  const rows = await db
    .selectFrom("draft_update")
    .select(["seq", "data"])
    .where("draft_id", "=", draftId)
    .where("seq", ">", after)
    .where("seq", "<=", draft.last_seq)
    .orderBy("seq")
    .execute();
  if (rows.length !== draft.last_seq - after)
    throw new Error(`draft ${draftId}: ${rows.length} of ${draft.last_seq - after} updates found`);
  const doc = seedDocument(draft.seed as Clause[]);
  // One by one: merging a whole log first is quadratic.
  for (const row of rows) Y.applyUpdate(doc, row.data);
  return { doc, seq: draft.last_seq, rows };
}

/** One draft's text in memory, with one writer: check → append (durable) → apply → tell → acknowledge. */
export class LiveDraft {
  readonly id: string;
  people = 0;
  #db: Database;
  #doc: Y.Doc;
  #shadow: Y.Doc;
  #seq: number;
  #clients = new Map<number, string>();
  #queue: Pending[] = [];
  #turn: Promise<unknown> = Promise.resolve();
  #scheduled = false;
  #broadcast: (seq: number, update: Uint8Array) => void;

  static async open(db: Database, id: string, broadcast: (seq: number, update: Uint8Array) => void): Promise<LiveDraft> {
    const { doc, seq } = await readDraft(db, id);
    return new LiveDraft(db, id, doc, seq, broadcast);
  }

  private constructor(db: Database, id: string, doc: Y.Doc, seq: number, broadcast: (seq: number, update: Uint8Array) => void) {
    this.#db = db;
    this.id = id;
    this.#doc = doc;
    this.#seq = seq;
    this.#shadow = copyOf(doc);
    this.#broadcast = broadcast;
  }

  /** Ties a Yjs client id to one person for good. False when it is someone else's. */
  async register(clientId: number, personId: string): Promise<boolean> {
    await this.#db
      .insertInto("draft_client")
      .values({ draft_id: this.id, client_id: String(clientId), person_id: personId })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const { person_id } = await this.#db
      .selectFrom("draft_client")
      .select("person_id")
      .where("draft_id", "=", this.id)
      .where("client_id", "=", String(clientId))
      .executeTakeFirstOrThrow();
    this.#clients.set(clientId, person_id);
    return person_id === personId;
  }

  /** Everything the asker lacks, after this process has caught up with what others wrote. */
  async since(stateVector: Uint8Array): Promise<{ seq: number; update: Uint8Array; stateVector: Uint8Array }> {
    return this.inTurn(async () => {
      await this.#catchUp(this.#db);
      return { seq: this.#seq, update: Y.encodeStateAsUpdate(this.#doc, stateVector), stateVector: Y.encodeStateVector(this.#doc) };
    });
  }

  write(writer: Writer, update: Uint8Array): Promise<Outcome> {
    return new Promise((answer) => {
      this.#queue.push({ writer, update, answer });
      if (this.#scheduled) return;
      this.#scheduled = true;
      const flush = () => {
        this.#scheduled = false;
        void this.inTurn(() => this.#flush());
      };
      if (this.people > MANY_PEOPLE) setTimeout(flush, GATHER_MS);
      else setImmediate(flush);
    });
  }

  /** Runs alone: while it lasts, edits wait. Freezing uses it, so that nothing slips in between reading and freezing. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work, work);
    this.#turn = result.catch(() => {});
    return result;
  }

  async #flush(): Promise<void> {
    while (this.#queue.length) await this.#writeBatch(this.#queue.splice(0, MAX_BATCH));
  }

  async #writeBatch(batch: Pending[]): Promise<void> {
    const accepted: Pending[] = [],
      answers = new Map<Pending, Outcome>();
    try {
      await this.#db.transaction().execute(async (tx) => {
        const row = await tx
          .selectFrom("draft")
          .select([
            "state",
            "last_seq",
            sql<string[]>`(select coalesce(json_agg(clause_id), '[]'::json) from clause_lock where draft_id = draft.id)`.as("locks"),
          ])
          .where("id", "=", this.id)
          .forUpdate()
          .executeTakeFirstOrThrow();
        if (row.last_seq !== this.#seq) await this.#catchUp(tx);
        if (row.state !== "open") return batch.forEach((one) => answers.set(one, { refused: "drafting/frozen" }));
        const locks = new Set(row.locks);
        for (const one of batch) {
          const verdict = judge(
            this.#shadow,
            one.update,
            one.writer,
            (clientId) => this.#clients.get(clientId) === one.writer.personId,
            locks,
          );
          if (verdict.refused) {
            answers.set(one, { refused: verdict.refused });
            this.#reshadow(accepted);
          } else if (verdict.changed) accepted.push(one);
          else answers.set(one, { seq: this.#seq });
        }
        if (accepted.length === 0) return;
        await tx
          .insertInto("draft_update")
          .values(
            accepted.map((one, index) => ({
              draft_id: this.id,
              seq: this.#seq + index + 1,
              actor: one.writer.personId,
              data: Buffer.from(one.update),
            })),
          )
          .execute();
        await tx
          .updateTable("draft")
          .set({ last_seq: this.#seq + accepted.length })
          .where("id", "=", this.id)
          .execute();
      });
    } catch {
      this.#reshadow([]);
      for (const one of batch) one.answer(answers.get(one) ?? { refused: "drafting/retry" });
      return;
    }
    for (const one of accepted) {
      Y.applyUpdate(this.#doc, one.update);
      answers.set(one, { seq: ++this.#seq });
    }
    if (accepted.length)
      this.#broadcast(
        this.#seq,
        accepted.length === 1 ? (accepted[0] as Pending).update : Y.mergeUpdates(accepted.map((one) => one.update)),
      );
    for (const one of batch) one.answer(answers.get(one) as Outcome);
  }

  /** Takes in what another process has appended since. */
  async #catchUp(db: Database | Tx): Promise<void> {
    const rows = await db
      .selectFrom("draft_update")
      .select(["seq", "data"])
      .where("draft_id", "=", this.id)
      .where("seq", ">", this.#seq)
      .orderBy("seq")
      .execute();
    for (const row of rows) {
      Y.applyUpdate(this.#doc, row.data);
      Y.applyUpdate(this.#shadow, row.data);
      this.#seq = row.seq;
    }
  }

  #reshadow(accepted: Pending[]): void {
    this.#shadow.destroy();
    this.#shadow = copyOf(this.#doc);
    for (const one of accepted) Y.applyUpdate(this.#shadow, one.update);
  }
}

function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}
