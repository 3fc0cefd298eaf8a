import type { Asker } from "../../shared/people/asker.ts";
import { Refusal } from "../../shared/refusal.ts";
import { mayHavePass, type Room } from "../../shared/rooms/room.ts";
import { inCase } from "../cases/access.ts";
import { titlesOfPeople } from "../cases/store.ts";
import type { Parts } from "../parts.ts";
import { identityOf, type MediaRooms } from "./mediaRooms.ts";
import { roomOf } from "./store.ts";

const MEDIATOR = "调解员";

/**
 * R-R8. A pass to the media room, for those inside the open session.
 * @returns where the media server is, and the pass
 * @throws Refusal `rooms/not-admitted`; `rooms/media-off` while there is no media server, or the room ended or moved meanwhile
 */
export async function givePass(
  { db, media }: Parts,
  mediaRooms: Pick<MediaRooms, "entitled">,
  asker: Asker,
  caseId: string,
): Promise<{ url: string; token: string }> {
  const { role } = await inCase(db, asker, caseId, "room:be-in");
  const room = await roomOf(db, caseId);
  const identity = identityOf(asker.id, asker.sessionId ?? "");
  const person = { id: asker.id, leads: role === "mediator" };
  if (!mayHavePass(room.state as Room, person)) throw new Refusal("rooms/not-admitted");
  const url = media.url();
  if (!url || !media.state().ready) throw new Refusal("rooms/media-off");
  await media.createRoom(room.media_name);
  // Ended or moved meanwhile: made once more, it would open to whoever was kept out of it.
  const may = await mediaRooms.entitled(room);
  if (may === null) await media.closeRoom(room.media_name);
  if (!may?.has(identity)) throw new Refusal("rooms/media-off");
  const title =
    asker.kind === "participant"
      ? ((await titlesOfPeople(db, caseId)).get(asker.id) ?? "")
      : MEDIATOR;
  return { url, token: await media.pass(room.media_name, { identity, name: asker.name, title }) };
}
