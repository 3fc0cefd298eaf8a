import type { CaseEvent } from "../../shared/cases/events.ts";
import type { Namespace, Server } from "socket.io";
import { roomRequests } from "../../shared/rooms/contract.ts";
import type { CasePart } from "../../shared/rooms/contract.ts";
import {
  admit,
  decline,
  end,
  knock,
  leave,
  mayHavePass,
  open,
  raiseHand,
  type Room,
  type RoomView,
  viewFor,
} from "../../shared/rooms/room.ts";
import type { InRoom } from "../../shared/people/identityCheck.ts";
import type { Asker } from "../../shared/people/asker.ts";
import type { Action } from "../../shared/people/permissions.ts";
import { Refusal } from "../../shared/refusal.ts";
import { type Actor, appendAudit } from "../audit/chain.ts";
import { inCase, inCaseNow } from "../cases/access.ts";
import { titlesOfPeople } from "../cases/store.ts";
import { hear, inBackground } from "../guard.ts";
import type { Parts } from "../parts.ts";
import type { Ended } from "../people/endSessions.ts";
import type { EndedSignIn } from "../people/staffAccounts.ts";
import type { Tx } from "../storage/database.ts";
import { lockCase } from "../storage/lockCase.ts";
import type { Handlers } from "../transport/serve.ts";
import { seat, type Seated, serveSocket, welcome, whoNow } from "../transport/sockets.ts";
import { identityOf, newMediaName, openMediaRooms } from "./mediaRooms.ts";

/** A connection of the room's namespace, and whether its page shows the room now. */
type RoomSeat = Seated & { here?: boolean };

