import { Refusal } from "../refusal.ts";

/** Where a person is: at the door, inside, sent away with a reason. Kept in the case, never in a connection. */
export type Place = "waiting" | "admitted" | "declined";
export type Seat = {
  personId: string;
  name: string;
  partyId: string;
  place: Place;
  since: string;
  reason?: string;
  handRaisedAt?: string;
};
export type Room = {
  phase: "closed" | "open" | "ended";
  openedAt: string | null;
  endedAt: string | null;
  seats: Seat[];
};

export const emptyRoom: Room = { phase: "closed", openedAt: null, endedAt: null, seats: [] };
const seatOf = (room: Room, personId: string) =>
  room.seats.find((seat) => seat.personId === personId);
const withSeat = (room: Room, seat: Seat): Room => ({
  ...room,
  seats: [...room.seats.filter((other) => other.personId !== seat.personId), seat],
});

/** R-R1. Who comes to the door waits; one who waited or was inside before keeps place and time; one who was declined may ask again. */
export function knock(
  room: Room,
  person: { id: string; name: string; partyId: string },
  now: string,
): Room {
  const seat = seatOf(room, person.id);
  if (seat && seat.place !== "declined") return room;
  return withSeat(room, {
    personId: person.id,
    name: person.name,
    partyId: person.partyId,
    place: "waiting",
    since: now,
  });
}

/** R-R2. The mediator opens the session; those who are already at the door keep their order. A new session clears who was inside. */
export function open(room: Room, now: string): Room {
  if (room.phase === "open") return room;
  return {
    phase: "open",
    openedAt: now,
    endedAt: null,
    seats: room.seats.filter((seat) => seat.place === "waiting"),
  };
}

/** R-R3. Only someone at the door can be admitted, and only while the session is open. */
export function admit(room: Room, personId: string, now: string): Room {
  const seat = seatOf(room, personId);
  if (room.phase !== "open" || seat?.place !== "waiting") throw new Refusal("rooms/not-waiting");
  return withSeat(room, {
    personId,
    name: seat.name,
    partyId: seat.partyId,
    place: "admitted",
    since: now,
  });
}

/** R-R4. Whoever is declined, at the door or inside, is told why and loses the place. */
export function decline(room: Room, personId: string, reason: string, now: string): Room {
  const seat = seatOf(room, personId);
  if (!seat || seat.place === "declined") throw new Refusal("rooms/not-waiting");
  return withSeat(room, {
    personId,
    name: seat.name,
    partyId: seat.partyId,
    place: "declined",
    since: now,
    reason,
  });
}

/** R-R5. A person who leaves gives up the place; closing a tab or losing the network does not. */
export const leave = (room: Room, personId: string): Room => ({
  ...room,
  seats: room.seats.filter((seat) => seat.personId !== personId),
});

/** R-R6. Only those inside can raise a hand. */
export function raiseHand(room: Room, personId: string, raised: boolean, now: string): Room {
  const seat = seatOf(room, personId);
  if (seat?.place !== "admitted") throw new Refusal("rooms/not-admitted");
  const { handRaisedAt: _, ...rest } = seat;
  return withSeat(room, raised ? { ...rest, handRaisedAt: now } : rest);
}

/** R-R7. The end is for everyone, those at the door included. */
export const end = (room: Room, now: string): Room => ({
  ...room,
  phase: "ended",
  endedAt: now,
  seats: [],
});

/** R-R8. A media pass is for those inside an open session and for its mediator; nobody reaches the media server before admission. */
export function mayHavePass(room: Room, person: { id: string; leads: boolean }): boolean {
  return room.phase === "open" && (person.leads || seatOf(room, person.id)?.place === "admitted");
}

export type RoomView = {
  phase: Room["phase"];
  openedAt: string | null;
  mediator: { name: string; connected: boolean; here: boolean };
  me: {
    personId: string;
    place: Place | "absent";
    leads: boolean;
    position: number | null;
    since: string | null;
    reason: string | null;
  };
  waitingCount: number;
  /** Only for the mediator: who is at the door, in order. */
  waiting: { personId: string; name: string; title: string; since: string; connected: boolean }[];
  /** For those inside and the mediator. Whoever is not `here` keeps the place and is shown as away. */
  inside: {
    personId: string;
    name: string;
    title: string;
    here: boolean;
    handRaisedAt: string | null;
  }[];
};

/** R-R9. What one person may see of the room: one at the door learns only the own place; names are for those inside. */
export function viewFor(
  room: Room,
  person: { id: string; leads: boolean },
  about: {
    mediatorId: string;
    mediatorName: string;
    titleOf: (personId: string) => string;
    /** Has a page of the case open. */
    connected: (personId: string) => boolean;
    /** Has the room itself open. */
    here: (personId: string) => boolean;
  },
): RoomView {
  const queue = room.seats
    .filter((seat) => seat.place === "waiting")
    .sort((a, b) => a.since.localeCompare(b.since));
  const seat = seatOf(room, person.id);
  const seesInside = person.leads || (room.phase === "open" && seat?.place === "admitted");
  const position = queue.findIndex((other) => other.personId === person.id);
  return {
    phase: room.phase,
    openedAt: room.openedAt,
    mediator: {
      name: about.mediatorName,
      connected: about.connected(about.mediatorId),
      here: about.here(about.mediatorId),
    },
    me: {
      personId: person.id,
      leads: person.leads,
      place: person.leads ? "admitted" : (seat?.place ?? "absent"),
      position: position < 0 ? null : position + 1,
      since: seat?.since ?? null,
      reason: seat?.reason ?? null,
    },
    waitingCount: queue.length,
    waiting: person.leads
      ? queue.map((other) => ({
          personId: other.personId,
          name: other.name,
          title: about.titleOf(other.personId),
          since: other.since,
          connected: about.connected(other.personId),
        }))
      : [],
    inside: seesInside
      ? room.seats
          .filter((other) => other.place === "admitted")
          .map((other) => ({
            personId: other.personId,
            name: other.name,
            title: about.titleOf(other.personId),
            here: about.here(other.personId),
            handRaisedAt: other.handRaisedAt ?? null,
          }))
      : [],
  };
}
