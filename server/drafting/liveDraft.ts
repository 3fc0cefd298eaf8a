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
  MAX_BATCH = 300,
  /** How often a batch is judged anew because another process wrote in between. */
  MAX_ROUNDS = 10;

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
  /** Locked clauses as last read; a lock set since makes the append fail, and then they are read anew. */
  #locks: ReadonlySet<string> = new Set();
  #queue: Pending[] = [];
  #turn: Promise<unknown> = Promise.resolve();
  #scheduled = false;
  /** An append failed without an answer: its rows may stand in the log, and nobody was told of them. */
  #unsure = false;
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
      await this.#catchUp();
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

  /** Judges against what is known here and appends on the condition that it still holds; where it does not, looks again and judges anew. */
  async #writeBatch(batch: Pending[]): Promise<void> {
    try {
      for (let round = 0; round < MAX_ROUNDS; round++) {
        const { accepted, answers } = this.#judge(batch),
          // A refusal can come of old knowledge: the draft is frozen by now, or a clause unlocked.
          sure = round > 0 || ![...answers.values()].some((one) => "refused" in one);
        if (sure && (accepted.length === 0 || (await this.#append(accepted)))) return this.#settle(batch, accepted, answers);
        this.#reshadow([]);
        if (!(await this.#lookAgain())) return refuseAll(batch, "drafting/frozen");
      }
    } catch {
      // The database did not answer, or not in time: what these people typed stays with them and is sent again.
      this.#unsure = true;
    }
    this.#reshadow([]);
    refuseAll(batch, "drafting/retry");
  }

  #judge(batch: Pending[]) {
    const accepted: Pending[] = [],
      answers = new Map<Pending, Outcome>();
    for (const one of batch) {
      const isOwn = (clientId: number) => this.#clients.get(clientId) === one.writer.personId,
        verdict = judge(this.#shadow, one.update, one.writer, isOwn, this.#locks);
      if (verdict.refused) {
        answers.set(one, { refused: verdict.refused });
        this.#reshadow(accepted);
      } else if (verdict.changed) accepted.push(one);
      else answers.set(one, { seq: this.#seq });
    }
    return { accepted, answers };
  }

  /** One statement, one commit: true when the draft is open, nobody else has written and no clause was locked since we looked. */
  async #append(accepted: Pending[]): Promise<boolean> {
    const rows = accepted.map(
      ({ writer, update }, index) => sql`(${this.#seq + index + 1}::int, ${writer.personId}::text, ${Buffer.from(update)}::bytea)`,
    );
    const appended = await sql`
      with head as (
        update draft set last_seq = last_seq + ${accepted.length}::int
        where id = ${this.id}::uuid and state = 'open' and last_seq = ${this.#seq}::int and not exists (
          select 1 from clause_lock
          where draft_id = ${this.id}::uuid and not clause_id = any (array(select json_array_elements_text(${JSON.stringify([...this.#locks])}::json)))
        ) returning id
      )
      insert into draft_update (draft_id, seq, actor, data)
      select head.id, row.seq, row.actor, row.data from head, (values ${sql.join(rows)}) as row (seq, actor, data)
      returning seq`.execute(this.#db);
    return appended.rows.length === accepted.length;
  }

  #settle(batch: Pending[], accepted: Pending[], answers: Map<Pending, Outcome>): void {
    for (const one of accepted) {
      Y.applyUpdate(this.#doc, one.update);
      answers.set(one, { seq: ++this.#seq });
    }
    const [first] = accepted;
    if (first) this.#broadcast(this.#seq, accepted.length === 1 ? first.update : Y.mergeUpdates(accepted.map((one) => one.update)));
    for (const one of batch) one.answer(answers.get(one) as Outcome);
  }

  /** Reads locks, state and what others wrote. False when the draft takes no more words. */
  async #lookAgain(): Promise<boolean> {
    const draft = await this.#db.selectFrom("draft").select("state").where("id", "=", this.id).executeTakeFirstOrThrow();
    if (draft.state !== "open") return false;
    const locks = await this.#db.selectFrom("clause_lock").select("clause_id").where("draft_id", "=", this.id).execute();
    this.#locks = new Set(locks.map((lock) => lock.clause_id));
    await this.#catchUp();
    return true;
  }

  /** Takes in what another process has appended since. */
  async #catchUp(): Promise<void> {
    const rows = await this.#db
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
    if (this.#unsure && rows.length) this.#broadcast(this.#seq, Y.mergeUpdates(rows.map((row) => row.data)));
    this.#unsure = false;
  }

  #reshadow(accepted: Pending[]): void {
    this.#shadow.destroy();
    this.#shadow = copyOf(this.#doc);
    for (const one of accepted) Y.applyUpdate(this.#shadow, one.update);
  }
}

function refuseAll(batch: Pending[], code: RefusalCode): void {
  for (const one of batch) one.answer({ refused: code });
}

function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}