/** The live session of a case. Role and place live in its row; a connection only looks at it. */
export function openRooms(parts: Parts, io: Server) {
  const { db } = parts,
    space: Namespace = io.of("/room"),
    mediaRooms = openMediaRooms(parts);
  /** The connections of a case, in whichever process; while another process does not answer, those of this one. */
  const connections = (caseId: string) =>
    space
      .in(caseId)
      .fetchSockets()
      .catch(() => space.local.in(caseId).fetchSockets());
  const idsOf = (sockets: { data: unknown }[]): ReadonlySet<string> => new Set(sockets.map(({ data }) => (data as Seated).asker.id));
  const read = async (caseId: string) => db.selectFrom("room").selectAll().where("case_id", "=", caseId).executeTakeFirstOrThrow();

  async function about(caseId: string) {
    const [titles, sockets] = await Promise.all([titlesOfPeople(db, caseId), connections(caseId)]),
      connected = idsOf(sockets),
      here = idsOf(sockets.filter(({ data }) => (data as RoomSeat).here));
    const mediator = await db
      .selectFrom("cases")
      .innerJoin("staff", "staff.user_id", "cases.mediator_id")
      .select(["staff.user_id", "staff.name"])
      .where("cases.id", "=", caseId)
      .executeTakeFirstOrThrow();
    return {
      mediatorId: mediator.user_id,
      mediatorName: mediator.name,
      titleOf: (personId: string) => titles.get(personId) ?? "",
      connected: (personId: string) => connected.has(personId),
      here: (personId: string) => here.has(personId),
      sockets,
    };
  }
  async function view(caseId: string, person: { id: string; leads: boolean }): Promise<RoomView> {
    return viewFor((await read(caseId)).state as Room, person, await about(caseId));
  }

  /** Tells each person their own whole view. */
  async function publish(caseId: string): Promise<void> {
    const [row, facts] = [await read(caseId), await about(caseId)];
    for (const socket of facts.sockets) {
      const { asker, leads } = socket.data as Seated;
      socket.emit("room:changed", viewFor(row.state as Room, { id: asker.id, leads }, facts));
    }
  }

  /** Even the moment of a private word is private: the other side's connection carries nothing. */
  async function tellSide(caseId: string, part: CasePart, partyId: string): Promise<void> {
    for (const socket of await connections(caseId)) {
      const { asker, leads } = socket.data as Seated;
      if (leads || (asker.kind === "participant" && asker.partyId === partyId)) socket.emit("case:changed", part);
    }
  }

  /** Who changes the room, asked under the case's lock. */
  type By = (tx: Tx) => Promise<Actor>;
  const as =
    (asked: Asker, caseId: string, action: Action): By =>
    async (tx) =>
      (await inCaseNow(tx, asked, caseId, action, parts.now)).asker;

  /** Lock the case and the row → rule → save and audit → commit → tell. */
  async function change(
    caseId: string,
    by: By,
    event: CaseEvent,
    rule: (room: Room) => Room,
    details: (room: Room) => Record<string, string> = () => ({}),
  ): Promise<{ before: Room; after: Room; media: string }> {
    const result = await db.transaction().execute(async (tx) => {
      const actor = await by(tx);
      const row = await tx.selectFrom("room").selectAll().where("case_id", "=", caseId).forUpdate().executeTakeFirstOrThrow();
      const before = row.state as Room,
        after = rule(before);
      if (after === before) return { before, after, media: row.media_name };
      // A new name for each opening: a kept pass opens nothing later.
      const media = after.phase === "open" && before.phase !== "open" ? newMediaName() : row.media_name;
      await tx
        .updateTable("room")
        .set({ state: JSON.stringify(after), media_name: media })
        .where("case_id", "=", caseId)
        .execute();
      await appendAudit(tx, caseId, { actor, event, about: details(before) });
      return { before, after, media };
    });
    await publish(caseId);
    return result;
  }

  const nameOf =
    (personId: string) =>
    (room: Room): Record<string, string> => ({ who: room.seats.find((one) => one.personId === personId)?.name ?? "", whoId: personId });

  space.use(seat(parts, "case:read"));
  welcome(space, (socket) => {
    const { asker, caseId, leads } = socket.data as Seated,
      me = { id: asker.id, leads },
      now = () => parts.now().toISOString();
    const tellAll = () => publish(caseId);
    inBackground("joining a room", () => socket.join(caseId));
    inBackground("telling a room", tellAll);
    hear(socket, "disconnect", tellAll);
    const asMediator = async () => as((await whoNow(parts, socket, "room:lead")).asker, caseId, "room:lead");
    const inside = async () => {
      const { asker: by } = await whoNow(parts, socket, "room:be-in");
      return { by, as: as(by, caseId, "room:be-in") };
    };

    const mayLook = () => whoNow(parts, socket, "case:read");

    serveSocket(socket, parts, roomRequests, {
      "room:view": async () => {
        await mayLook();
        return view(caseId, me);
      },
      "room:knock": async () => {
        const { by, as } = await inside();
        if (by.kind === "participant") await change(caseId, as, "rooms/knocked", (room) => knock(room, by, now()));
        return view(caseId, me);
      },
      "room:here": async ({ here }) => {
        await mayLook();
        (socket.data as RoomSeat).here = here;
        await publish(caseId);
        return view(caseId, me);
      },
      "room:leave": async () => {
        const { by, as } = await inside();
        await change(caseId, as, "rooms/left", (room) => (room.seats.some((one) => one.personId === by.id) ? leave(room, by.id) : room));
        await mediaRooms.lookAfter({ caseId });
        return view(caseId, me);
      },
      "room:hand": async ({ raised }) => {
        const { by, as } = await inside();
        await change(caseId, as, raised ? "rooms/hand-raised" : "rooms/hand-lowered", (room) => raiseHand(room, by.id, raised, now()));
        return view(caseId, me);
      },
      "room:open": async () => {
        const by = await asMediator(),
          { media, before, after } = await change(caseId, by, "rooms/opened", (room) => open(room, now()));
        if (before !== after && parts.media.state().ready) await parts.media.createRoom(media);
        if (before !== after) parts.tell(caseId, "case");
        return view(caseId, me);
      },
      "room:admit": async ({ personId }) => {
        await change(caseId, await asMediator(), "rooms/admitted", (room) => admit(room, personId, now()), nameOf(personId));
        return view(caseId, me);
      },
      "room:decline": async ({ personId, reason }) => {
        await change(
          caseId,
          await asMediator(),
          "rooms/declined",
          (room) => decline(room, personId, reason, now()),
          (room) => ({ ...nameOf(personId)(room), reason }),
        );
        await mediaRooms.lookAfter({ caseId });
        return view(caseId, me);
      },
      "room:end": async () => {
        const { media } = await change(caseId, await asMediator(), "rooms/ended", (room) =>
          room.phase === "open" ? end(room, now()) : room,
        );
        if (media && parts.media.state().ready) await parts.media.closeRoom(media);
        parts.tell(caseId, "case");
        return view(caseId, me);
      },
    });
  });

  const handlers: Handlers = {
    "POST /api/cases/:caseId/room/media-pass": async ({ who, params }) => {
      const asker = await who(),
        { role } = await inCase(db, asker, params.caseId, "room:be-in"),
        row = await read(params.caseId),
        identity = identityOf(asker.id, asker.sessionId ?? "");
      if (!mayHavePass(row.state as Room, { id: asker.id, leads: role === "mediator" })) throw new Refusal("rooms/not-admitted");
      const url = parts.media.url();
      if (!url || !parts.media.state().ready) throw new Refusal("rooms/media-off");
      await parts.media.createRoom(row.media_name);
      // Ended or moved meanwhile: made once more, it would open to whoever was kept out of it.
      const may = await mediaRooms.entitled(row);
      if (may === null) await parts.media.closeRoom(row.media_name);
      if (!may?.has(identity)) throw new Refusal("rooms/media-off");
      const title = asker.kind === "participant" ? ((await titlesOfPeople(db, params.caseId)).get(asker.id) ?? "") : "调解员";
      return { url, token: await parts.media.pass(row.media_name, { identity, name: asker.name, title }) };
    },
  };

  /** R-P13. Whether this person is on camera with the mediator in the open session now. */
  async function look(caseId: string, personId: string): Promise<InRoom> {
    const [row, { mediatorId, here }] = await Promise.all([read(caseId), about(caseId)]),
      room = row.state as Room,
      open = room.phase === "open",
      admitted = room.seats.some((one) => one.personId === personId && one.place === "admitted");
    const picture = open && admitted ? await mediaRooms.seen(row, personId) : null;
    return { open, admitted, mediatorHere: here(mediatorId), personHere: here(personId), picture };
  }

  /** The place in the media room goes with the session; the place in the case too when no session is left. */
  async function vacate({ caseId, personId, none }: Ended): Promise<void> {
    const seated = ((await read(caseId)).state as Room).seats.find((one) => one.personId === personId);
    if (none && seated) {
      const whoseSessionEnded: By = async (tx) => {
        await lockCase(tx, caseId);
        return { id: personId, name: seated.name };
      };
      await change(caseId, whoseSessionEnded, "rooms/place-ended", (room) =>
        room.seats.some((one) => one.personId === personId) ? leave(room, personId) : room,
      );
    }
    await mediaRooms.lookAfter({ caseId });
  }

  return {
    handlers,
    look,
    vacate,
    /** The same for a member of staff, wherever he leads a session. */
    vacateStaff: ({ userId }: EndedSignIn) => mediaRooms.lookAfter({ mediatorId: userId }),
    stop: mediaRooms.stop,
    /** The people of a case who have one of its pages open. */
    present: async (caseId: string) => idsOf(await connections(caseId)),
    tell: (caseId: string, part: CasePart, onlySide?: string) => {
      if (onlySide) return void inBackground("telling one side", () => tellSide(caseId, part, onlySide));
      space.in(caseId).emit("case:changed", part);
      if (part === "case") inBackground("telling a room", () => publish(caseId));
    },
  };
}
