import { sql } from "kysely";
import * as Y from "yjs";
import type { Clause } from "../../shared/drafting/clause.ts";
import { readDocument, standingIds } from "../../shared/drafting/document.ts";
import { after, soon, type Timed } from "../guard.ts";
import type { Database } from "../storage/database.ts";
import { ClientIds } from "./clientIds.ts";
import { keepSnapshot, loadDraft, SNAPSHOT_EVERY } from "./draftLog.ts";
import { type Edit, Gate, type Knowledge, mayBeOutdated, type Writer } from "./gate.ts";
import { keepPlan } from "../storage/plans.ts";
import { type Outcome, type Pending, refuseAll } from "./pending.ts";
import { readKnowledge } from "./readKnowledge.ts";
import { insertOf, Wordings } from "./wordings.ts";

/**
 * With more people than this, edits are gathered, until so many wait or for so long: everybody has
 * to be told of every commit.
 */
const MANY_PEOPLE = 20;
const GATHER_EDITS = 64;
const gatherMs = (people: number) => (people > 100 ? 60 : 30);
const MAX_BATCH = 300;

/** How often a batch is judged anew because another process wrote in between. */
const MAX_ROUNDS = 10;

/**
 * One draft's text in memory, with one writer: check → append (durable) → apply → tell →
 * acknowledge.
 */
export class LiveDraft {
  readonly id: string;
  people = 0;
  #db: Database;

  /** The text as the log has it: one update, and those after it. */
  #log: { state: Uint8Array; after: Uint8Array[] };

  /**
   * Judges, and holds the one document that is read. Made anew of the log when it is needed next,
   * after something spoilt it.
   */
  #gate: Gate | null = null;

  /** The gate's document holds edits whose append is not answered yet: it is not to be read. */
  #ahead = false;
  #seq: number;

  /** Up to where the kept snapshot reaches. */
  #kept: number;
  #reading: { seq: number; clauses: Clause[] } | null = null;
  #clients: ClientIds;

  /**
   * Locked clauses and parties as last read; a lock set since makes the append fail, and then they
   * are read anew.
   */
  #know: Knowledge = { locked: new Set(), parties: new Set() };
  #wordings = new Wordings();
  #queue: Pending[] = [];
  #turn: Promise<unknown> = Promise.resolve();

  /** A flush will come; while `#gathering`, when its time is over or enough edits wait. */
  #scheduled = false;
  #gathering: Timed | null = null;

  /**
   * An append failed without an answer: its rows may stand in the log, and nobody was told of them.
   */
  #unsure = false;
  #broadcast: (seq: number, update: Uint8Array) => void;

  static async open(
    db: Database,
    id: string,
    broadcast: (seq: number, update: Uint8Array) => void,
  ): Promise<LiveDraft> {
    const { doc, seq, kept } = await loadDraft(db, id);
    const live = new LiveDraft(db, id, { doc, seq, kept }, broadcast);
    await live.learn();
    return live;
  }

  private constructor(
    db: Database,
    id: string,
    { doc, seq, kept }: { doc: Y.Doc; seq: number; kept: number },
    broadcast: (seq: number, update: Uint8Array) => void,
  ) {
    this.#db = db;
    this.id = id;
    this.#clients = new ClientIds(db, id);
    this.#log = { state: Y.encodeStateAsUpdate(doc), after: [] };
    this.#seq = seq;
    this.#kept = kept;
    this.#broadcast = broadcast;
  }

