import fc from "fast-check";
import { expect, test } from "vitest";
import { Refusal } from "../refusal.ts";
import { passFor } from "./passFor.ts";
import { admit, decline, end, knock, leave, moveTalk, open, raiseHand } from "./rules.ts";
import { emptySession, type Session, sessionShape, type Visitor } from "./session.ts";
import { viewFor } from "./view.ts";

const person = (id: string, leads: boolean, publishes = true): Visitor => ({
  id,
  name: `name of ${id}`,
  partyId: leads ? null : `party of ${id}`,
  leads,
  publishes,
});

const people = [
  person("m", true),
  person("n", true),
  person("a", false),
  person("b", false),
  person("c", false, false),
];

const about = {
  mediatorId: "m",
  mediatorName: "name of m",
  titleOf: () => "",
  connected: () => true,
  here: () => true,
};

const now = "2026-12-01T00:00:00.000Z";

type Ask = (session: Session, by: Visitor, whom: string) => Session;

const asks: Record<string, Ask> = {
  knock: (session, by) => knock(session, by, now),
  open: (session, by) => open(session, by, "r-1", now),
  admit: (session, by, whom) => admit(session, by, whom, now),
  decline: (session, by, whom) => decline(session, by, { personId: whom, reason: "later" }, now),
  leave: (session, by) => leave(session, by),
  raise: (session, by) => raiseHand(session, by, true, now),
  end: (session, by) => end(session, by, now),
  move: (session) => moveTalk(session, session.talks[0]?.media ?? "", "r-2"),
};

const step = fc.record({
  what: fc.constantFrom(...Object.keys(asks)),
  by: fc.constantFrom(...people),
  whom: fc.constantFrom("a", "b", "c", "m"),
});

/** What one ask makes of a session; a refused one leaves it as it is. */
function after(session: Session, ask: Ask, by: Visitor, whom: string): Session {
  const before = structuredClone(session);
  try {
    return ask(session, by, whom);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    expect(session).toEqual(before);
    return session;
  }
}

/** Who was let in, as the asks tell it: not read from seats, which are what is tried here. */
function note(letIn: Set<string>, what: string, by: string, whom: string): void {
  if (what === "admit") letIn.add(whom);
  if (what === "decline") letIn.delete(whom);
  if (what === "leave") letIn.delete(by);
  if (what === "open" || what === "end") letIn.clear();
}

test("R-R8 whatever people ask, in any order: one place each, a pass only to those let in and to who leads, no names at the door", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let session = emptySession;
      const letIn = new Set<string>();
      for (const { what, by, whom } of steps) {
        const before = session;
        session = after(before, asks[what] as Ask, by, whom);
        if (session !== before) note(letIn, what, by.id, whom);
      }

      expect(sessionShape.parse(session)).toEqual(session);
      const ids = session.seats.map(({ personId }) => personId);
      expect(new Set(ids).size).toBe(ids.length);
      for (const one of people) {
        const pass = passFor(session, one);
        const isLetIn = one.leads || letIn.has(one.id);
        expect(pass !== null).toBe(session.phase === "open" && isLetIn);
        if (pass) expect(session.talks).toContainEqual(pass.talk);
        if (pass) expect(pass.publish).toBe(one.leads || one.publishes);
        if (isLetIn) continue;
        const seen = JSON.stringify(viewFor(session, one, about));
        for (const other of people.slice(2)) expect(seen).not.toContain(other.name);
      }
    }),
    { numRuns: 400 },
  );
});

test("R-R8 of several talks each gets the one they are in or lead, never another's", () => {
  const lead = person("m", true);
  const waiting = knock(knock(emptySession, person("a", false), now), person("b", false), now);
  const opened = open(waiting, lead, "r-1", now);
  const together = admit(admit(opened, lead, "a", now), lead, "b", now);
  const aside: Session = {
    ...together,
    talks: [...together.talks, { id: "aside", kind: "joint", media: "r-aside" }],
    leads: [{ personId: "m", talkId: "aside" }],
    seats: together.seats.map((seat) =>
      seat.personId === "a" ? { ...seat, place: { at: "talk", talkId: "aside" } } : seat,
    ),
  };
  const hears = (session: Session, id: string, leads: boolean) =>
    passFor(session, { id, leads })?.talk.media;
  for (const talks of [aside.talks, aside.talks.toReversed()]) {
    const session = { ...aside, talks };
    expect([hears(session, "a", false), hears(session, "b", false)]).toEqual(["r-aside", "r-1"]);
    expect([hears(session, "m", true), hears(session, "n", true)]).toEqual(["r-aside", "r-1"]);
  }
  const moved = moveTalk(aside, "r-aside", "r-2");
  expect([hears(moved, "a", false), hears(moved, "b", false)]).toEqual(["r-2", "r-1"]);
});

test("R-R8 a talk that is no more, or somebody else's seat, gives no pass", () => {
  const session = open(knock(emptySession, person("a", false), now), person("m", true), "r-1", now);
  const inside = admit(session, person("m", true), "a", now);
  expect(passFor(inside, { id: "a", leads: false })?.talk.media).toBe("r-1");
  expect(passFor({ ...inside, talks: [] }, { id: "a", leads: false })).toBe(null);
  expect(passFor(inside, { id: "b", leads: false })).toBe(null);
});
