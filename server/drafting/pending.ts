import type { RefusalCode } from "../../shared/refusal.ts";
import type { Touched, Writer } from "./gate.ts";

/** The number of an edit in the log, or why it was not taken. */
export type Outcome = { seq: number } | { refused: RefusalCode };

/** An edit that waits for its turn, and what it touches once it was judged. */
export type Pending = {
  writer: Writer;
  update: Uint8Array;
  answer: (outcome: Outcome) => void;
  touched: Touched[];
};

export function refuseAll(batch: Pending[], code: RefusalCode): void {
  for (const one of batch) one.answer({ refused: code });
}
