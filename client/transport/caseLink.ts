import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { io, type Socket } from "socket.io-client";
import type { Answer, Problem } from "../../shared/refusal.ts";
import type { RoomNews, RoomRequests } from "../../shared/rooms/contract.ts";
import type { RoomView } from "../../shared/rooms/view.ts";
import { againAfter } from "./again.ts";
import { currentSeat, language, Refused } from "./api.ts";
import { paced } from "./pace.ts";

const READ_AGAIN_MS = 300;
type State = { connected: boolean; room: RoomView | null };
type News = { [E in keyof RoomNews]: RoomNews[E] };

/** The live line of one case: the room as this person may see it, and word of what changed. Reconnecting is asking for the view again. */
export class CaseLink {
  #socket: Socket<News, RoomRequests>;
  #state: State = { connected: false, room: null };
  #listeners = new Set<() => void>();
  #open = true;
  onChanged: (part: string) => void = () => {};

  constructor(caseId: string) {
    this.#socket = io("/room", {
      auth: { caseId, seat: currentSeat(), language: language() },
      reconnectionDelay: 500,
      reconnectionDelayMax: 4000,
      forceNew: true,
    });
    this.#socket.on("connect", () => {
      this.#set({ connected: true });
      void this.ask("room:view", {}).catch(() => {});
      this.onChanged("all");
    });
    this.#socket.on("disconnect", (reason) => {
      this.#set({ connected: false });
      // The server itself closed the line: the session may have ended, so everything is asked again.
      if (reason !== "io server disconnect") return;
      this.onChanged("all");
      this.#socket.connect();
    });
    // Refused at the door, which Socket.IO does not try again by itself.
    this.#socket.on("connect_error", (error) => {
      const { data } = error as { data?: Problem };
      const wait = data ? againAfter(data) : null;
      if (wait !== null) setTimeout(() => this.#open && this.#socket.connect(), wait);
    });
    this.#socket.on("room:changed", (room) => this.#set({ room }));
    this.#socket.on("case:changed", (part) => this.onChanged(part));
  }
  #set(change: Partial<State>) {
    this.#state = { ...this.#state, ...change };
    for (const tell of this.#listeners) tell();
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
  close() {
    this.#open = false;
    this.#socket.close();
  }
}

const open = new Map<string, { link: CaseLink; users: number }>();

/** Shares one connection per case and reads changed parts again. */
export function useCaseLink(caseId: string) {
  const client = useQueryClient();
  const key = `${caseId}:${currentSeat() ?? ""}`;
  let shared = open.get(key);
  if (!shared) {
    shared = { link: new CaseLink(caseId), users: 0 };
    open.set(key, shared);
  }
  const { link } = shared;
  useEffect(() => {
    const mine = open.get(key) ?? { link, users: 0 };
    open.set(key, mine);
    mine.users++;
    link.onChanged = paced(READ_AGAIN_MS, (part) =>
      client.invalidateQueries({
        predicate: ({ queryKey: [kind, of] }) => {
          const about = part === "all" || part === "case";
          // Who one is in the case may change with it: a step to be done again, a session that ended.
          if (kind === "me" || kind === "staff") return about;
          return (
            of === caseId && (about || kind === part || kind === "case" || kind === "timeline")
          );
        },
      }),
    );
    return () => {
      mine.users--;
      setTimeout(() => {
        if (mine.users <= 0 && open.get(key) === mine) {
          open.delete(key);
          link.close();
        }
      }, 1000);
    };
  }, [key, link, client, caseId]);
  const state = useSyncExternalStore(link.subscribe, link.current);
  return { link, ...state };
}
