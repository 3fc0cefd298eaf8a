import { io, type Socket } from "socket.io-client";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { sha256Hex } from "../../shared/agreements/canonical.ts";
import { boundText } from "../../shared/drafting/boundText.ts";
import type { Clause } from "../../shared/drafting/clause.ts";
import type { Caret, DraftingNews, DraftingRequests } from "../../shared/drafting/contract.ts";
import { readDocument } from "../../shared/drafting/document.ts";
import { bytesOf } from "../../shared/drafting/updateText.ts";
import type { Problem } from "../../shared/refusal.ts";
import { againAfter } from "../transport/again.ts";
import { currentSeat, language } from "../transport/api.ts";
import { openAside, type Unsent, unsentOf } from "./aside.ts";

export type DraftStatus = "loading" | "saved" | "saving" | "offline" | "frozen" | "failed";

export type DraftState = {
  status: DraftStatus;
  mayEdit: boolean;
  epoch: number;
  clauses: Clause[];
  hashes: Record<string, string>;
  carets: Caret[];
  unsent: Unsent[];
  /** Clauses that others removed while this person was writing in them, as they stood here. */
  taken: Unsent[];
  problem: Problem | null;
};

/** What a page shows until it has joined. */
export const BEFORE_JOINING: DraftState = {
  status: "loading",
  mayEdit: false,
  epoch: 0,
  clauses: [],
  hashes: {},
  carets: [],
  unsent: [],
  taken: [],
  problem: null,
};

const COMPOSE_AT_MOST_MS = 20_000;
const ANSWER_MS = 10_000;
const AGAIN_MS = 800;
const PAUSE_MS = 60_000;
const COLOURS = ["#0f5c5c", "#8a3b12", "#5b3a86", "#1f5fa8", "#7a5200", "#8c1d4f"];
export const colourOf = (index: number) => COLOURS[index % COLOURS.length] as string;

/**
 * The shared text of one case in this browser. Words count as saved only when the server has
 * acknowledged them. What it refuses comes back as "unsent words": the document is thrown away and
 * read anew, so nothing false stays visible.
 */
export class DraftLink {
  doc = new Y.Doc();
  awareness = new Awareness(this.doc);
  #aside: ReturnType<typeof openAside>;

  /**
   * The text as the server last had it; what differs from it is this person's and not saved yet.
   */
  #acknowledged: Clause[] = [];
  #socket: Socket<DraftingNews, DraftingRequests>;
  #draftId: string | null = null;

  /** This connection has joined: before, the server knows of no draft to write in. */
  #joined = false;
  #pending: Uint8Array[] = [];
  #flying = false;
  #open = true;
  #held: (() => void)[] | null = null;
  #holdTimer: ReturnType<typeof setTimeout> | undefined;
  #activeClause: string | null = null;

  /** Clauses this person has written in on this page. */
  #written = new Set<string>();
  #listeners = new Set<() => void>();
  #state: DraftState = BEFORE_JOINING;

