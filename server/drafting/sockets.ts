import type { Server, Socket } from "socket.io";
import { isClientId, readPointed } from "../../shared/drafting/caret.ts";
import { type Caret, MAX_STATE_VECTOR_BYTES } from "../../shared/drafting/contract.ts";
import { refusalFor } from "../../shared/people/permissions.ts";
import { Refusal, type RefusalCode } from "../../shared/refusal.ts";
import { after, hear, inBackground } from "../guard.ts";
import type { Parts } from "../parts.ts";
import { problemOf, toProblem } from "../transport/problems.ts";
import { bucket, seat, type Seated, welcome, whoNow } from "../transport/sockets.ts";
import { Patience } from "./patience.ts";
import { latestDraft } from "./store.ts";

const UPDATES_PER_SECOND = 60,
  UPDATE_BURST = 200,
  /** Answers a connection may be waiting for; a page waits for one. */
  MAX_WAITING = 32,
  COLOURS = 6,
  CARETS_EVERY_MS = 80;
const asBytes = (value: unknown): Uint8Array | null => (value instanceof Uint8Array ? value : null);

/** A writer's rights are asked again after this long, without making anybody wait; an answer older than the second is never used. */
const ASK_AGAIN_MS = 10_000,
  OLDEST_MS = 20_000;

function remembered<T>(ask: () => Promise<T>): () => Promise<T> {
  let known: Promise<T> | null = null,
    asking: Promise<T> | null = null,
    at = 0,
    fresh = 0;
  const askAgain = () => {
    asking ??= ask().finally(() => {
      known = asking;
      asking = null;
      at = performance.now();
      fresh = ASK_AGAIN_MS * (0.5 + Math.random()); // spread, so that a room of people does not ask all at once
    });
    asking.catch(() => {
      known = null; // a refusal or a fault is never remembered
    });
    return asking;
  };
  return () => {
    const age = performance.now() - at;
    if (known && age < fresh) return known;
    const next = askAgain();
    return known && age < OLDEST_MS ? known : next;
  };
}

type Joined = { draftId: string; clientIds: Set<number>; caret: Caret | null };

