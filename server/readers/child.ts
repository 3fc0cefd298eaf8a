import { hashOf } from "../agreements/statement.ts";
import { verifySealed } from "../agreements/verifySealed.ts";
import { countPages } from "./countPages.ts";
import type { ReaderAnswer, ReaderAsk } from "./readers.ts";

/** The process that reads files from outside. It answers null for a file it cannot read. */
async function answer(ask: ReaderAsk): Promise<unknown> {
  if (ask.what === "pdf") return countPages(ask.bytes);
  const { record } = ask.given;
  const sha256 = { agreement: hashOf(ask.bytes), record: record ? hashOf(record) : null };
  return { ...(await verifySealed(Buffer.from(ask.bytes), ask.given)), sha256 };
}

process.on("message", async (ask: ReaderAsk) => {
  const value = await answer(ask).catch(() => null);
  process.send?.({ id: ask.id, value } satisfies ReaderAnswer);
});
process.on("disconnect", () => process.exit());
process.send?.("here");
