import type { Server } from "socket.io";
import type { InRoom } from "../../shared/people/identityCheck.ts";
import { passFor } from "../../shared/rooms/passFor.ts";
import { seatOf } from "../../shared/rooms/session.ts";
import type { Parts } from "../parts.ts";
import type { Ended } from "../people/endSessions.ts";
import type { EndedSignIn } from "../people/staffAccounts.ts";
import type { Handlers } from "../transport/serve.ts";
import { seat, welcome } from "../transport/sockets.ts";
import { openAudience } from "./audience.ts";
import { endPlace } from "./changeSession.ts";
import { bindRoom } from "./handlers.ts";
import { openMediaRooms } from "./mediaRooms.ts";
import { givePass } from "./passes.ts";
import { sessionOf } from "./sessions.ts";

/** The live sessions. Role and place live in the case's row; a connection only looks at it. */
export function openRooms(parts: Parts, io: Server) {
  const { db } = parts;
  const audience = openAudience(parts, io);
  const mediaRooms = openMediaRooms(parts);
  audience.space.use(seat(parts, "case:read"));
  welcome(audience.space, (socket) => bindRoom(socket, parts, audience, mediaRooms));

  const handlers = {
    "POST /api/cases/:caseId/room/media-pass": async ({ who, params }) =>
      givePass(parts, mediaRooms, await who(), params.caseId),
  } satisfies Handlers;

  /** R-P13. Whether this person is on camera with the mediator in the open session now. */
  async function look(caseId: string, personId: string): Promise<InRoom> {
    const session = await sessionOf(db, caseId);
    const { mediatorId, here } = await audience.about(caseId);
    const open = session.phase === "open";
    const place = passFor(session, { id: personId, leads: false });
    const mediators = passFor(session, { id: mediatorId, leads: true });
    const together = place !== null && place.talk.id === mediators?.talk.id;
    const media = place?.talk.media;
    const picture = media && together ? await mediaRooms.seen({ caseId, media }, personId) : null;
    return {
      open,
      admitted: together,
      mediatorHere: here(mediatorId),
      personHere: here(personId),
      picture,
    };
  }

  /**
   * The place in the media room goes with the session; the place in the case too when no session is
   * left.
   */
  async function vacate({ caseId, personId, none }: Ended): Promise<void> {
    const seat = seatOf(await sessionOf(db, caseId), personId);
    if (none && seat) await endPlace(parts, audience, caseId, { id: personId, name: seat.name });
    await mediaRooms.lookAfter({ caseId });
  }

  return {
    handlers,
    look,
    vacate,
    /** The same for a member of staff, wherever he leads a session. */
    vacateStaff: ({ userId }: EndedSignIn) => mediaRooms.lookAfter({ mediatorId: userId }),
    stop: mediaRooms.stop,
    present: audience.present,
    tell: audience.tell,
  };
}
