import { randomBytes } from "node:crypto";
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
import type { Asker } from "../../shared/people/asker.ts";
import { Refusal } from "../../shared/refusal.ts";
import { appendAudit } from "../audit/chain.ts";
import { inCase } from "../cases/access.ts";
import { titlesOfPeople } from "../cases/store.ts";
import type { Parts } from "../parts.ts";
import type { Handlers } from "../transport/serve.ts";
import { seat, type Seated, serveSocket, whoNow } from "../transport/sockets.ts";

/** The live session of a case. Role and place live in its row; a connection only looks at it. */
export function openRooms(parts: Parts, io: Server) {
  const { db } = parts,
    space: Namespace = io.of("/room");
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
      connected = idsOf(sockets);
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

  /** Lock the row → rule → save and audit → commit → tell. */
  async function change(
    caseId: string,
    asker: Asker,
    event: string,
    rule: (room: Room) => Room,
    details: (room: Room) => Record<string, string> = () => ({}),
  ): Promise<{ before: Room; after: Room; media: string }> {
    const result = await db.transaction().execute(async (tx) => {
      const row = await tx.selectFrom("room").selectAll().where("case_id", "=", caseId).forUpdate().executeTakeFirstOrThrow();
      const before = row.state as Room,
        after = rule(before);
      if (after === before) return { before, after, media: row.media_name };
      // A new name for each opening: a kept pass opens nothing later.
      const media = after.phase === "open" && before.phase !== "open" ? `r-${randomBytes(18).toString("base64url")}` : row.media_name;
      await tx
        .updateTable("room")
        .set({ state: JSON.stringify(after), media_name: media })
        .where("case_id", "=", caseId)
        .execute();
      await appendAudit(tx, caseId, { actor: asker.name, event, about: details(before) });
      return { before, after, media };
    });
    await publish(caseId);
    return result;
  }

  const nameOf =
    (personId: string) =>
    (room: Room): Record<string, string> => ({ who: room.seats.find((one) => one.personId === personId)?.name ?? "" });

  space.use(seat(parts, "case:read"));
  space.on("connection", (socket) => {
    const { asker, caseId, leads } = socket.data as Seated,
      me = { id: asker.id, leads },
      now = () => parts.now().toISOString();
    void socket.join(caseId);
    void publish(caseId).catch(() => {});
    socket.on("disconnect", () => void publish(caseId).catch(() => {}));
    const asMediator = async () => {
      const who = await whoNow(parts, socket, "room:lead");
      return who.asker;
    };
    const inside = async () => (await whoNow(parts, socket, "room:be-in")).asker;

    serveSocket(socket, parts, roomRequests, {
      "room:view": async () => view(caseId, me),
      "room:knock": async () => {
        const by = await inside();
        if (by.kind === "participant") await change(caseId, by, "rooms/knocked", (room) => knock(room, by, now()));
        return view(caseId, me);
      },
      "room:leave": async () => {
        const by = await inside(),
          { media } = await change(caseId, by, "rooms/left", (room) =>
            room.seats.some((one) => one.personId === by.id) ? leave(room, by.id) : room,
          );
        if (media && parts.media.state().ready) await parts.media.remove(media, by.id);
        return view(caseId, me);
      },
      "room:hand": async ({ raised }) => {
        const by = await inside();
        await change(caseId, by, raised ? "rooms/hand-raised" : "rooms/hand-lowered", (room) => raiseHand(room, by.id, raised, now()));
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
        const { media, before } = await change(
          caseId,
          await asMediator(),
          "rooms/declined",
          (room) => decline(room, personId, reason, now()),
          (room) => ({ ...nameOf(personId)(room), reason }),
        );
        if (before.seats.some((one) => one.personId === personId && one.place === "admitted") && parts.media.state().ready)
          await parts.media.remove(media, personId);
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
        row = await read(params.caseId);
      if (!mayHavePass(row.state as Room, { id: asker.id, leads: role === "mediator" })) throw new Refusal("rooms/not-admitted");
      const url = parts.media.url();
      if (!url || !parts.media.state().ready) throw new Refusal("rooms/media-off");
      await parts.media.createRoom(row.media_name);
      const title = asker.kind === "participant" ? ((await titlesOfPeople(db, params.caseId)).get(asker.id) ?? "") : "调解员";
      return { url, token: await parts.media.pass(row.media_name, { id: asker.id, name: asker.name, title }) };
    },
  };

  return {
    handlers,
    /** The people of a case who have one of its pages open. */
    present: async (caseId: string) => idsOf(await connections(caseId)),
    tell: (caseId: string, part: CasePart, onlySide?: string) => {
      if (onlySide) return void tellSide(caseId, part, onlySide).catch(() => {});
      space.in(caseId).emit("case:changed", part);
      if (part === "case") void publish(caseId).catch(() => {});
    },
  };
}
