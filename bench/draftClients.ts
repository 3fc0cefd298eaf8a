import { HocuspocusProvider, HocuspocusProviderWebsocket } from "@hocuspocus/provider";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { io } from "socket.io-client";
import { WebSocket } from "ws";
import * as sync from "y-protocols/sync";
import * as Y from "yjs";
import { bodyOf, readDocument } from "../shared/drafting/document.ts";
import type { Peer } from "./draft.ts";

const [peer, address, count, seconds, keys] = process.argv.slice(2) as [Peer, string, string, string, string];
type Editor = { doc: Y.Doc; close: () => void };

/** Connects one editor's document to the server under measurement. */
const connect: Record<Peer, () => Promise<Editor>> = {
  async ours() {
    const [url, caseId, cookie] = address.split(" ") as [string, string, string],
      socket = io(`${url}/drafting`, { auth: { caseId }, extraHeaders: { cookie }, forceNew: true, transports: ["websocket"] }),
      doc = new Y.Doc();
    await new Promise<void>((resolve) => socket.once("connect", () => resolve()));
    const joined = (await socket.emitWithAck("draft:join", { clientId: doc.clientID, stateVector: Y.encodeStateVector(doc) })) as {
      draftId: string;
      update: Uint8Array;
    };
    Y.applyUpdate(doc, new Uint8Array(joined.update), "server");
    socket.on("draft:updated", ({ update }: { update: Uint8Array }) => Y.applyUpdate(doc, new Uint8Array(update), "server"));
    let pending: Uint8Array[] = [],
      flying = false;
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
    return { doc, close: () => socket.close() };
  },
  async hocuspocus() {
    const doc = new Y.Doc(),
      websocket = new HocuspocusProviderWebsocket({ url: address, WebSocketPolyfill: WebSocket });
    const provider = new HocuspocusProvider({ websocketProvider: websocket, name: "draft", document: doc });
    provider.attach();
    await new Promise<void>((resolve) => provider.on("synced", () => resolve()));
    return {
      doc,
      close: () => {
        provider.destroy();
        websocket.destroy();
      },
    };
  },
  async "y-websocket"() {
    const doc = new Y.Doc(),
      socket = new WebSocket(address);
    socket.binaryType = "arraybuffer";
    await new Promise<void>((resolve) => socket.once("open", () => resolve()));
    const write = (fill: (out: encoding.Encoder) => void) => {
      const out = encoding.createEncoder();
      encoding.writeVarUint(out, 0);
      fill(out);
      socket.send(encoding.toUint8Array(out));
    };
    const synced = new Promise<void>((resolve) =>
      socket.on("message", (bytes: ArrayBuffer) => {
        const inward = decoding.createDecoder(new Uint8Array(bytes)),
          out = encoding.createEncoder();
        decoding.readVarUint(inward);
        encoding.writeVarUint(out, 0);
        const kind = sync.readSyncMessage(inward, out, doc, "server");
        if (encoding.length(out) > 1) socket.send(encoding.toUint8Array(out));
        if (kind === 1) resolve();
      }),
    );
    write((out) => sync.writeSyncStep1(out, doc));
    await synced;
    doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== "server") write((out) => sync.writeUpdate(out, update));
    });
    return { doc, close: () => socket.close() };
  },
};

const editors = await Promise.all(Array.from({ length: Number(count) }, () => connect[peer]()));
/** A few editors watch; every key carries its own mark, so that its arrival can be timed. */
const watchers = editors.slice(0, Math.min(editors.length, 6)),
  sent = new Map<string, { at: number; by: number }>(),
  latencies: number[] = [];
for (const [index, { doc }] of watchers.entries())
  doc.on("update", (_: Uint8Array, origin: unknown, __: Y.Doc, transaction: Y.Transaction) => {
    if (transaction.local && origin !== "server") return;
    const now = performance.now();
    for (const type of transaction.changed.keys())
      if (type instanceof Y.XmlText)
        for (const part of type
          .toString()
          .slice(0, 400)
          .match(/〔\d+\.\d+〕/g) ?? []) {
          const key = `${index}:${part}`,
            mark = sent.get(part);
          if (!mark || mark.by === index || seen.has(key)) continue;
          seen.add(key);
          latencies.push(now - mark.at);
        }
  });
const seen = new Set<string>();
console.log("typing");
let edits = 0;
const until = performance.now() + Number(seconds) * 1000;
await Promise.all(
  editors.map(async ({ doc }, index) => {
    const clause = ["c1", "c2", "c3", "c4", "c5", "c6"][index % 6] as string;
    for (let n = 0; performance.now() < until; n++) {
      const mark = `〔${index}.${n}〕`,
        text = (bodyOf(doc, clause)?.get(0) as Y.XmlElement).get(0) as Y.XmlText;
      sent.set(mark, { at: performance.now(), by: index });
      doc.transact(() => {
        text.insert(0, mark);
        if (text.length > 800) text.delete(500, text.length - 500);
      });
      edits++;
      await new Promise<void>((resolve) => setTimeout(resolve, (1000 / Number(keys)) * (0.7 + Math.random() * 0.6))); // the pace of typing
    }
  }),
);
const same = () => new Set(editors.map(({ doc }) => JSON.stringify(readDocument(doc)))).size === 1;
for (const wait = performance.now() + 10_000; !same() && performance.now() < wait; )
  await new Promise<void>((resolve) => setImmediate(resolve));
for (const editor of editors) editor.close();
const said = `${JSON.stringify({ latencies: latencies.map((value) => Math.round(value * 10) / 10), edits, converged: same() })}\n`;
process.stdout.write(said, () => process.exit(0));
