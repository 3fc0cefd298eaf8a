import type { Clause } from "../../shared/drafting/clause.ts";
import { readDocument } from "../../shared/drafting/document.ts";
import type { Database, Tx } from "../storage/database.ts";
import { loadDraft } from "./draftLog.ts";
import { LiveDraft } from "./liveDraft.ts";

/** A draft's clauses as they stand, and up to which update of its log. To be read, not changed. */
export type Reading = { seq: number; clauses: Clause[] };

/** The drafts somebody has open in this process, and how every draft is read. */
export type Drafts = {
  open(draftId: string): Promise<LiveDraft>;
  /** Forgets a draft nobody has open; it is loaded again when it is needed. */
  release(draftId: string): void;
  /**
   * The text as the database has it now: from memory where this process is at the same update, else
   * loaded.
   */
  read(db: Database | Tx, draftId: string): Promise<Reading>;
  onUpdate(listener: (draftId: string, seq: number, update: Uint8Array) => void): void;
};

const REMEMBERED = 50;

export function openDrafts(db: Database): Drafts {
  const live = new Map<string, Promise<LiveDraft>>();
  const ready = new Map<string, LiveDraft>();
  /**
   * What was loaded lately. A draft without updates is not remembered: its seed may still be set.
   */
  const loaded = new Map<string, Reading>();
  let listener: (draftId: string, seq: number, update: Uint8Array) => void = () => {};

  function remember(draftId: string, reading: Reading): void {
    loaded.delete(draftId);
    if (reading.seq > 0) loaded.set(draftId, reading);
    const [oldest] = loaded.keys();
    if (loaded.size > REMEMBERED && oldest) loaded.delete(oldest);
  }

  return {
    open(draftId) {
      const known = live.get(draftId);
      if (known) return known;
      const opening = LiveDraft.open(db, draftId, (seq, update) => listener(draftId, seq, update));
      live.set(draftId, opening);
      opening.then(
        (draft) => {
          if (live.get(draftId) === opening) ready.set(draftId, draft);
        },
        () => live.delete(draftId),
      );
      return opening;
    },
    release(draftId) {
      live.delete(draftId);
      ready.delete(draftId);
      loaded.delete(draftId);
    },
    async read(from, draftId) {
      const { last_seq } = await from
        .selectFrom("draft")
        .select("last_seq")
        .where("id", "=", draftId)
        .executeTakeFirstOrThrow();
      for (const known of [ready.get(draftId)?.reading(), loaded.get(draftId)])
        if (known?.seq === last_seq && last_seq > 0) return known;
      const { doc, seq } = await loadDraft(from, draftId);
      const reading = { seq, clauses: readDocument(doc) };
      // Inside a transaction the text may still be undone; only what is committed is remembered.
      if (!from.isTransaction) remember(draftId, reading);
      return reading;
    },
    onUpdate(next) {
      listener = next;
    },
  };
}
