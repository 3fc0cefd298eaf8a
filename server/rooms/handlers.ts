import type { Socket } from "socket.io";
import type { Action } from "../../shared/people/permissions.ts";
import { roomRequests } from "../../shared/rooms/contract.ts";
import { admit, decline, end, knock, leave, open, raiseHand } from "../../shared/rooms/rules.ts";
import { type Session, seatOf } from "../../shared/rooms/session.ts";
import { hear, inBackground } from "../guard.ts";
import type { Parts } from "../parts.ts";
import { type Seated, serveSocket, whoNow } from "../transport/sockets.ts";
import type { Audience, RoomSeat } from "./audience.ts";
import { changeSession, type SessionChange } from "./changeSession.ts";
import { newMediaName } from "./mediaNames.ts";
import type { MediaRooms } from "./mediaRooms.ts";

const whoIs = (personId: string) => (session: Session) => ({
  who: seatOf(session, personId)?.name ?? "",
  whoId: personId,
});

/**
 * What one connection may ask of its case's session. Who asks is asked again at every request, and
 * once more under the lock; the rule refuses whoever may not.
 */
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
  const change = async (asked: SessionChange) =>
    changeSession(parts, audience, await whoAsks(asked.action), caseId, asked);

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
      const rule: SessionChange["rule"] = (session, by) => knock(session, by, now());
      await change({ action: "room:be-in", event: "rooms/knocked", rule });
      return view();
    },
    "room:leave": async () => {
      await change({ action: "room:be-in", event: "rooms/left", rule: leave });
      await mediaRooms.lookAfter({ caseId });
      return view();
    },
    "room:hand": async ({ raised }) => {
      const event = raised ? "rooms/hand-raised" : "rooms/hand-lowered";
      const rule: SessionChange["rule"] = (session, by) => raiseHand(session, by, raised, now());
      await change({ action: "room:be-in", event, rule });
      return view();
    },
    "room:open": async () => {
      const media = newMediaName();
      const rule: SessionChange["rule"] = (session, by) => open(session, by, media, now());
      const { before, after } = await change({ action: "room:lead", event: "rooms/opened", rule });
      if (before === after) return view();
      if (parts.media.state().ready) await parts.media.createRoom(media);
      parts.tell(caseId, "case");
      return view();
    },
    "room:admit": async ({ personId }) => {
      const rule: SessionChange["rule"] = (session, by) => admit(session, by, personId, now());
      const about = whoIs(personId);
      await change({ action: "room:lead", event: "rooms/admitted", rule, about });
      return view();
    },
    "room:decline": async (ask) => {
      const rule: SessionChange["rule"] = (session, by) => decline(session, by, ask, now());
      const about = (before: Session) => ({ ...whoIs(ask.personId)(before), reason: ask.reason });
      await change({ action: "room:lead", event: "rooms/declined", rule, about });
      await mediaRooms.lookAfter({ caseId });
      return view();
    },
    "room:end": async () => {
      const rule: SessionChange["rule"] = (session, by) => end(session, by, now());
      const { before } = await change({ action: "room:lead", event: "rooms/ended", rule });
      if (parts.media.state().ready)
        for (const { media } of before.talks) await parts.media.closeRoom(media);
      parts.tell(caseId, "case");
      return view();
    },
  });
}
