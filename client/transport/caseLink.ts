import { useEffect, useSyncExternalStore } from "react";
import { io, type Socket } from "socket.io-client";
import type { Answer, Problem } from "../../shared/refusal.ts";
import type { CasePart, RoomNews, RoomRequests } from "../../shared/rooms/contract.ts";
import type { RoomView } from "../../shared/rooms/view.ts";
import { againAfter } from "./again.ts";
import { currentSeat, language, Refused } from "./api.ts";
import { paced } from "./pace.ts";
import { type ReadAgain, useReadAgain } from "./readAgain.ts";

const READ_AGAIN_MS = 300;
type State = { connected: boolean; room: RoomView | null };

/** A part of the case that changed; `all` after a lost connection, when any may have. */
export type Changed = CasePart | "all";
type News = { [E in keyof RoomNews]: RoomNews[E] };

/**
 * The live line of one case: the room as this person may see it, and word of what changed.
 * Reconnecting is asking for the view again.
 */
export class CaseLink {
  #socket: Socket<News, RoomRequests>;
  #state: State = { connected: false, room: null };
  #listeners = new Set<() => void>();
  #hearers = new Set<(part: Changed) => void>();
  #open = false;

  constructor(caseId: string) {
    this.#socket = io("/room", {
      auth: { caseId, seat: currentSeat(), language: language() },
      reconnectionDelay: 500,
      reconnectionDelayMax: 4000,
      forceNew: true,
      autoConnect: false,
    });
    this.#socket.on("connect", () => {
      this.#set({ connected: true });
      void this.ask("room:view", {}).catch(() => {});
      this.#say("all");
    });
    this.#socket.on("disconnect", (reason) => {
      this.#set({ connected: false });
      // The server itself closed the line: the session may have ended, so everything is asked
      // again.
      if (reason !== "io server disconnect") return;
      this.#say("all");
      this.#socket.connect();
    });
    // Refused at the door, which Socket.IO does not try again by itself.
    this.#socket.on("connect_error", (error) => {
      const { data } = error as { data?: Problem };
      const wait = data ? againAfter(data) : null;
      if (wait !== null) setTimeout(() => this.#open && this.#socket.connect(), wait);
    });
    this.#socket.on("room:changed", (room) => this.#set({ room }));
    this.#socket.on("case:changed", (part) => this.#say(part));
  }

  #set(change: Partial<State>) {
    this.#state = { ...this.#state, ...change };
    for (const tell of this.#listeners) tell();
  }

  #say(part: Changed) {
    for (const hear of this.#hearers) hear(part);
  }

  /** Word of what changed. @returns ends the listening */
  on(hear: (part: Changed) => void): () => void {
    this.#hearers.add(hear);
    return () => void this.#hearers.delete(hear);
  }

  subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  current = () => this.#state;
  async ask<E extends keyof RoomRequests>(
    name: E,
    ask: Parameters<RoomRequests[E]>[0],
  ): Promise<RoomView> {
    const answer = (await this.#socket
      .timeout(8000)
      .emitWithAck(name, ...([ask] as never))) as Answer<RoomView>;
    if (!answer.ok) throw new Refused(answer.problem);
    this.#set({ room: answer.value });
    return answer.value;
  }

  /** Connects; who is given here hears of changes as long as the line lives. */
  open(hear: (part: Changed) => void): void {
    if (this.#open) return;
    this.#hearers.add(hear);
    this.#open = true;
    this.#socket.connect();
  }

  close() {
    this.#open = false;
    this.#hearers.clear();
    this.#socket.close();
  }
}

/** One connection for each case and seat, kept while any part of the page looks at it. */
type Shared = { link: CaseLink; users: number };
const shared = new Map<string, Shared>();

/** A page that goes from one part to another keeps its connection. */
const CLOSE_AFTER_MS = 1000;

function sharedFor(key: string, caseId: string): Shared {
  const known = shared.get(key) ?? { link: new CaseLink(caseId), users: 0 };
  shared.set(key, known);
  return known;
}

/** The live line of a case; what changed is read anew. */
export function useCaseLink(caseId: string) {
  const readAgain = useReadAgain();
  const key = `${caseId}:${currentSeat() ?? ""}`;
  const { link } = sharedFor(key, caseId);
  useEffect(() => {
    const mine = sharedFor(key, caseId);
    if (mine.users++ === 0) mine.link.open(readAgainOf(caseId, readAgain));
    return () => {
      mine.users--;
      setTimeout(() => {
        if (mine.users > 0 || shared.get(key) !== mine) return;
        shared.delete(key);
        mine.link.close();
      }, CLOSE_AFTER_MS);
    };
  }, [key, caseId, readAgain]);
  const state = useSyncExternalStore(link.subscribe, link.current);
  return { link, ...state };
}

const readAgainOf = (caseId: string, readAgain: ReadAgain) =>
  paced(READ_AGAIN_MS, (part: Changed) => {
    if (part !== "all" && part !== "case")
      return void readAgain.parts(caseId, part, "case", "timeline");
    // Who one is in the case may change with it: a step to be done again, a session that ended.
    void readAgain.case(caseId);
    void readAgain.who();
  });
