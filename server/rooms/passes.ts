import type { Asker } from "../../shared/people/asker.ts";
import { Refusal } from "../../shared/refusal.ts";
import { passFor } from "../../shared/rooms/passFor.ts";
import { inCase } from "../cases/access.ts";
import { titlesOfPeople } from "../cases/parties.ts";
import type { Parts } from "../parts.ts";
import { identityOf } from "./mediaNames.ts";
import type { MediaRooms } from "./mediaRooms.ts";
import { sessionOf } from "./sessions.ts";

const MEDIATOR = "调解员";

/**
 * R-R8. A pass to the one talk that this person may hear now.
 * @returns where the media server is, and the pass
 * @throws Refusal `rooms/not-admitted`; `rooms/media-off` while there is no media server, or the
 * talk ended or moved meanwhile
 */
export async function givePass(
  { db, media }: Parts,
  mediaRooms: Pick<MediaRooms, "entitled">,
  asker: Asker,
  caseId: string,
): Promise<{ url: string; token: string }> {
  const { role } = await inCase(db, asker, caseId, "room:be-in");
  const identity = identityOf(asker.id, asker.sessionId ?? "");
  const person = { id: asker.id, leads: role === "mediator" };
  const allowed = passFor(await sessionOf(db, caseId), person);
  if (!allowed) throw new Refusal("rooms/not-admitted");
  const url = media.url();
  if (!url || !media.state().ready) throw new Refusal("rooms/media-off");
  const room = allowed.talk.media;
  await media.createRoom(room);
  // Ended or moved meanwhile: made once more, it would open to whoever was kept out of it.
  const may = await mediaRooms.entitled({ caseId, media: room });
  if (may === null) await media.closeRoom(room);
  if (!may?.has(identity)) throw new Refusal("rooms/media-off");
  const title =
    asker.kind === "participant"
      ? ((await titlesOfPeople(db, caseId)).get(asker.id) ?? "")
      : MEDIATOR;
  const { publish } = allowed;
  return { url, token: await media.pass(room, { identity, name: asker.name, title, publish }) };
}
