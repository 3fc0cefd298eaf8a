import type { Server, Socket } from "socket.io";
import type { Caret } from "../../shared/drafting/contract.ts";
import { Refusal, type RefusalCode } from "../../shared/refusal.ts";
import { after, hear } from "../guard.ts";
import type { Parts } from "../parts.ts";
import { toProblem } from "../transport/problems.ts";
import { seat, type Seated, welcome } from "../transport/sockets.ts";
import { DraftConnection } from "./connection.ts";
import { Patience } from "./patience.ts";

const CARETS_EVERY_MS = 80;

/** The /drafting namespace: every edit passes the gate, every caret carries the server's name for its person. */
export function openDrafting(parts: Parts, io: Server) {
  const space = io.of("/drafting");
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
    answers(socket, parts, "draft:join", (ask) => connection.join(ask));
    answers(
      socket,
      parts,
      "draft:update",
      (ask) => connection.write(ask),
      (code) => connection.refused(code),
    );
    hear(socket, "draft:awareness", (ask: unknown) => connection.point(ask));
    hear(socket, "disconnect", () => connection.leave());
  });

  return { tellFrozen: (draftId: string) => space.in(draftId).emit("draft:frozen", { draftId }) };
}

/** Answers one kind of request, with a problem where it is refused or fails; `onRefusal` hears the code of a refusal. */
function answers(
  socket: Socket,
  { log }: Pick<Parts, "log">,
  event: "draft:join" | "draft:update",
  handle: (ask: unknown) => Promise<object>,
  onRefusal: (code: RefusalCode) => void = () => {},
): void {
  const { language } = socket.data as Seated;
  hear(socket, event, async (ask: unknown, answer: unknown) => {
    if (typeof answer !== "function") return;
    try {
      answer({ ok: true, ...(await handle(ask)) });
    } catch (error) {
      answer({ ok: false, problem: toProblem(error, language, log) });
      if (error instanceof Refusal) onRefusal(error.code);
    }
  });
}
