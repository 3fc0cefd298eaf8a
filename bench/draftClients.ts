import { HocuspocusProvider, HocuspocusProviderWebsocket } from "@hocuspocus/provider";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { io } from "socket.io-client";
import { WebSocket } from "ws";
import * as sync from "y-protocols/sync";
import * as Y from "yjs";
import { bodyOf, readDocument } from "../shared/drafting/document.ts";
import { bytesOf } from "../shared/drafting/updateText.ts";
import { wordsIn } from "../server/testing/editor.ts";
import type { Peer } from "./draft.ts";

const WATCHERS = 6;
const CLAUSES = ["c1", "c2", "c3", "c4", "c5", "c6"];

const [peer, address, count, seconds, keys, beside] = process.argv.slice(2) as [
  Peer,
  string,
  string,
  string,
  string,
  string?,
];

/** `hold`: what arrives is kept as it came, until `takeIn`. */
type Editor = { doc: Y.Doc; hold: () => void; takeIn: () => void; close: () => void };

/** What reaches an editor goes through its inbox, whatever the protocol. */
function inbox<Message>(read: (message: Message) => void) {
  let kept: Message[] | null = null;
  return {
    receive: (message: Message) => (kept ? void kept.push(message) : read(message)),
    hold: () => {
      kept = [];
    },
    takeIn: () => {
      const waiting = kept ?? [];
      kept = null;
      for (const message of waiting) read(message);
    },
  };
}

/** Connects one editor's document to the server under measurement. */
const connect: Record<Peer, () => Promise<Editor>> = {
  async ours() {
    const [url, caseId, cookie] = address.split("\t") as [string, string, string];
    const socket = io(`${url}/drafting`, {
      auth: { caseId },
      extraHeaders: { cookie },
      forceNew: true,
      transports: ["websocket"],
    });
    const doc = new Y.Doc();
    await new Promise<void>((resolve) => socket.once("connect", () => resolve()));
    const joined = (await socket.emitWithAck("draft:join", {
      clientId: doc.clientID,
      stateVector: Y.encodeStateVector(doc),
    })) as {
      draftId: string;
      update: Uint8Array;
    };
    Y.applyUpdate(doc, new Uint8Array(joined.update), "server");
    const { receive, ...held } = inbox(({ update }: { update: string }) =>
      Y.applyUpdate(doc, bytesOf(update), "server"),
    );
    socket.on("draft:updated", receive);
    let pending: Uint8Array[] = [];
    let flying = false;
    const flush = async () => {
      if (flying || pending.length === 0) return;
      flying = true;
      const batch = pending;
      pending = [];
      const answer = (await socket.emitWithAck("draft:update", {
        draftId: joined.draftId,
        update: batch.length === 1 ? batch[0] : Y.mergeUpdates(batch),
      })) as { ok: boolean; problem?: { code: string } };
      if (!answer.ok) throw new Error(answer.problem?.code);
      flying = false;
      await flush();
    };
    doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin === "server") return;
      pending.push(update);
      void flush();
    });
    return { doc, ...held, close: () => socket.close() };
  },
  async hocuspocus() {
    const doc = new Y.Doc();
    const websocket = new HocuspocusProviderWebsocket({
      url: address,
      WebSocketPolyfill: WebSocket,
    });
    const provider = new HocuspocusProvider({
      websocketProvider: websocket,
      name: "draft",
      document: doc,
    });
    provider.attach();
    await new Promise<void>((resolve) => provider.on("synced", () => resolve()));
    const { receive, ...held } = inbox(provider.onMessage.bind(provider));
    provider.onMessage = receive;
    return {
      doc,
      ...held,
      close: () => {
        provider.destroy();
        websocket.destroy();
      },
    };
  },
  async "y-websocket"() {
    const doc = new Y.Doc();
    const socket = new WebSocket(address);
    socket.binaryType = "arraybuffer";
    await new Promise<void>((resolve) => socket.once("open", () => resolve()));
    const write = (fill: (out: encoding.Encoder) => void) => {
      const out = encoding.createEncoder();
      encoding.writeVarUint(out, 0);
      fill(out);
      socket.send(encoding.toUint8Array(out));
    };
    const { promise: synced, resolve } = Promise.withResolvers<void>();
    const { receive, ...held } = inbox((bytes: ArrayBuffer) => {
      const inward = decoding.createDecoder(new Uint8Array(bytes));
      const out = encoding.createEncoder();
      decoding.readVarUint(inward);
      encoding.writeVarUint(out, 0);
      const kind = sync.readSyncMessage(inward, out, doc, "server");
      if (encoding.length(out) > 1) socket.send(encoding.toUint8Array(out));
      if (kind === 1) resolve();
    });
    socket.on("message", receive);
    write((out) => sync.writeSyncStep1(out, doc));
    await synced;
    doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== "server") write((out) => sync.writeUpdate(out, update));
    });
    return { doc, ...held, close: () => socket.close() };
  },
};

