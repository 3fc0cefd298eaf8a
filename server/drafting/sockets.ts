import type { Server, Socket } from "socket.io";
import { type Caret, MAX_AWARENESS_BYTES } from "../../shared/drafting/contract.ts";
import { refusalFor } from "../../shared/people/permissions.ts";
import { Refusal, type RefusalCode } from "../../shared/refusal.ts";
import type { Parts } from "../parts.ts";
import { problemOf, toProblem } from "../transport/problems.ts";
import { bucket, seat, type Seated, whoNow } from "../transport/sockets.ts";
import { latestDraft } from "./store.ts";

/** These come from a broken or hostile client, never from typing; each costs the server a fresh shadow. */
const HOSTILE: RefusalCode[] = ["drafting/malformed", "drafting/not-your-client", "drafting/wrong-shape", "drafting/too-large"];
const MAX_HOSTILE = 5,
  UPDATES_PER_SECOND = 60,
  UPDATE_BURST = 200,
  COLOURS = 6;
const isClientId = (value: unknown): value is number =>
  typeof value === "number" && Number.isInteger(value) && value > 1 && value < 2 ** 32;
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
  const space = io.of("/drafting");
  parts.drafts.onUpdate((draftId, seq, update) => space.in(draftId).emit("draft:updated", { draftId, seq, update }));

  async function carets(draftId: string): Promise<void> {
    const sockets = await space.in(draftId).fetchSockets();
    space.in(draftId).emit(
      "draft:carets",
      sockets.flatMap((socket) => (socket.data as { caret?: Caret | null }).caret ?? []),
    );
  }

  function leave(socket: Socket, joined: Joined | null) {
    if (!joined) return;
    void socket.leave(joined.draftId);
    void parts.drafts
      .open(joined.draftId)
      .then((live) => {
        if (--live.people <= 0) parts.drafts.release(joined.draftId);
      })
      .catch(() => {});
    void carets(joined.draftId).catch(() => {});
  }

  space.use(seat(parts, "draft:read"));
  space.on("connection", (socket) => {
    const { asker, caseId, language } = socket.data as Seated,
      mayWrite = bucket(UPDATES_PER_SECOND, UPDATE_BURST),
      mayPoint = bucket(20, 40);
    let joined: Joined | null = null,
      hostile = 0,
      turn: Promise<unknown> = Promise.resolve();
    const whoWrites = remembered(() => whoNow(parts, socket, "draft:read"));
    const refuse = (code: RefusalCode) => ({ ok: false, problem: problemOf(code, language, socket.id) });

    socket.on("draft:join", async (ask: unknown, answer: unknown) => {
      if (typeof answer !== "function") return;
      try {
        const { clientId, stateVector } = (ask ?? {}) as { clientId?: unknown; stateVector?: unknown },
          bytes = asBytes(stateVector);
        if (!isClientId(clientId) || !bytes || bytes.byteLength > MAX_AWARENESS_BYTES * 4) throw new Refusal("drafting/malformed");
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
        void carets(draft.id).catch(() => {});
      } catch (error) {
        answer({ ok: false, problem: toProblem(error, language, parts.log) });
      }
    });

    socket.on("draft:update", async (ask: unknown, answer: unknown) => {
      if (typeof answer !== "function") return;
      try {
        const { draftId, update } = (ask ?? {}) as { draftId?: unknown; update?: unknown },
          bytes = asBytes(update);
        if (!mayWrite()) return answer(refuse("drafting/slow-down"));
        if (!bytes) throw new Refusal("drafting/malformed");
        if (!joined || joined.draftId !== draftId) return answer(refuse("drafting/frozen")); // an update for an earlier epoch never enters this one
        // In the order in which they came, however long it takes to ask who writes.
        const { draftId: id } = joined,
          queued = turn.then(async () => {
            const { asker: writer, leads, facts } = await whoWrites(),
              mayEdit = refusalFor(writer, "draft:edit", facts) === null;
            const live = await parts.drafts.open(id);
            return { outcome: live.write({ personId: writer.id, leads, mayEdit }, bytes) };
          });
        turn = queued.catch(() => {});
        const outcome = await (await queued).outcome;
        if (!("refused" in outcome)) return answer({ ok: true, seq: outcome.seq });
        answer(refuse(outcome.refused));
        if (HOSTILE.includes(outcome.refused) && ++hostile >= MAX_HOSTILE) {
          parts.log.warn({ caseId, person: asker.id, code: outcome.refused }, "drafting connection closed after repeated refusals");
          socket.disconnect(true);
        }
      } catch (error) {
        answer({ ok: false, problem: toProblem(error, language, parts.log) });
      }
    });

    socket.on("draft:awareness", (ask: unknown) => {
      const { clientId, clauseId, cursor } = (ask ?? {}) as { clientId?: unknown; clauseId?: unknown; cursor?: unknown };
      if (!joined || !mayPoint() || !isClientId(clientId) || !joined.clientIds.has(clientId)) return;
      if ((clauseId !== null && typeof clauseId !== "string") || JSON.stringify([clauseId, cursor])?.length > MAX_AWARENESS_BYTES) return;
      const colour = [...asker.id].reduce((sum, char) => sum + (char.codePointAt(0) ?? 0), 0) % COLOURS;
      socket.data.caret = { clientId, personId: asker.id, name: asker.name, colour, clauseId, cursor } satisfies Caret;
      void carets(joined.draftId).catch(() => {});
    });

    socket.on("disconnect", () => leave(socket, joined));
  });

  return { tellFrozen: (draftId: string) => space.in(draftId).emit("draft:frozen", { draftId }) };
}
