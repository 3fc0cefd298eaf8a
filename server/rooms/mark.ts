import { markOfRoom } from "../../shared/rooms/mark.ts";
import type { Marker } from "../cases/marker.ts";
import { sessionsOf } from "./sessions.ts";

/** Whether a case's room is open. */
export const markRooms: Marker<"rooms"> = async (db, caseIds) =>
  (await sessionsOf(db, caseIds)).map(({ caseId, session }) => ({
    caseId,
    mark: markOfRoom(session),
  }));
