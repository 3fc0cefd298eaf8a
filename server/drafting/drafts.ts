import type { Database } from "../storage/database.ts";
import { LiveDraft } from "./liveDraft.ts";

/** The drafts somebody has open in this process. */
export type Drafts = {
  open(draftId: string): Promise<LiveDraft>;
  /** Forgets a draft nobody has open; it is read from the log when it is needed again. */
  release(draftId: string): void;
  onUpdate(listener: (draftId: string, seq: number, update: Uint8Array) => void): void;
};

export function openDrafts(db: Database): Drafts {
  const live = new Map<string, Promise<LiveDraft>>();
  let listener: (draftId: string, seq: number, update: Uint8Array) => void = () => {};
  return {
    open(draftId) {
      const known = live.get(draftId);
      if (known) return known;
      const opening = LiveDraft.open(db, draftId, (seq, update) => listener(draftId, seq, update));
      live.set(draftId, opening);
      opening.catch(() => live.delete(draftId));
      return opening;
    },
    release(draftId) {
      live.delete(draftId);
    },
    onUpdate(next) {
      listener = next;
    },
  };
}
