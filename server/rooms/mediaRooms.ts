import { personOf } from "../../shared/rooms/mediaIdentity.ts";
import { moveTalk } from "../../shared/rooms/rules.ts";
import { every } from "../guard.ts";
import type { Parts } from "../parts.ts";
import { lockCase } from "../storage/lockCase.ts";
import { entitledTo, talksOf, type Watched } from "./entitled.ts";
import { newMediaName } from "./mediaNames.ts";
import { keepSession, openSessions, sessionToChange } from "./sessions.ts";

const LOOK_EVERY_MS = 2000;
type Needed = Pick<Parts, "db" | "media" | "now" | "log">;

/**
 * R-P34. A pass can't be called back, and LiveKit hands whoever is inside another that lives for
 * ten minutes. So the rooms are watched: whoever is in one without a place or without a session
 * that stands is removed; and when one of them comes back, the talk moves into a room of a new
 * name, where the others find it by a new pass and what he holds opens nothing.
 */
export function openMediaRooms(parts: Needed) {
  const { db, media } = parts;
  const keep = keeper(parts);
  const keepAll = (watched: Watched[]) => Promise.all(watched.map(keep.talk));
  const looking = every("looking after the media rooms", LOOK_EVERY_MS, async () => {
    if (!media.state().ready) return;
    const watched = talksOf(await openSessions(db));
    keep.forgetAllBut(watched);
    await keepAll(watched);
  });
  return {
    entitled: (talk: Watched) => entitledTo(parts, talk),
    /** At once, when somebody's place or session in a case has ended. */
    async lookAfter(of: { caseId: string } | { mediatorId: string }): Promise<void> {
      if (media.state().ready) await keepAll(talksOf(await openSessions(db, of)));
    },
    /**
     * Whether somebody who may be inside can be seen there; null while the media server does not
     * answer.
     */
    async seen(talk: Watched, personId: string): Promise<boolean | null> {
      if (!media.state().ready) return null;
      const inside = await media.inside(talk.media).catch(() => null);
      if (!inside) return null;
      const may = await entitledTo(parts, talk);
      const isSeen = inside.filter(({ camera, identity }) => camera && may?.has(identity));
      return isSeen.some(({ identity }) => personOf(identity) === personId);
    },
    stop: () => looking.stop(),
  };
}

export type MediaRooms = ReturnType<typeof openMediaRooms>;

/** Removes strangers from rooms, and remembers by which connection each of them was there. */
function keeper(parts: Needed) {
  const { media, log } = parts;
  const removed = new Map<string, Map<string, string>>();

  async function keep(talk: Watched): Promise<void> {
    // Asked before the rows are read: whoever is let in meanwhile is not taken for a stranger.
    const inside = await media.inside(talk.media);
    if (inside.length === 0) return;
    const may = await entitledTo(parts, talk);
    const before = removed.get(talk.media) ?? new Map<string, string>();
    removed.set(talk.media, before);
    const back: string[] = [];
    for (const { identity, connection } of inside) {
      if (may?.has(identity)) {
        before.delete(identity);
        continue;
      }
      const cameBack = before.has(identity) && before.get(identity) !== connection;
      if (cameBack) back.push(personOf(identity));
      before.set(identity, connection);
      await media.remove(talk.media, identity);
    }
    if (back.length === 0) return;
    log.warn(
      { caseId: talk.caseId, people: back },
      "somebody came back into the media room by a kept pass; the room moves",
    );
    await move(parts, talk);
  }

  return {
    /** One room that can't be asked about keeps no other from being looked after. */
    talk: (talk: Watched) =>
      keep(talk).catch((error: Error) =>
        log.warn(
          { caseId: talk.caseId, err: error.message },
          "a media room could not be looked after",
        ),
      ),
    forgetAllBut(watched: Watched[]): void {
      for (const name of removed.keys())
        if (!watched.some((talk) => talk.media === name)) removed.delete(name);
    },
  };
}

/**
 * The talk goes on under a new name, unless it ended or moved meanwhile. The product does so by
 * itself: nobody is asked.
 */
async function move({ db, media }: Needed, talk: Watched): Promise<void> {
  const next = newMediaName();
  const hasMoved = await db.transaction().execute(async (tx) => {
    await lockCase(tx, talk.caseId);
    const before = await sessionToChange(tx, talk.caseId);
    const after = moveTalk(before, talk.media, next);
    if (after !== before) await keepSession(tx, talk.caseId, after);
    return after !== before;
  });
  if (!hasMoved) return;
  await media.createRoom(next);
  await media.closeRoom(talk.media);
}
