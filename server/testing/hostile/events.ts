import { io, type Socket } from "socket.io-client";
import { roomRequests } from "../../../shared/rooms/contract.ts";
import type { Seat } from "../openHouse.ts";
import { type Chance, strangeObject, strangeText, strangeValue } from "./chance.ts";

const ROOM = Object.keys(roomRequests);
const DRAFT = ["draft:join", "draft:update", "draft:awareness"];

const NAMES = [
  "personId",
  "reason",
  "raised",
  "clientId",
  "stateVector",
  "draftId",
  "update",
  "clauseId",
  "cursor",
];

const LET_IN_WITHIN_MS = 5000;
const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);

function payload(chance: Chance): unknown {
  const made = chance.often(0.7) ? strangeObject(chance, NAMES) : strangeValue(chance);
  if (made && typeof made === "object" && chance.often(0.4))
    Object.assign(made, {
      stateVector: chance.bytes(chance.below(20)),
      update: chance.bytes(chance.below(60)),
      clientId: 2 + chance.below(1e6),
    });
  return made;
}

/** A packet as no client of Socket.IO would write it. */
function rawPacket(chance: Chance, space: string): string {
  return chance.pick([
    `2${space},["draft:awareness",${nested(1 + chance.below(60_000))}]`,
    `2${space},["room:hand",{"raised":${nested(40)}}]`,
    `51-${space},["draft:update",{"_placeholder":true,"num":${chance.below(5)}}]`,
    `59${"9".repeat(20)}-${space},[]`,
    `0${space},${strangeText(chance)}`,
    `0/nowhere,{}`,
    `2${space},["error","x"]`,
    `2${space},["disconnecting"]`,
    `3${space},${chance.below(1e9)}[]`,
    `2${space},${"9".repeat(400)}["room:view"]`,
    `4${space},"x"`,
    strangeText(chance),
  ]);
}

/** Connections of hostile people who are let in; a connection that was ended is made anew. */
export function openIntruders(url: string, people: { caseId: string; who: Seat }[]) {
  const live = new Map<string, Socket>();
  async function socketOf(
    space: "/room" | "/drafting",
    person: { caseId: string; who: Seat },
    chance: Chance,
  ): Promise<Socket | null> {
    const key = `${space} ${person.caseId} ${person.who.cookie}`;
    const known = live.get(key);
    if (known?.connected) return known;
    known?.close();
    const auth: Record<string, unknown> = {
      caseId: person.caseId,
      seat: person.who.seat,
      language: "en",
    };
    if (chance.often(0.3)) auth[chance.pick(["caseId", "seat", "language"])] = strangeValue(chance);
    const made = io(url + space, {
      auth,
      extraHeaders: {
        cookie: person.who.cookie,
        "x-forwarded-for": `10.9.${chance.below(256)}.${chance.below(256)}`,
      },
      forceNew: true,
      reconnection: false,
      transports: [chance.pick(["websocket", "polling"])],
    });
    live.set(key, made);
    return new Promise((resolve) => {
      // A greeting may be so wrong that the connection ends without a word.
      const late = setTimeout(() => resolve(null), LET_IN_WITHIN_MS);
      const settle = (socket: Socket | null) => {
        clearTimeout(late);
        resolve(socket);
      };
      made.once("connect", () => settle(made));
      made.once("connect_error", () => settle(null));
      made.io.once("close", () => settle(null));
    });
  }
  /** One hostile event; answers the code of a fault that was no refusal, else null. */
  async function intrude(chance: Chance): Promise<string | null> {
    const space = chance.often(0.5) ? "/room" : "/drafting";
    const socket = await socketOf(space, chance.pick(people), chance);
    if (!socket) return null;
    if (chance.often(0.1)) {
      (socket.io.engine as unknown as { write(packet: string): void }).write(
        rawPacket(chance, space),
      );
      return null;
    }
    const name = chance.often(0.9)
      ? chance.pick(space === "/room" ? ROOM : DRAFT)
      : strangeText(chance);
    if (
      [
        "connect",
        "connect_error",
        "disconnect",
        "disconnecting",
        "newListener",
        "removeListener",
      ].includes(name)
    )
      return null;
    const body = payload(chance);
    const answered = [...ROOM, "draft:join", "draft:update"].includes(name);
    if (!answered || chance.often(0.3)) {
      socket.emit(name, body);
      return null;
    }
    const answer = (await socket
      .timeout(1000)
      .emitWithAck(name, body)
      .catch(() => null)) as { problem?: { code: string } } | null;
    return answer?.problem?.code === "request/unknown" ? `${name}: request/unknown` : null;
  }
  const close = () => {
    for (const socket of live.values()) socket.close();
  };
  return { intrude, close };
}
