import { isInside, type Seat, type Session, seatOf, type Visitor } from "./session.ts";

export type RoomView = {
  phase: Session["phase"];
  openedAt: string | null;
  mediator: { name: string; connected: boolean; here: boolean };
  me: {
    personId: string;
    place: "waiting" | "admitted" | "declined" | "absent";
    leads: boolean;
    position: number | null;
    since: string | null;
    reason: string | null;
  };
  waitingCount: number;
  /** Only for the mediator: who is at the door, in order. */
  waiting: { personId: string; name: string; title: string; since: string; connected: boolean }[];
  /**
   * For those inside and the mediator. Whoever is not `here` keeps the place and is shown as away.
   */
  inside: {
    personId: string;
    name: string;
    title: string;
    here: boolean;
    handRaisedAt: string | null;
  }[];
};

/** What is known of people beside the session. */
export type AboutPeople = {
  mediatorId: string;
  mediatorName: string;
  titleOf: (personId: string) => string;
  /** Has a page of the case open. */
  connected: (personId: string) => boolean;
  /** Has the room itself open. */
  here: (personId: string) => boolean;
};

const placeInView = { door: "waiting", talk: "admitted", declined: "declined" } as const;

/**
 * R-R9. What one person may see of the room: one at the door learns only the own place; names are
 * for those inside.
 */
export function viewFor(
  session: Session,
  person: Pick<Visitor, "id" | "leads">,
  about: AboutPeople,
): RoomView {
  const queue = session.seats
    .filter(({ place }) => place.at === "door")
    .sort((a, b) => a.since.localeCompare(b.since));
  const seat = seatOf(session, person.id);
  const isWithOthers = session.phase === "open" && seat !== undefined && isInside(seat);
  const position = queue.findIndex(({ personId }) => personId === person.id);
  return {
    phase: session.phase,
    openedAt: session.openedAt,
    mediator: {
      name: about.mediatorName,
      connected: about.connected(about.mediatorId),
      here: about.here(about.mediatorId),
    },
    me: {
      personId: person.id,
      leads: person.leads,
      place: person.leads ? "admitted" : seat ? placeInView[seat.place.at] : "absent",
      position: position < 0 ? null : position + 1,
      since: seat?.since ?? null,
      reason: seat?.place.at === "declined" ? seat.place.reason : null,
    },
    waitingCount: queue.length,
    waiting: person.leads ? queue.map((other) => atTheDoor(other, about)) : [],
    inside:
      person.leads || isWithOthers
        ? session.seats.filter(isInside).map((other) => inTheRoom(other, about))
        : [],
  };
}

const atTheDoor = ({ personId, name, since }: Seat, about: AboutPeople) => ({
  personId,
  name,
  title: about.titleOf(personId),
  since,
  connected: about.connected(personId),
});

const inTheRoom = ({ personId, name, handRaisedAt }: Seat, about: AboutPeople) => ({
  personId,
  name,
  title: about.titleOf(personId),
  here: about.here(personId),
  handRaisedAt: handRaisedAt ?? null,
});
