import type { Socket } from "socket.io";
import type {
  Caret,
  DraftingAnswers,
  DraftingAsk,
  DraftingNews,
} from "../../shared/drafting/contract.ts";
import { refusalFor } from "../../shared/people/permissions.ts";
import { Refusal, type RefusalCode } from "../../shared/refusal.ts";
import { inBackground } from "../guard.ts";
import type { Parts } from "../parts.ts";
import { problemOf } from "../transport/problems.ts";
import { bucket, type Seated, whoNow } from "../transport/sockets.ts";
import type { Patience } from "./patience.ts";
import { remembered } from "./remembered.ts";
import { latestDraft } from "./store.ts";

const UPDATES_PER_SECOND = 60;
const UPDATE_BURST = 200;

/** Answers a connection may be waiting for; a page waits for one. */
const MAX_WAITING = 32;
const COLOURS = 6;

type Joined = { draftId: string; clientIds: Set<number>; caret: Caret | null };
type Request = keyof DraftingAnswers;

/** A connection of this namespace: what it may be told is the contract's. */
export type DraftSocket = Socket<
  Record<string, never>,
  { [E in keyof DraftingNews]: DraftingNews[E] }
>;

/**
 * One page that has the draft open: who it is, which draft it joined, and what it may still send.
 */
export class DraftConnection {
  #parts: Parts;
  #socket: DraftSocket;
  #seated: Seated;
  #patience: Patience;
  #tellCarets: (draftId: string) => void;
  #mayWrite = bucket(UPDATES_PER_SECOND, UPDATE_BURST);
  #mayJoin = bucket(1, 10);
  #mayPoint = bucket(20, 40);
  #joined: Joined | null = null;
  #waiting = 0;
  #turn: Promise<unknown> = Promise.resolve();
  #whoWrites: () => ReturnType<typeof whoNow>;

  constructor(
    parts: Parts,
    socket: DraftSocket,
    patience: Patience,
    tellCarets: (draftId: string) => void,
  ) {
    this.#parts = parts;
    this.#socket = socket;
    this.#seated = socket.data as Seated;
    this.#patience = patience;
    this.#tellCarets = tellCarets;
    this.#whoWrites = remembered(() => whoNow(parts, socket, "draft:read"));
  }

  get #person() {
    return `${this.#seated.caseId} ${this.#seated.asker.id}`;
  }

  /**
   * Refuses what comes too fast before anything of it is read. An edit whose answer nobody waits
   * for is none.
   */
  admit(request: Request, isAnswered: boolean): void {
    if (request === "draft:awareness") {
      if (!this.#joined || !this.#mayPoint()) throw new Refusal("drafting/slow-down");
      return;
    }
    if (!isAnswered) throw new Refusal("drafting/slow-down");
    if (request === "draft:update" ? this.#isTooMuch() : !this.#mayComeIn())
      throw new Refusal("drafting/slow-down");
  }

  #mayComeIn(): boolean {
    if (this.#patience.state(this.#person) === "paused") throw new Refusal("drafting/paused");
    return this.#mayJoin();
  }

  /**
   * Opens the newest draft to this page, under a client id that is nobody else's, and answers what
   * the page lacks of it.
   */
  async join({
    clientId,
    stateVector,
  }: DraftingAsk<"draft:join">): Promise<DraftingAnswers["draft:join"]> {
    const now = await this.#whoWrites();
    const draft = await latestDraft(this.#parts.db, this.#seated.caseId);
    if (!draft) throw new Refusal("drafting/not-open");
    const live = await this.#parts.drafts.open(draft.id);
    if (!(await live.register(clientId, this.#seated.asker.id)))
      throw new Refusal("drafting/not-your-client");
    if (this.#joined?.draftId !== draft.id) {
      this.leave();
      this.#joined = { draftId: draft.id, clientIds: new Set(), caret: null };
      live.people++;
      await this.#socket.join(draft.id);
    }
    this.#joined.clientIds.add(clientId);
    const state = await live.since(stateVector).catch(() => {
      throw new Refusal("drafting/malformed");
    });
    this.#tellCarets(draft.id);
    return {
      draftId: draft.id,
      epoch: draft.epoch,
      ...state,
      mayEdit: draft.state === "open" && refusalFor(now.asker, "draft:edit", now.facts) === null,
      frozen: draft.state !== "open",
    };
  }

  /** Takes one update in its turn; answers the number it has in the draft's log. */
  async write({
    draftId,
    update,
  }: DraftingAsk<"draft:update">): Promise<DraftingAnswers["draft:update"]> {
    // An update for an earlier epoch never enters this one.
    if (!this.#joined || this.#joined.draftId !== draftId) throw new Refusal("drafting/frozen");
    this.#waiting++;
    try {
      const outcome = await (await this.#inTurn(this.#joined.draftId, update)).outcome;
      if ("refused" in outcome) throw new Refusal(outcome.refused);
      return { seq: outcome.seq };
    } finally {
      this.#waiting--;
    }
  }

  #isTooMuch = () =>
    this.#patience.state(this.#person) !== "go" ||
    this.#waiting >= MAX_WAITING ||
    !this.#mayWrite();

  /** In the order in which they came, however long it takes to ask who writes. */
  #inTurn(draftId: string, bytes: Uint8Array) {
    const queued = this.#turn.then(async () => {
      const { asker, leads, facts } = await this.#whoWrites();
      const mayEdit = refusalFor(asker, "draft:edit", facts) === null;
      const live = await this.#parts.drafts.open(draftId);
      return {
        outcome: live.write({ personId: asker.id, name: asker.name, leads, mayEdit }, bytes),
      };
    });
    this.#turn = queued.catch(() => {});
    return queued;
  }

  /**
   * Counts a refused update against this person, but not what was only too fast; after too many,
   * all editing of this person pauses.
   */
  refused(request: Request, code: RefusalCode): void {
    const { asker, caseId, language } = this.#seated;
    if (request !== "draft:update" || code === "drafting/slow-down") return;
    this.#patience.refused(this.#person, code);
    if (this.#patience.state(this.#person) !== "paused") return;
    this.#parts.log.warn(
      { caseId, person: asker.id, refused: code },
      "drafting connection closed after repeated refusals",
    );
    this.#socket.emit("draft:paused", problemOf("drafting/paused", language, this.#socket.id));
    this.#socket.disconnect(true);
  }

  /** Where this page's caret is, under the name that the server knows for its person. */
  async point(pointed: DraftingAsk<"draft:awareness">): Promise<Record<string, never>> {
    const joined = this.#joined;
    if (!joined?.clientIds.has(pointed.clientId)) return {};
    if (!(await this.#whoWrites().catch(() => null)) || this.#joined !== joined) return {};
    const { id, name } = this.#seated.asker;
    const colour = [...id].reduce((sum, char) => sum + (char.codePointAt(0) ?? 0), 0) % COLOURS;
    this.#socket.data.caret = { ...pointed, personId: id, name, colour } satisfies Caret;
    this.#tellCarets(joined.draftId);
    return {};
  }

  leave(): void {
    const joined = this.#joined;
    if (!joined) return;
    inBackground("leaving a draft", async () => {
      await this.#socket.leave(joined.draftId);
      const live = await this.#parts.drafts.open(joined.draftId);
      if (--live.people <= 0) this.#parts.drafts.release(joined.draftId);
    });
    this.#tellCarets(joined.draftId);
  }
}
