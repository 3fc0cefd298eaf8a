import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server as Hocuspocus } from "@hocuspocus/server";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { WebSocketServer } from "ws";
import * as sync from "y-protocols/sync";
import * as Y from "yjs";
import { seedDocument } from "../shared/drafting/document.ts";
import { stories } from "../server/demo/stories.ts";
import { openHouse } from "../server/testing/openHouse.ts";
import { caseIn } from "../server/testing/stories.ts";
import type { Peer } from "./draft.ts";

const clauses = () => stories.loan.clauses(["a", "b", "c"], "2026-11-21");
const peer = process.argv[2] as Peer;

/**
 * The server under measurement, alone in its process. Prints where it listens; ends when the pipe
 * does.
 */
const servers: Record<Peer, () => Promise<string>> = {
  async ours() {
    const world = await caseIn(await openHouse("embedded", { limitTimes: 1000 }), {
      input: stories.loan.input,
      clauses: clauses(),
    });
    return [
      world.url,
      world.caseId,
      world.mediator.cookie,
      world.first.seat.seat,
      world.first.seat.cookie,
    ].join("\t");
  },
  async hocuspocus() {
    const server = new Hocuspocus({
      port: 0,
      quiet: true,
      onLoadDocument: async ({ document }) => {
        Y.applyUpdate(document, Y.encodeStateAsUpdate(seedDocument(clauses())));
        return document;
      },
    });
    await server.listen();
    return `ws://127.0.0.1:${server.address.port}`;
  },
  async "y-websocket"() {
    const http = createServer();
    const wss = new WebSocketServer({ server: http });
    const doc = seedDocument(clauses());
    wss.on("connection", (socket) => {
      const greet = encoding.createEncoder();
      encoding.writeVarUint(greet, 0);
      sync.writeSyncStep1(greet, doc);
      socket.send(encoding.toUint8Array(greet));
      const tell = (update: Uint8Array, origin: unknown) => {
        if (origin === socket) return;
        const out = encoding.createEncoder();
        encoding.writeVarUint(out, 0);
        sync.writeUpdate(out, update);
        socket.send(encoding.toUint8Array(out));
      };
      doc.on("update", tell);
      socket.on("message", (bytes: Buffer) => {
        const inward = decoding.createDecoder(new Uint8Array(bytes));
        const out = encoding.createEncoder();
        if (decoding.readVarUint(inward) !== 0) return;
        encoding.writeVarUint(out, 0);
        sync.readSyncMessage(inward, out, doc, socket);
        if (encoding.length(out) > 1) socket.send(encoding.toUint8Array(out));
      });
      socket.on("close", () => doc.off("update", tell));
    });
    await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
    return `ws://127.0.0.1:${(http.address() as AddressInfo).port}`;
  },
};
console.log(await servers[peer]());
process.stdin.on("end", () => process.exit(0)).resume();