const editors = await Promise.all(Array.from({ length: Number(count) }, () => connect[peer]()));

/**
 * A few editors watch; every key carries its own mark, so that its arrival can be timed. In life
 * everybody has a device of his own; here one thread plays them all, so the others write, and take
 * in what arrived when all have typed.
 */
const watchers = editors.slice(0, WATCHERS);
const sent = new Map<string, { at: number; by: number }>();
const latencies: number[] = [];

for (const [index, { doc }] of watchers.entries()) {
  const note = (words: string) => {
    for (const mark of words.match(/〔\d+\.\d+〕/g) ?? []) {
      const by = sent.get(mark);
      if (by && by.by !== index && !seen.has(`${index}:${mark}`))
        latencies.push(performance.now() - by.at);
      seen.add(`${index}:${mark}`);
    }
  };
  for (const clause of CLAUSES)
    bodyOf(doc, clause)?.observeDeep((events) => {
      for (const { delta } of events)
        for (const { insert } of delta) if (typeof insert === "string") note(insert);
    });
}

const seen = new Set<string>();

/**
 * One party of the case sends what the gate must refuse, as fast as it is answered, on four
 * connections that come back when they are closed.
 */
async function flood(until: number): Promise<number> {
  const [url, caseId, , seat, cookie] = address.split("\t") as [
    string,
    string,
    string,
    string,
    string,
  ];
  const huge = new Y.Doc();
  huge.getText("elsewhere").insert(0, "淹".repeat(60_000));
  const kinds = [
    Y.encodeStateAsUpdate(huge),
    crypto.getRandomValues(new Uint8Array(60_000)),
    new Uint8Array(400_000),
    "no bytes",
  ];
  let sent = 0;
  const connection = async () => {
    while (performance.now() < until) {
      const socket = io(`${url}/drafting`, {
        auth: { caseId, seat },
        extraHeaders: { cookie },
        forceNew: true,
        reconnection: false,
      });
      const doc = new Y.Doc();
      const over = new Promise<void>((resolve) => {
        for (const event of ["disconnect", "connect_error"]) socket.once(event, () => resolve());
      });
      const work = async () => {
        const joined = (await socket.timeout(2000).emitWithAck("draft:join", {
          clientId: doc.clientID,
          stateVector: Y.encodeStateVector(doc),
        })) as { draftId?: string };
        while (socket.connected && performance.now() < until)
          await Promise.all(
            kinds.map((update) => {
              sent++;
              return socket
                .timeout(2000)
                .emitWithAck("draft:update", { draftId: joined.draftId, update });
            }),
          );
      };
      await Promise.race([over, work().catch(() => {})]);
      socket.close();
    }
  };
  await Promise.all(Array.from({ length: 4 }, connection));
  return sent;
}

let edits = 0;

/** Everybody types at a person's pace until then. */
const type = (until: number) =>
  Promise.all(
    editors.map(async ({ doc }, index) => {
      const clause = CLAUSES[index % CLAUSES.length] as string;
      await pause(Math.random()); // not all at one moment
      for (let n = 0; performance.now() < until; n++) {
        const mark = `〔${index}.${n}〕`;
        const text = wordsIn(doc, clause);
        sent.set(mark, { at: performance.now(), by: index });
        doc.transact(() => {
          text.insert(0, mark);
          if (text.length > 800) text.delete(500, text.length - 500);
        });
        edits++;
        await pause(0.7 + Math.random() * 0.6);
      }
    }),
  );

const pause = (keystrokes: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, (1000 / Number(keys)) * keystrokes));

/**
 * Everybody has everything: asked cheaply and not all the time, because one thread takes it in for
 * all.
 */
const arrived = () => new Set(editors.map(({ doc }) => Y.encodeStateVector(doc).join())).size === 1;

async function settle(): Promise<void> {
  for (const wait = performance.now() + 10_000; !arrived() && performance.now() < wait; )
    await pause(0.25);
}

for (const editor of editors.slice(WATCHERS)) editor.hold();
console.log("typing");
const until = performance.now() + Number(seconds) * 1000;
const flooding = beside === "flood" ? flood(until) : null;
await type(until);

for (const editor of editors) {
  editor.takeIn();
  await pause(0); // the connections of the others want to be answered meanwhile
}

await settle();
const same = new Set(editors.map(({ doc }) => JSON.stringify(readDocument(doc)))).size === 1;
console.log("typed");
for (const editor of editors) editor.close();

const told = {
  latencies: latencies.map((value) => Math.round(value * 10) / 10),
  edits,
  refused: (await flooding) ?? 0,
  converged: same,
};
process.stdout.write(`${JSON.stringify(told)}\n`, () => process.exit(0));