  /**
   * Ties a Yjs client id to one person for good. False when it is someone else's, or this person
   * has written from too many pages.
   */
  register(clientId: number, personId: string): Promise<boolean> {
    return this.#clients.register(clientId, personId, (id) =>
      this.#theGate().doc.store.clients.has(id),
    );
  }

  /**
   * The text as this process has it, or null in the moment of an append; whoever needs it as it
   * stands compares `seq` with the draft's row.
   */
  reading(): { seq: number; clauses: Clause[] } | null {
    if (this.#reading?.seq === this.#seq) return this.#reading;
    if (this.#ahead) return null;
    this.#reading = { seq: this.#seq, clauses: readDocument(this.#theGate().doc) };
    return this.#reading;
  }

  /** Everything the asker lacks, after this process has caught up with what others wrote. */
  async since(
    stateVector: Uint8Array,
  ): Promise<{ seq: number; update: Uint8Array; stateVector: Uint8Array }> {
    return this.inTurn(async () => {
      await this.#catchUp();
      const { doc } = this.#theGate();
      return {
        seq: this.#seq,
        update: Y.encodeStateAsUpdate(doc, stateVector),
        stateVector: Y.encodeStateVector(doc),
      };
    });
  }

  write(writer: Writer, update: Uint8Array): Promise<Outcome> {
    return new Promise((answer) => {
      this.#queue.push({ writer, update, answer, touched: [] });
      const flush = () => {
        this.#scheduled = false;
        this.#gathering = null;
        return this.inTurn(() => this.#flush());
      };
      if (this.#gathering && this.#queue.length >= GATHER_EDITS) {
        this.#gathering.stop();
        this.#gathering = null;
        soon("writing a draft", flush);
      } else if (!this.#scheduled) {
        this.#scheduled = true;
        if (this.people > MANY_PEOPLE)
          this.#gathering = after("writing a draft", gatherMs(this.people), flush);
        else soon("writing a draft", flush);
      }
    });
  }

  /**
   * One edit that rests on how the text stands: made of it and written in one turn, so that no word
   * slips in between. Null when `make` finds that the text no longer is what the edit was meant
   * for.
   */
  async change(writer: Writer, make: (copy: Y.Doc) => boolean): Promise<Outcome | null> {
    const copy = new Y.Doc();
    // A new id is refused only to who has written from too many pages (R-D32).
    if (!(await this.register(copy.clientID, writer.personId))) return { refused: "drafting/full" };
    return this.inTurn(async () => {
      if (!(await this.#lookAgain())) return { refused: "drafting/not-open" };
      Y.applyUpdate(copy, Y.encodeStateAsUpdate(this.#theGate().doc));
      const before = Y.encodeStateVector(copy);
      if (!make(copy)) return null;
      const update = Y.encodeStateAsUpdate(copy, before);
      let outcome: Outcome = { refused: "drafting/retry" };
      const answer = (is: Outcome) => {
        outcome = is;
      };
      // One round: where another process wrote in between, the edit would have to be made anew.
      await this.#writeBatch([{ writer, update, answer, touched: [] }], 1);
      return outcome;
    });
  }

  /**
   * Runs alone: while it lasts, edits wait. Freezing uses it, so that nothing slips in between
   * reading and freezing.
   */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work, work);
    this.#turn = result.catch(() => {});
    return result;
  }

  /**
   * With few people, what comes meanwhile follows at once; with many, it is gathered for the next
   * time.
   */
  async #flush(): Promise<void> {
    for (
      let due = this.#queue.length;
      due > 0;
      due = this.people > MANY_PEOPLE ? due - MAX_BATCH : this.#queue.length
    )
      await this.#writeBatch(this.#queue.splice(0, Math.min(due, MAX_BATCH)));
  }

  /**
   * Judges against what is known here and appends on the condition that it still holds; where it
   * does not, looks again and judges anew.
   */
  async #writeBatch(batch: Pending[], rounds = MAX_ROUNDS): Promise<void> {
    try {
      for (let round = 0; round < rounds; round++) {
        const stood = standingIds(this.#theGate().doc);
        const { accepted, answers } = this.#judge(batch);
        const sure =
          round > 0 ||
          ![...answers.values()].some((one) => "refused" in one && mayBeOutdated(one.refused));
        if (sure && (accepted.length === 0 || (await this.#append(accepted, stood))))
          return this.#settle(batch, accepted, answers);
        this.#dropGate();
        if (!(await this.#lookAgain())) return refuseAll(batch, "drafting/frozen");
      }
    } catch {
      // The database did not answer, or not in time: what these people typed stays with them and is
      // sent again.
      this.#unsure = true;
    }
    this.#dropGate();
    refuseAll(batch, "drafting/retry");
  }

  #judge(batch: Pending[]) {
    const accepted: Pending[] = [];
    const answers = new Map<Pending, Outcome>();
    const slowed = new Set<string>();
    const together =
      batch.length > 1
        ? this.#theGate().judgeTogether(
            batch.map((one) => this.#editOf(one)),
            this.#know,
          )
        : null;
    if (this.#gate?.spoilt) this.#gate = null;
    for (const [index, one] of batch.entries()) {
      const { personId } = one.writer;
      // What spoilt the gate made it costly: this person's next ones wait for a batch of their own.
      if (slowed.has(personId)) {
        answers.set(one, { refused: "drafting/slow-down" });
        continue;
      }
      const gate = this.#theGate(accepted);
      const verdict = together?.[index] ?? gate.judge(this.#editOf(one), this.#know);
      if (verdict.refused) {
        answers.set(one, { refused: verdict.refused });
        if (gate.spoilt) {
          this.#gate = null;
          slowed.add(personId);
        }
      } else if (verdict.changed) {
        one.touched = verdict.touched;
        accepted.push(one);
      } else answers.set(one, { seq: this.#seq });
    }
    // Whoever asks for the gate during the append finds one that holds these.
    if (accepted.length) this.#theGate(accepted);
    this.#ahead = accepted.length > 0;
    return { accepted, answers };
  }

  #editOf({ update, writer }: Pending): Edit {
    return { update, writer, isOwnClient: (id) => this.#clients.isOf(id, writer.personId) };
  }

  /** @param accepted what the gate has to hold beyond the log */
  #theGate(accepted: Pending[] = []): Gate {
    if (this.#gate) return this.#gate;
    const gate = new Gate(this.#log.state);
    for (const update of this.#log.after) gate.follow(update);
    if (this.#log.after.length) this.#log = { state: Y.encodeStateAsUpdate(gate.doc), after: [] };
    for (const one of accepted) gate.follow(one.update);
    this.#gate = gate;
    return gate;
  }

  #dropGate(): void {
    this.#gate = null;
    this.#ahead = false;
  }

  /**
   * One statement, one commit: true when the draft is open, nobody else has written and no clause
   * was locked since we looked.
   */
  async #append(accepted: Pending[], stood: string[]): Promise<boolean> {
    const wordings = this.#wordings.rowsOf(accepted, stood);
    // Its text is the same for every batch, so that the database reads and plans it once.
    const appended = await sql`${wordings.length ? sql`` : sql.raw(keepPlan("append"))}
      with head as (
        update draft set last_seq = last_seq + ${accepted.length}::int
        where id = ${this.id}::uuid and state = 'open' and last_seq = ${this.#seq}::int and not exists (
          select 1 from clause_lock
          where draft_id = ${this.id}::uuid and not clause_id = any (${[...this.#know.locked]}::text[])
        ) returning id
      )${wordings.length ? insertOf(wordings) : sql``}
      insert into draft_update (draft_id, seq, actor, data)
      select head.id, ${this.#seq}::int + row.place, row.actor, row.data from head, unnest(
        ${accepted.map(({ writer }) => writer.personId)}::text[], ${accepted.map(({ update }) => Buffer.from(update))}::bytea[]
      ) with ordinality as row (actor, data, place)
      returning seq`.execute(this.#db);
    const stored = appended.rows.length === accepted.length;
    if (stored) this.#wordings.kept(wordings);
    return stored;
  }

  #settle(batch: Pending[], accepted: Pending[], answers: Map<Pending, Outcome>): void {
    for (const one of accepted) answers.set(one, { seq: ++this.#seq });
    this.#ahead = false;
    // Copied: as they came they are slices of what the network brought, and would keep all of it.
    const updates = accepted.map(({ update }) => new Uint8Array(update));
    this.#log.after.push(...updates);
    if (updates.length)
      this.#broadcast(
        this.#seq,
        updates.length === 1 ? (updates[0] as Uint8Array) : Y.mergeUpdates(updates),
      );
    for (const one of batch) one.answer(answers.get(one) as Outcome);
    if (this.#seq - this.#kept >= SNAPSHOT_EVERY) this.#keep();
  }

  /**
   * Nobody waits for a snapshot, and nothing is lost without it: the next one is made when this one
   * failed.
   */
  #keep(): void {
    this.#kept = this.#seq;
    this.#fold();
    keepSnapshot(this.#db, this.id, this.#seq, this.#log.state).catch(() => {});
  }

  #fold(): void {
    this.#log = { state: Y.encodeStateAsUpdate(this.#theGate().doc), after: [] };
  }

  /** Reads locks, state and what others wrote. False when the draft takes no more words. */
  async #lookAgain(): Promise<boolean> {
    const draft = await this.#db
      .selectFrom("draft")
      .select("state")
      .where("id", "=", this.id)
      .executeTakeFirstOrThrow();
    if (draft.state !== "open") return false;
    await this.learn();
    await this.#catchUp();
    return true;
  }

  /** Reads which clauses are locked and who the parties are. */
  async learn(): Promise<void> {
    this.#know = await readKnowledge(this.#db, this.id);
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
      this.#log.after.push(row.data);
      this.#gate?.follow(row.data);
      this.#seq = row.seq;
    }
    if (this.#log.after.length >= SNAPSHOT_EVERY) this.#fold();
    // Still unsure without rows: an append whose answer was lost may yet commit.
    if (!this.#unsure || rows.length === 0) return;
    this.#broadcast(this.#seq, Y.mergeUpdates(rows.map((row) => row.data)));
    this.#unsure = false;
  }
}
