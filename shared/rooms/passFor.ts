import { JOINT, type Session, seatOf, type Talk, type Visitor } from "./session.ts";

/**
 * R-R8. The one talk whose sound and picture this person may have now, and whether they may send
 * their own; null: none. Nobody reaches the media server before admission or after the end.
 */
export function passFor(
  session: Session,
  person: Pick<Visitor, "id" | "leads">,
): { talk: Talk; publish: boolean } | null {
  if (session.phase !== "open") return null;
  const seat = seatOf(session, person.id);
  const talkId = person.leads ? talkOfLead(session, person.id) : talkOfSeat(seat?.place);
  const talk = session.talks.find(({ id }) => id === talkId);
  return talk ? { talk, publish: person.leads || seat?.publishes === true } : null;
}

const talkOfLead = ({ leads }: Session, personId: string): string =>
  leads.find((lead) => lead.personId === personId)?.talkId ?? JOINT;

const talkOfSeat = (place: Session["seats"][number]["place"] | undefined): string | null =>
  place?.at === "talk" ? place.talkId : null;