  constructor(caseId: string) {
    this.#aside = openAside(caseId, currentSeat());
    this.#socket = io("/drafting", {
      auth: { caseId, seat: currentSeat(), language: language() },
      reconnectionDelay: 400,
      reconnectionDelayMax: 4000,
      forceNew: true,
    });
    this.#watch();
    this.#socket.on("connect", () => void this.#join());
    this.#socket.on("disconnect", (reason) => {
      this.#joined = false;
      this.#set({ status: this.#state.status === "frozen" ? "frozen" : "offline" });
      // The other side closed it: after a pause it is opened again, and what was not saved goes
      // then.
      if (reason === "io server disconnect") this.#after(PAUSE_MS, () => this.#socket.connect());
    });
    this.#socket.on("draft:paused", (problem) => this.#set({ problem }));
    this.#socket.on("connect_error", (error) => {
      const problem = (error as { data?: Problem }).data;
      if (problem) this.#refused(problem, () => this.#socket.connect());
      else this.#set({ status: "offline" });
    });
    this.#socket.on("draft:updated", ({ draftId, update }) =>
      this.#whenFree(() => {
        if (draftId === this.#draftId) Y.applyUpdate(this.doc, bytesOf(update), this);
      }),
    );
    this.#socket.on("draft:carets", (carets) => this.#whenFree(() => this.#showCarets(carets)));
    this.#socket.on("draft:frozen", () => this.#startOver("frozen"));
    addEventListener("beforeunload", this.#guard);
  }

  subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  current = () => this.#state;
  get unsaved() {
    return this.#pending.length > 0 || this.#flying;
  }

  forgetUnsent() {
    this.#set({ unsent: [] });
    this.#aside.keep([]);
  }

  forgetOne(clauseId: string) {
    const unsent = this.#state.unsent.filter((one) => one.clause.id !== clauseId);
    this.#set({ unsent });
    if (unsent.length === 0 && !this.unsaved) this.#aside.keep([]);
  }

  forgetTaken(clauseId: string) {
    this.#set({ taken: this.#state.taken.filter((one) => one.clause.id !== clauseId) });
  }

  /** The text may have been opened again: looks for the newest draft. */
  lookAgain() {
    if (this.#socket.connected) void this.#join();
  }

  /** The person removes a clause: nothing to tell afterwards. */
  leave(clauseId: string) {
    this.#written.delete(clauseId);
    if (this.#activeClause === clauseId) this.#activeClause = null;
  }

  point(clauseId: string | null) {
    this.#activeClause = clauseId;
    this.#sendCaret();
  }

  /**
   * While a Chinese composition runs, traffic waits both ways: others' edits would leave pinyin in
   * the text.
   */
  hold(composing: boolean) {
    clearTimeout(this.#holdTimer);
    if (composing) {
      this.#held ??= [];
      this.#holdTimer = setTimeout(() => this.hold(false), COMPOSE_AT_MOST_MS);
      return;
    }
    const waiting = this.#held ?? [];
    this.#held = null;
    for (const act of waiting) act();
    void this.#flush();
  }

  close() {
    this.#open = false;
    removeEventListener("beforeunload", this.#guard);
    this.#socket.close();
    this.awareness.destroy();
    this.doc.destroy();
  }

  #guard = (event: BeforeUnloadEvent) => {
    if (this.unsaved) event.preventDefault();
  };

  /**
   * Not let in. What passes by itself is asked for again, and one may go on writing; otherwise the
   * reason is all that is shown.
   */
  #refused(problem: Problem, again: () => void): void {
    this.#joined = false;
    const wait = againAfter(problem);
    this.#set(
      wait === null
        ? { status: "failed", mayEdit: false, problem }
        : { status: "offline", problem },
    );
    this.#after(wait, again);
  }

  #after(ms: number | null, act: () => void): void {
    if (ms) setTimeout(() => this.#open && act(), ms);
  }

  #whenFree(act: () => void) {
    if (this.#held) this.#held.push(act);
    else act();
  }

  #set(change: Partial<DraftState>) {
    this.#state = { ...this.#state, ...change };
    for (const tell of this.#listeners) tell();
  }

  #watch() {
    this.doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== this) this.#pending.push(update);
      if (origin !== this && this.#activeClause) this.#written.add(this.#activeClause);
      void this.#read();
      if (origin === this) return;
      this.#set({ status: this.#socket.connected ? "saving" : "offline" });
      void this.#flush();
    });
    this.awareness.on("update", (_: unknown, origin: unknown) => {
      if (origin === "local") this.#sendCaret();
    });
  }

  async #read() {
    const doc = this.doc;
    const clauses = readDocument(doc);
    this.#notice(clauses);
    if (this.unsaved) this.#aside.keep(unsentOf(clauses, this.#acknowledged));
    else this.#acknowledged = clauses;
    this.#set({ clauses });
    const hashOf = (clause: Clause) => sha256Hex(boundText(clause));
    const pairs = clauses.map(async (clause) => [clause.id, await hashOf(clause)] as const);
    const hashes = Object.fromEntries(await Promise.all(pairs));
    if (doc === this.doc) this.#set({ hashes });
  }

  /**
   * Tells of clauses that went while this person was at them; one that came back is no longer
   * missing.
   */
  #notice(clauses: Clause[]) {
    const here = new Set(clauses.map((clause) => clause.id));
    const gone = this.#state.clauses.flatMap((clause, index) =>
      !here.has(clause.id) && this.#written.has(clause.id)
        ? [{ number: index + 1, clause, base: null }]
        : [],
    );
    const taken = [...this.#state.taken, ...gone].filter((one) => !here.has(one.clause.id));
    if (gone.length || taken.length !== this.#state.taken.length) this.#set({ taken });
  }

  async #join(): Promise<void> {
    const doc = this.doc;
    const answer = await this.#socket
      .timeout(ANSWER_MS)
      .emitWithAck("draft:join", {
        clientId: this.doc.clientID,
        stateVector: Y.encodeStateVector(this.doc),
      })
      .catch(() => null);
    if (doc !== this.doc) return; // meant for a copy that was thrown away meanwhile
    if (!answer)
      return void (this.#socket.connected && setTimeout(() => void this.#join(), AGAIN_MS));
    if (!answer.ok) {
      return this.#refused(answer.problem, () => void this.#join());
    }
    if (this.#draftId && this.#draftId !== answer.draftId) return this.#startOver("saved"); // another epoch: what was typed for the old one never enters it
    this.#draftId = answer.draftId;
    this.#joined = true;
    Y.applyUpdate(this.doc, new Uint8Array(answer.update), this);
    const { problem } = this.#state;
    const over = problem !== null && againAfter(problem) !== null;
    this.#set({ mayEdit: answer.mayEdit, epoch: answer.epoch, problem: over ? null : problem });
    this.#giveBack();
    if (answer.frozen) {
      if (this.unsaved) return this.#startOver("frozen");
      this.#set({ status: "frozen", mayEdit: false });
      return;
    }
    this.#flying = false;
    if (this.#pending.length)
      this.#pending = [Y.encodeStateAsUpdate(this.doc, new Uint8Array(answer.stateVector))];
    this.#set({ status: this.#pending.length ? "saving" : "saved" });
    await this.#flush();
  }

  /** One batch in flight; the rest waits and goes together. */
  async #flush(): Promise<void> {
    if (
      this.#flying ||
      this.#held ||
      this.#pending.length === 0 ||
      !this.#joined ||
      !this.#draftId ||
      !this.#socket.connected
    )
      return;
    this.#flying = true;
    const doc = this.doc;
    const batch = this.#pending.splice(0);
    const update = batch.length === 1 ? (batch[0] as Uint8Array) : Y.mergeUpdates(batch);
    const answer = await this.#socket
      .timeout(ANSWER_MS)
      .emitWithAck("draft:update", { draftId: this.#draftId, update })
      .catch(() => null);
    if (doc !== this.doc) return; // what was in flight is kept aside by whoever threw this copy away
    this.#flying = false;
    if (answer?.ok) {
      if (this.#pending.length === 0) {
        this.#acknowledged = this.#state.clauses;
        this.#set({ status: "saved", problem: null });
        this.#aside.keep([]);
      }
      return this.#flush();
    }
    this.#pending.unshift(update);
    if (!answer) return this.#socket.connected ? this.#join() : undefined;
    const { code } = answer.problem;
    if (code === "request/unknown") this.#set({ problem: answer.problem }); // a fault there, not here: the words wait and are sent again
    if (code === "drafting/retry" || code === "drafting/slow-down" || code === "request/unknown")
      return this.#after(
        code === "request/unknown" ? againAfter(answer.problem) : AGAIN_MS,
        () => void this.#flush(),
      );
    if (code === "drafting/gap") return this.#join();
    this.#startOver(code === "drafting/frozen" ? "frozen" : "saved", answer.problem);
  }

  /**
   * Throws this copy away and reads the server's; words that only stood here are kept as unsent.
   */
  #startOver(status: DraftStatus, problem: Problem | null = null) {
    if (this.unsaved) this.#aside.keep(unsentOf(readDocument(this.doc), this.#acknowledged));
    this.#written.clear(); // those words come back as unsent
    this.#pending = [];
    this.#flying = false;
    this.#held = null;
    this.#draftId = null;
    this.#joined = false;
    const old = this.doc;
    this.awareness.destroy();
    this.doc = new Y.Doc();
    this.awareness = new Awareness(this.doc);
    this.#watch();
    this.#set({ status: status === "frozen" ? "frozen" : "loading", mayEdit: false, problem });
    old.destroy();
    void this.#join();
  }

  #giveBack() {
    if (this.#pending.length) return;
    const unsent = this.#aside.missingFrom(readDocument(this.doc));
    this.#set({ unsent });
    if (!unsent.length) this.#aside.keep([]);
  }

  #sendCaret() {
    const cursor = (this.awareness.getLocalState() as { cursor?: unknown } | null)?.cursor ?? null;
    if (this.#socket.connected && this.#draftId)
      this.#socket.emit("draft:awareness", {
        clientId: this.doc.clientID,
        clauseId: this.#activeClause,
        cursor: JSON.parse(JSON.stringify(cursor)),
      });
  }

  #showCarets(carets: Caret[]) {
    const others = carets.filter((caret) => caret.clientId !== this.doc.clientID);
    const states = this.awareness.states;
    const removed = [...states.keys()].filter(
      (id) => id !== this.doc.clientID && !others.some((caret) => caret.clientId === id),
    );
    for (const id of removed) states.delete(id);
    for (const caret of others)
      states.set(caret.clientId, {
        user: { name: caret.name, color: colourOf(caret.colour) },
        cursor: caret.cursor,
      });
    this.awareness.emit("change", [
      { added: [], updated: others.map((caret) => caret.clientId), removed },
      "server",
    ]);
    this.#set({ carets: others });
  }
}
