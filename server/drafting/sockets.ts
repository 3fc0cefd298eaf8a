import type { Namespace, Server } from "socket.io";
import {
  type Caret,
  type DraftingAsk,
  type DraftingNews,
  draftingRequests,
} from "../../shared/drafting/contract.ts";
import { after, hear } from "../guard.ts";
import type { Parts } from "../parts.ts";
import { seat, serveSocket, welcome } from "../transport/sockets.ts";
import { DraftConnection } from "./connection.ts";
import { Patience } from "./patience.ts";

const CARETS_EVERY_MS = 80;
type News = { [E in keyof DraftingNews]: DraftingNews[E] };

/**
 * The /drafting namespace: every edit passes the gate, every caret carries the server's name for
 * its person.
 */
export function openDrafting(parts: Parts, io: Server) {
  const space: Namespace<Record<string, never>, News> = io.of("/drafting");
  const patience = new Patience();
  parts.drafts.onUpdate((draftId, seq, update) => {
    const bytes = Buffer.from(update.buffer, update.byteOffset, update.byteLength);
    space.in(draftId).emit("draft:updated", { draftId, seq, update: bytes.toString("base64") });
  });

  /** Where everybody's caret is goes to everybody, so a moment's moves of all go together. */
  const toTell = new Set<string>();
  function tellCarets(draftId: string): void {
    if (toTell.has(draftId)) return;
    toTell.add(draftId);
    after("telling carets", CARETS_EVERY_MS, async () => {
      toTell.delete(draftId);
      const sockets = await space.in(draftId).fetchSockets();
      const carets = sockets.flatMap(({ data }) => (data as { caret?: Caret | null }).caret ?? []);
      space.in(draftId).emit("draft:carets", carets);
    }).unref();
  }

  space.use(seat(parts, "draft:read"));
  welcome(space, (socket) => {
    const connection = new DraftConnection(parts, socket, patience, tellCarets);
    const handlers = {
      "draft:join": (ask: DraftingAsk<"draft:join">) => connection.join(ask),
      "draft:update": (ask: DraftingAsk<"draft:update">) => connection.write(ask),
      "draft:awareness": (ask: DraftingAsk<"draft:awareness">) => connection.point(ask),
    };
    serveSocket(socket, parts, draftingRequests, handlers, {
      admit: (request, isAnswered) => connection.admit(request, isAnswered),
      malformed: "drafting/malformed",
      answer: (value) => value,
      refused: (request, code) => connection.refused(request, code),
    });
    hear(socket, "disconnect", () => connection.leave());
  });

  return { tellFrozen: (draftId: string) => space.in(draftId).emit("draft:frozen", { draftId }) };
}
