import { io } from "socket.io-client";
import * as Y from "yjs";
import { bodyOf } from "../../../shared/drafting/document.ts";
import { bytesOf } from "../../../shared/drafting/updateText.ts";
import type { Seat } from "../openHouse.ts";

/**
 * Two honest people who type into one draft, in a process of their own. For each line read on stdin
 * they tell what they measured since.
 */
const { url, caseId, seats } = JSON.parse(process.argv[2] as string) as {
  url: string;
  caseId: string;
  seats: [Seat, Seat];
};

const KEY_EVERY_MS = 150;
const ANSWER_WITHIN_MS = 10_000;
let latencies: number[] = [];
let refused: string[] = [];

async function editor(who: Seat) {
  const doc = new Y.Doc();
  const socket = io(`${url}/drafting`, {
    auth: { caseId, seat: who.seat, language: "en" },
    extraHeaders: { cookie: who.cookie },
    forceNew: true,
    transports: ["websocket"],
  });
  await new Promise<void>((resolve) => socket.once("connect", () => resolve()));
  const { draftId, update } = (await socket.emitWithAck("draft:join", {
    clientId: doc.clientID,
    stateVector: Y.encodeStateVector(doc),
  })) as { draftId: string; update: Uint8Array };
  Y.applyUpdate(doc, new Uint8Array(update));
  socket.on("draft:updated", (news: { update: string }) =>
    Y.applyUpdate(doc, bytesOf(news.update)),
  );
  return { doc, socket, draftId };
}

const [writer, reader] = await Promise.all(seats.map(editor));
if (!writer || !reader) throw new Error("two people are needed");
reader.socket.on("draft:updated", () => {});
const words = bodyOf(writer.doc, "c2")?.get(0) as Y.XmlElement;
let seen: (() => void) | null = null;
reader.socket.on("draft:updated", () => seen?.());

/** From the key to the other's screen. */
async function type(): Promise<void> {
  const before = Y.encodeStateVector(writer?.doc as Y.Doc);
  const at = performance.now();
  const arrived = new Promise<void>((resolve) => {
    seen = resolve;
  });
  (words.get(0) as Y.XmlText).insert(0, "字");
  const answer = (await writer?.socket
    .timeout(ANSWER_WITHIN_MS)
    .emitWithAck("draft:update", {
      draftId: writer.draftId,
      update: Y.encodeStateAsUpdate(writer.doc, before),
    })
    .catch((error: Error) => ({ ok: false, problem: { code: error.message } }))) as {
    ok: boolean;
    problem?: { code: string };
  };
  if (!answer.ok) return void refused.push(answer.problem?.code ?? "refused");
  await arrived;
  latencies.push(performance.now() - at);
  if (before.length > 0 && words.length > 0 && (words.get(0) as Y.XmlText).length > 200) erase();
}

/** The text does not grow without end. */
function erase(): void {
  const before = Y.encodeStateVector(writer?.doc as Y.Doc);
  (words.get(0) as Y.XmlText).delete(0, 100);
  writer?.socket.emit(
    "draft:update",
    { draftId: writer.draftId, update: Y.encodeStateAsUpdate(writer.doc, before) },
    () => {},
  );
}

process.stdin.on("data", () => {
  console.log(JSON.stringify({ latencies, refused }));
  latencies = [];
  refused = [];
});
process.stdin.on("end", () => process.exit(0));
console.log("typing");

for (;;) {
  await type();
  await new Promise((resolve) => setTimeout(resolve, KEY_EVERY_MS));
}
