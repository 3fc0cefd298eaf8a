import { Refusal } from "../refusal.ts";
import { isInside, JOINT, type Seat, type Session, seatOf, type Visitor } from "./session.ts";

/*
 * Each rule takes the session, who asks, what they ask and the time (ISO 8601), and gives the
 * session that comes of it; the same one where nothing changes. It refuses by itself whoever may
 * not, whichever door was asked before.
 */

/** R-R10. Opening, admitting, declining and ending are for who leads. */
function refuseOthers(by: Visitor): void {
  if (!by.leads) throw new Refusal("rooms/not-the-mediator");
}

const without = ({ seats }: Session, personId: string): Seat[] =>
  seats.filter((seat) => seat.personId !== personId);

/** Moves somebody to another place; a raised hand stays behind. */
function seated(session: Session, seat: Seat, place: Seat["place"], now: string): Session {
  const { handRaisedAt: _, ...rest } = seat;
  return {
    ...session,
    seats: [...without(session, seat.personId), { ...rest, place, since: now }],
  };
}

/**
 * R-R1. Who comes to the door waits; one who waited or was inside before keeps place and time; one
 * who was declined may ask again. Who leads does not wait.
 */
export function knock(session: Session, by: Visitor, now: string): Session {
  const seat = seatOf(session, by.id);
  if (by.leads || (seat && seat.place.at !== "declined")) return session;
  const { id: personId, name, partyId, publishes } = by;
  const place = { at: "door" } as const;
  return seated(session, { personId, name, partyId, publishes, place, since: now }, place, now);
}

/**
 * R-R2. The session opens with one talk for all; those who are already at the door keep their
 * order. A new session clears who was inside.
 * @param media the new, unguessable name of the joint talk's room at the media server
 */
export function open(session: Session, by: Visitor, media: string, now: string): Session {
  refuseOthers(by);
  if (session.phase === "open") return session;
  return {
    phase: "open",
    openedAt: now,
    endedAt: null,
    leads: [{ personId: by.id, talkId: JOINT }],
    talks: [{ id: JOINT, kind: "joint", media }],
    seats: session.seats.filter(({ place }) => place.at === "door"),
  };
}

/**
 * R-R3. Only someone at the door can be admitted, into the joint talk, while the session is open.
 */
export function admit(session: Session, by: Visitor, personId: string, now: string): Session {
  refuseOthers(by);
  const seat = seatOf(session, personId);
  if (session.phase !== "open" || seat?.place.at !== "door") throw new Refusal("rooms/not-waiting");
  return seated(session, seat, { at: "talk", talkId: JOINT }, now);
}

/** R-R4. Whoever is declined, at the door or inside, is told why and loses the place. */
export function decline(
  session: Session,
  by: Visitor,
  { personId, reason }: { personId: string; reason: string },
  now: string,
): Session {
  refuseOthers(by);
  const seat = seatOf(session, personId);
  if (!seat || seat.place.at === "declined") throw new Refusal("rooms/not-waiting");
  return seated(session, seat, { at: "declined", reason }, now);
}

/** R-R5. A person who leaves gives up the place; closing a tab or losing the network does not. */
export function leave(session: Session, by: Pick<Visitor, "id">): Session {
  if (!seatOf(session, by.id)) return session;
  return { ...session, seats: without(session, by.id) };
}

/** R-R6. Only those inside can raise a hand. */
export function raiseHand(session: Session, by: Visitor, raised: boolean, now: string): Session {
  const seat = seatOf(session, by.id);
  if (!seat || !isInside(seat)) throw new Refusal("rooms/not-admitted");
  const { handRaisedAt: _, ...rest } = seat;
  const changed = raised ? { ...rest, handRaisedAt: now } : rest;
  return { ...session, seats: [...without(session, by.id), changed] };
}

/** R-R7. The end is for everyone, those at the door included. */
export function end(session: Session, by: Visitor, now: string): Session {
  refuseOthers(by);
  if (session.phase !== "open") return session;
  return { ...session, phase: "ended", endedAt: now, leads: [], talks: [], seats: [] };
}

/**
 * R-R11. A talk that somebody must no longer hear goes on in a new room at the media server; what
 * they hold opens nothing there.
 */
export function moveTalk(session: Session, from: string, to: string): Session {
  if (session.phase !== "open" || !session.talks.some(({ media }) => media === from))
    return session;
  const talks = session.talks.map((talk) => (talk.media === from ? { ...talk, media: to } : talk));
  return { ...session, talks };
}
