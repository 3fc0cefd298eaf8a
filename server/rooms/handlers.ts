import type { Socket } from "socket.io";
import type { Action } from "../../shared/people/permissions.ts";
import { roomRequests } from "../../shared/rooms/contract.ts";
import {
  admit,
  decline,
  end,
  knock,
  leave,
  open,
  raiseHand,
  type Room,
} from "../../shared/rooms/room.ts";
import { inBackground, hear } from "../guard.ts";
import type { Parts } from "../parts.ts";
import { type Seated, serveSocket, whoNow } from "../transport/sockets.ts";
import type { Audience, RoomSeat } from "./audience.ts";
import { changeRoom, type RoomChange } from "./changeRoom.ts";
import type { MediaRooms } from "./mediaRooms.ts";

const about = (personId: string) => (room: Room) => ({
  who: room.seats.find((seat) => seat.personId === personId)?.name ?? "",
  whoId: personId,
});
const unlessAway = (room: Room, personId: string): Room =>
  room.seats.some((seat) => seat.personId === personId) ? leave(room, personId) : room;

/** What one connection may ask of its case's room. Who asks is asked again at every request, and once more under the lock. */
export function bindRoom(
  socket: Socket,
  parts: Parts,
  audience: Audience,
  mediaRooms: MediaRooms,
): void {
  const { asker, caseId, leads } = socket.data as Seated;
  const { publish } = audience;
  const now = () => parts.now().toISOString();
  const view = () => audience.view(caseId, { id: asker.id, leads });
  const whoAsks = async (action: Action) => (await whoNow(parts, socket, action)).asker;
  const change = async (action: Action, asked: RoomChange) =>
    changeRoom(parts, audience, await whoAsks(action), caseId, action, asked);

  inBackground("joining a room", () => socket.join(caseId));
  inBackground("telling a room", () => publish(caseId));
  hear(socket, "disconnect", () => publish(caseId));

  serveSocket(socket, parts, roomRequests, {
    "room:view": async () => {
      await whoAsks("case:read");
      return view();
    },
    "room:here": async ({ here }) => {
      await whoAsks("case:read");
      (socket.data as RoomSeat).here = here;
      await publish(caseId);
      return view();
    },
    "room:knock": async () => {
      const by = await whoAsks("room:be-in");
      const rule = (room: Room) => (by.kind === "participant" ? knock(room, by, now()) : room);
      await change("room:be-in", { event: "rooms/knocked", rule });
      return view();
    },
    "room:leave": async () => {
      await change("room:be-in", {
        event: "rooms/left",
        rule: (room) => unlessAway(room, asker.id),
      });
      await mediaRooms.lookAfter({ caseId });
      return view();
    },
    "room:hand": async ({ raised }) => {
      const event = raised ? "rooms/hand-raised" : "rooms/hand-lowered";
      await change("room:be-in", {
        event,
        rule: (room) => raiseHand(room, asker.id, raised, now()),
      });
      return view();
    },
    "room:open": async () => {
      const rule = (room: Room) => open(room, now());
      const { media, before, after } = await change("room:lead", { event: "rooms/opened", rule });
      if (before !== after && parts.media.state().ready) await parts.media.createRoom(media);
      if (before !== after) parts.tell(caseId, "case");
      return view();
    },
    "room:admit": async ({ personId }) => {
      const rule = (room: Room) => admit(room, personId, now());
      await change("room:lead", { event: "rooms/admitted", rule, about: about(personId) });
      return view();
    },
    "room:decline": async ({ personId, reason }) => {
      const rule = (room: Room) => decline(room, personId, reason, now());
      const why = (room: Room) => ({ ...about(personId)(room), reason });
      await change("room:lead", { event: "rooms/declined", rule, about: why });
      await mediaRooms.lookAfter({ caseId });
      return view();
    },
    "room:end": async () => {
      const rule = (room: Room) => (room.phase === "open" ? end(room, now()) : room);
      const { media } = await change("room:lead", { event: "rooms/ended", rule });
      if (media && parts.media.state().ready) await parts.media.closeRoom(media);
      parts.tell(caseId, "case");
      return view();
    },
  });
}
