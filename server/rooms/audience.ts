import type { Namespace, Server } from "socket.io";
import type { CasePart, RoomNews } from "../../shared/rooms/contract.ts";
import { type AboutPeople, type RoomView, viewFor } from "../../shared/rooms/view.ts";
import { titlesOfPeople } from "../cases/parties.ts";
import { inBackground } from "../guard.ts";
import type { Parts } from "../parts.ts";
import type { Seated } from "../transport/sockets.ts";
import { sessionOf } from "./sessions.ts";

type News = { [E in keyof RoomNews]: RoomNews[E] };

/** A connection of the room's namespace, and whether its page shows the room now. */
export type RoomSeat = Seated & { here?: boolean };
type Person = { id: string; leads: boolean };

/** A connection, of this process or another. */
type Looking = Awaited<ReturnType<Namespace<Record<string, never>, News>["fetchSockets"]>>[number];

const idsOf = (sockets: { data: unknown }[]): ReadonlySet<string> =>
  new Set(sockets.map(({ data }) => (data as Seated).asker.id));

/**
 * Whoever has a page of a case open, in whichever process, and what each of them is told. A
 * connection only looks: place and role live in the case.
 */
export function openAudience(parts: Parts, io: Server) {
  const { db } = parts;
  const space: Namespace<Record<string, never>, News> = io.of("/room");

  /** The connections of a case; while another process does not answer, those of this one. */
  const connections = (caseId: string) =>
    space
      .in(caseId)
      .fetchSockets()
      .catch(() => space.local.in(caseId).fetchSockets());

  async function about(caseId: string): Promise<AboutPeople & { sockets: Looking[] }> {
    const [titles, sockets] = await Promise.all([titlesOfPeople(db, caseId), connections(caseId)]);
    const connected = idsOf(sockets);
    const here = idsOf(sockets.filter(({ data }) => (data as RoomSeat).here));
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

  /** Tells each person their own whole view. */
  async function publish(caseId: string): Promise<void> {
    const [session, facts] = [await sessionOf(db, caseId), await about(caseId)];
    for (const socket of facts.sockets) {
      const { asker, leads } = socket.data as Seated;
      socket.emit("room:changed", viewFor(session, { id: asker.id, leads }, facts));
    }
  }

  /** Even the moment of a private word is private: the other side's connection carries nothing. */
  async function tellSide(caseId: string, part: CasePart, partyId: string): Promise<void> {
    for (const socket of await connections(caseId)) {
      const { asker, leads } = socket.data as Seated;
      if (leads || (asker.kind === "participant" && asker.partyId === partyId))
        socket.emit("case:changed", part);
    }
  }

  return {
    space,
    about,
    publish,
    /** The room as this person may see it now. */
    view: async (caseId: string, person: Person): Promise<RoomView> =>
      viewFor(await sessionOf(db, caseId), person, await about(caseId)),
    /** The people of a case who have one of its pages open. */
    present: async (caseId: string) => idsOf(await connections(caseId)),
    /**
     * Says which part of a case is to be read again: to all who look at it, or to one side and the
     * mediator only.
     */
    tell(caseId: string, part: CasePart, onlySide?: string): void {
      if (onlySide)
        return void inBackground("telling one side", () => tellSide(caseId, part, onlySide));
      space.in(caseId).emit("case:changed", part);
      if (part === "case") inBackground("telling a room", () => publish(caseId));
    },
  };
}

export type Audience = ReturnType<typeof openAudience>;
