import { z } from "zod";

/** What people do in a talk: all together now; private talks come beside it. */
export const talkKinds = ["joint"] as const;

const talk = z.object({
  id: z.string(),
  kind: z.enum(talkKinds),
  /**
   * The talk's room at the media server. Unguessable, and new whenever somebody must no longer hear
   * it.
   */
  media: z.string(),
});

/** Where a person is: at the door, in one talk, or sent away with a reason. */
const place = z.discriminatedUnion("at", [
  z.object({ at: z.literal("door") }),
  z.object({ at: z.literal("talk"), talkId: z.string() }),
  z.object({ at: z.literal("declined"), reason: z.string() }),
]);

const seat = z.object({
  personId: z.string(),
  name: z.string(),
  /** null: who belongs to no party, such as an interpreter or an observer. */
  partyId: z.string().nullable(),
  place,
  /** Since when at this place, ISO 8601. */
  since: z.string(),
  /** Whether sound and picture of this person may be sent; who only listens may not. */
  publishes: z.boolean(),
  handRaisedAt: z.string().optional(),
});

/** Who leads the session, and in which talk they are now. */
const lead = z.object({ personId: z.string(), talkId: z.string() });

/**
 * A live session as it stands in the case's row: never in a connection. `leads` says where those
 * are who lead, not who may: that is asked of the case's rows each time.
 */
export const sessionShape = z.object({
  phase: z.enum(["closed", "open", "ended"]),
  openedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  leads: z.array(lead),
  talks: z.array(talk),
  seats: z.array(seat),
});

export type Session = z.infer<typeof sessionShape>;
export type Talk = Session["talks"][number];
export type Seat = Session["seats"][number];

/**
 * Who asks, as the door knows them: what they may is read anew at every ask, never out of the
 * session.
 */
export type Visitor = {
  id: string;
  name: string;
  partyId: string | null;
  /** Is a mediator of this case. */
  leads: boolean;
  publishes: boolean;
};

export const emptySession: Session = {
  phase: "closed",
  openedAt: null,
  endedAt: null,
  leads: [],
  talks: [],
  seats: [],
};

export const JOINT = "joint";

export const seatOf = (session: Session, personId: string): Seat | undefined =>
  session.seats.find((seat) => seat.personId === personId);

export const isInside = ({ place }: Seat): boolean => place.at === "talk";
