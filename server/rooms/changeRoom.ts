import type { CaseEvent } from "../../shared/cases/events.ts";
import type { Asker } from "../../shared/people/asker.ts";
import type { Action } from "../../shared/people/permissions.ts";
import { leave, type Room } from "../../shared/rooms/room.ts";
import { appendAudit } from "../audit/chain.ts";
import { act } from "../cases/act.ts";
import type { Parts } from "../parts.ts";
import type { Tx } from "../storage/database.ts";
import { lockCase } from "../storage/lockCase.ts";
import type { Audience } from "./audience.ts";
import { newMediaName } from "./mediaRooms.ts";

/** What a rule makes of the room, what the record calls it, and what it says about it beside. */
export type RoomChange = {
  event: CaseEvent;
  rule: (room: Room) => Room;
  about?: (before: Room) => Record<string, string>;
};
export type RoomChanged = { before: Room; after: Room; media: string };
type WriteRecord = (event: CaseEvent, about: Record<string, string>) => Promise<void>;

/** The row under the case's lock → rule → save and record. A rule that changes nothing leaves no line. */
async function apply(
  tx: Tx,
  caseId: string,
  { event, rule, about }: RoomChange,
  record: WriteRecord,
): Promise<RoomChanged> {
  const row = await tx
    .selectFrom("room")
    .selectAll()
    .where("case_id", "=", caseId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const before = row.state as Room;
  const after = rule(before);
  if (after === before) return { before, after, media: row.media_name };
  // A new name for each opening: a kept pass opens nothing later.
  const media = after.phase === "open" && before.phase !== "open" ? newMediaName() : row.media_name;
  const values = { state: JSON.stringify(after), media_name: media };
  await tx.updateTable("room").set(values).where("case_id", "=", caseId).execute();
  await record(event, about?.(before) ?? {});
  return { before, after, media };
}

/** Changes the room of a case as somebody in it asks, then tells each person their whole view. */
export async function changeRoom(
  parts: Parts,
  audience: Pick<Audience, "publish">,
  asked: Asker,
  caseId: string,
  action: Action,
  change: RoomChange,
): Promise<RoomChanged> {
  const changed = await act(parts, asked, caseId, action, ({ tx, record }) =>
    apply(tx, caseId, change, record),
  );
  await audience.publish(caseId);
  return changed;
}

/** Takes somebody's place whose last session ended; nobody asks for it, so nobody's rights are asked. */
export async function endPlace(
  parts: Pick<Parts, "db">,
  audience: Pick<Audience, "publish">,
  caseId: string,
  person: { id: string; name: string },
): Promise<void> {
  await parts.db.transaction().execute(async (tx) => {
    await lockCase(tx, caseId);
    const record: WriteRecord = (event, about) =>
      appendAudit(tx, caseId, { actor: person, event, about });
    const hasPlace = (room: Room) => room.seats.some(({ personId }) => personId === person.id);
    const rule = (room: Room) => (hasPlace(room) ? leave(room, person.id) : room);
    await apply(tx, caseId, { event: "rooms/place-ended", rule }, record);
  });
  await audience.publish(caseId);
}
