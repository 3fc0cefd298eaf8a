import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import { mediaIdentity, personOf } from "../../shared/rooms/mediaIdentity.ts";
import type { Room } from "../../shared/rooms/room.ts";
import { every } from "../guard.ts";
import type { Parts } from "../parts.ts";
import { openSessionsOf } from "../people/asNow.ts";
import { sha256 } from "../storage/files.ts";

const LOOK_EVERY_MS = 2000;
/** Never used twice: a pass for a room of another name opens nothing. */
export const newMediaName = (): string => `r-${randomBytes(18).toString("base64url")}`;
/** What a session is called in the media room, where everybody reads it: not by its id. */
export const identityOf = (personId: string, sessionId: string): string =>
  mediaIdentity(personId, sha256(sessionId).slice(0, 16));

/**
 * R-P34. A pass can't be called back, and LiveKit hands whoever is inside another that lives for ten minutes. So the rooms are
 * watched: whoever is in one without a place or without a session that stands is removed; and when one of them comes back,
 * the room moves under a new name, where the others find it by a new pass and what he holds opens nothing.
 */
export function openMediaRooms({
  db,
  media,
  now,
  log,
}: Pick<Parts, "db" | "media" | "now" | "log">) {
  /** Who was removed from a room, and by which connection they were in it. */
  const removed = new Map<string, Map<string, string>>();
  const openRooms = () =>
    db
      .selectFrom("room")
      .innerJoin("cases", "cases.id", "room.case_id")
      .select(["room.case_id", "room.media_name", "room.state", "cases.mediator_id"])
      .where("room.media_name", "<>", "")
      .where(sql<boolean>`room.state ->> 'phase' = 'open'`);
  type Watched = { case_id: string; media_name: string };

  /** Who may be in this room now; null once it is closed or has moved. */
  async function entitled({ case_id, media_name }: Watched): Promise<ReadonlySet<string> | null> {
    const row = await openRooms()
      .where("case_id", "=", case_id)
      .where("media_name", "=", media_name)
      .executeTakeFirst();
    if (!row) return null;
    const participants = (row.state as Room).seats
      .filter((one) => one.place === "admitted")
      .map((one) => one.personId);
    const sessions = await openSessionsOf(db, { participants, staff: [row.mediator_id] }, now());
    return new Set(sessions.map(({ personId, id }) => identityOf(personId, id)));
  }

  async function move({ case_id, media_name }: Watched): Promise<void> {
    const next = newMediaName();
    const { numUpdatedRows } = await db
      .updateTable("room")
      .set({ media_name: next })
      .where("case_id", "=", case_id)
      .where("media_name", "=", media_name)
      .where(sql<boolean>`state ->> 'phase' = 'open'`)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return;
    await media.createRoom(next);
    await media.closeRoom(media_name);
  }

  async function keep(room: Watched): Promise<void> {
    // Asked before the rows are read: whoever is let in meanwhile is not taken for a stranger.
    const inside = await media.inside(room.media_name);
    if (inside.length === 0) return;
    const may = await entitled(room);
    const before = removed.get(room.media_name) ?? new Map<string, string>();
    removed.set(room.media_name, before);
    const back: string[] = [];
    for (const { identity, connection } of inside) {
      if (may?.has(identity)) {
        before.delete(identity);
        continue;
      }
      if (before.has(identity) && before.get(identity) !== connection)
        back.push(personOf(identity));
      before.set(identity, connection);
      await media.remove(room.media_name, identity);
    }
    if (back.length === 0) return;
    log.warn(
      { caseId: room.case_id, people: back },
      "somebody came back into the media room by a kept pass; the room moves",
    );
    await move(room);
  }

  /** One room that can't be asked about keeps no other from being looked after. */
  const keepAll = (rooms: Watched[]) =>
    Promise.all(
      rooms.map((room) =>
        keep(room).catch((error: Error) =>
          log.warn(
            { caseId: room.case_id, err: error.message },
            "a media room could not be looked after",
          ),
        ),
      ),
    );
  const looking = every("looking after the media rooms", LOOK_EVERY_MS, async () => {
    if (!media.state().ready) return;
    const rooms = await openRooms().execute();
    for (const name of removed.keys())
      if (!rooms.some((one) => one.media_name === name)) removed.delete(name);
    await keepAll(rooms);
  });

  return {
    entitled,
    /** At once, when somebody's place or session in a case has ended. */
    async lookAfter(of: { caseId: string } | { mediatorId: string }): Promise<void> {
      if (!media.state().ready) return;
      const rooms =
        "caseId" in of
          ? openRooms().where("case_id", "=", of.caseId)
          : openRooms().where("mediator_id", "=", of.mediatorId);
      await keepAll(await rooms.execute());
    },
    /** Whether somebody who may be inside can be seen there; null while the media server does not answer. */
    async seen(room: Watched, personId: string): Promise<boolean | null> {
      if (!media.state().ready) return null;
      const inside = await media.inside(room.media_name).catch(() => null);
      if (!inside) return null;
      const may = await entitled(room);
      return inside.some(
        (one) => one.camera && may?.has(one.identity) && personOf(one.identity) === personId,
      );
    },
    stop: () => looking.stop(),
  };
}
export type MediaRooms = ReturnType<typeof openMediaRooms>;