/** The /drafting namespace: every edit passes the gate, every caret carries the server's name for its person. */
export function openDrafting(parts: Parts, io: Server) {
  const space = io.of("/drafting"),
    patience = new Patience();
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
      space.in(draftId).emit(
        "draft:carets",
        sockets.flatMap((socket) => (socket.data as { caret?: Caret | null }).caret ?? []),
      );
    }).unref();
  }

  function leave(socket: Socket, joined: Joined | null) {
    if (!joined) return;
    inBackground("leaving a draft", async () => {
      await socket.leave(joined.draftId);
      const live = await parts.drafts.open(joined.draftId);
      if (--live.people <= 0) parts.drafts.release(joined.draftId);
    });
    tellCarets(joined.draftId);
  }

  space.use(seat(parts, "draft:read"));
  welcome(space, (socket) => {
    const { asker, caseId, language } = socket.data as Seated,
      mayWrite = bucket(UPDATES_PER_SECOND, UPDATE_BURST),
      mayJoin = bucket(1, 10),
      mayPoint = bucket(20, 40);
    let joined: Joined | null = null,
      waiting = 0,
      turn: Promise<unknown> = Promise.resolve();
    const whoWrites = remembered(() => whoNow(parts, socket, "draft:read"));
    const person = `${caseId} ${asker.id}`,
      refuse = (code: RefusalCode) => ({ ok: false, problem: problemOf(code, language, socket.id) });

    /** Counts a refusal against this person; too many, and all editing of this person pauses. */
    function count(code: RefusalCode): void {
      patience.refused(person, code);
      if (patience.state(person) !== "paused") return;
      parts.log.warn({ caseId, person: asker.id, refused: code }, "drafting connection closed after repeated refusals");
      socket.emit("draft:paused", problemOf("drafting/paused", language, socket.id));
      socket.disconnect(true);
    }

    async function write(draftId: unknown, update: unknown) {
      const bytes = asBytes(update);
      if (patience.state(person) !== "go" || waiting >= MAX_WAITING || !mayWrite()) return refuse("drafting/slow-down");
      if (!bytes) throw new Refusal("drafting/malformed");
      if (!joined || joined.draftId !== draftId) throw new Refusal("drafting/frozen"); // an update for an earlier epoch never enters this one
      const { draftId: id } = joined;
      waiting++;
      try {
        // In the order in which they came, however long it takes to ask who writes.
        const queued = turn.then(async () => {
          const { asker: writer, leads, facts } = await whoWrites(),
            mayEdit = refusalFor(writer, "draft:edit", facts) === null;
          const live = await parts.drafts.open(id);
          return { outcome: live.write({ personId: writer.id, name: writer.name, leads, mayEdit }, bytes) };
        });
        turn = queued.catch(() => {});
        const outcome = await (await queued).outcome;
        if ("refused" in outcome) throw new Refusal(outcome.refused);
        return { ok: true, seq: outcome.seq };
      } finally {
        waiting--;
      }
    }

    hear(socket, "draft:join", async (ask: unknown, answer: unknown) => {
      if (typeof answer !== "function") return;
      try {
        const { clientId, stateVector } = (ask ?? {}) as { clientId?: unknown; stateVector?: unknown },
          bytes = asBytes(stateVector);
        if (patience.state(person) === "paused") throw new Refusal("drafting/paused");
        if (!mayJoin()) throw new Refusal("drafting/slow-down");
        if (!isClientId(clientId) || !bytes || bytes.byteLength > MAX_STATE_VECTOR_BYTES) throw new Refusal("drafting/malformed");
        const now = await whoWrites(),
          draft = await latestDraft(parts.db, caseId);
        if (!draft) throw new Refusal("drafting/not-open");
        const live = await parts.drafts.open(draft.id);
        if (!(await live.register(clientId, asker.id))) throw new Refusal("drafting/not-your-client");
        if (joined?.draftId !== draft.id) {
          leave(socket, joined);
          joined = { draftId: draft.id, clientIds: new Set(), caret: null };
          live.people++;
          await socket.join(draft.id);
        }
        joined.clientIds.add(clientId);
        const state = await live.since(bytes).catch(() => {
          throw new Refusal("drafting/malformed");
        });
        answer({
          ok: true,
          draftId: draft.id,
          epoch: draft.epoch,
          ...state,
          mayEdit: draft.state === "open" && refusalFor(now.asker, "draft:edit", now.facts) === null,
          frozen: draft.state !== "open",
        });
        tellCarets(draft.id);
      } catch (error) {
        answer({ ok: false, problem: toProblem(error, language, parts.log) });
      }
    });

    hear(socket, "draft:update", async (ask: unknown, answer: unknown) => {
      if (typeof answer !== "function") return;
      const { draftId, update } = (ask ?? {}) as { draftId?: unknown; update?: unknown };
      try {
        answer(await write(draftId, update));
      } catch (error) {
        answer({ ok: false, problem: toProblem(error, language, parts.log) });
        if (error instanceof Refusal) count(error.code);
      }
    });

    hear(socket, "draft:awareness", async (ask: unknown) => {
      const at = joined;
      if (!at || !mayPoint()) return;
      const pointed = readPointed(ask);
      if (!pointed || !at.clientIds.has(pointed.clientId)) return;
      if (!(await whoWrites().catch(() => null)) || joined !== at) return;
      const colour = [...asker.id].reduce((sum, char) => sum + (char.codePointAt(0) ?? 0), 0) % COLOURS;
      socket.data.caret = { ...pointed, personId: asker.id, name: asker.name, colour } satisfies Caret;
      tellCarets(at.draftId);
    });

    hear(socket, "disconnect", () => leave(socket, joined));
  });

  return { tellFrozen: (draftId: string) => space.in(draftId).emit("draft:frozen", { draftId }) };
}
