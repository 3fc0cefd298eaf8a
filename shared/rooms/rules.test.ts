import { expect, test } from "vitest";
import { admit, decline, end, knock, leave, moveTalk, open, raiseHand } from "./rules.ts";
import { emptySession, type Session, seatOf, type Visitor } from "./session.ts";

const visitor = (id: string, name: string): Visitor => ({
  id,
  name,
  partyId: `party of ${id}`,
  leads: false,
  publishes: true,
});

const a = visitor("a", "甲");
const b = visitor("b", "乙");
const mediator: Visitor = { ...visitor("m", "谷梁书"), partyId: null, leads: true };
const at = (second: number) => new Date(second * 1000).toISOString();
const waiting = knock(emptySession, a, at(1));
const opened = open(waiting, mediator, "r-1", at(2));
const inside = admit(opened, mediator, "a", at(3));

test("R-R1 who knocks again keeps the place", () => {
  const session = knock(knock(waiting, b, at(2)), a, at(3));
  expect(session.seats.map((seat) => [seat.personId, seat.since])).toEqual([
    ["a", at(1)],
    ["b", at(2)],
  ]);
  expect(knock(inside, a, at(4))).toBe(inside);
  expect(knock(opened, mediator, at(4))).toBe(opened);
});

test("R-R2 opening keeps the queue and clears who was inside; an open session stays as it is", () => {
  expect(opened.seats).toEqual(waiting.seats);
  expect(opened.talks).toEqual([{ id: "joint", kind: "joint", media: "r-1" }]);
  expect(opened.leads).toEqual([{ personId: "m", talkId: "joint" }]);
  expect(open(inside, mediator, "r-2", at(4))).toBe(inside);
  const ended = end(knock(inside, b, at(4)), mediator, at(5));
  expect(open(ended, mediator, "r-2", at(6)).seats).toEqual([]);
});

test("R-R3 nobody is admitted before the opening, and nobody who did not knock", () => {
  expect(() => admit(waiting, mediator, "a", at(2))).toThrow("rooms/not-waiting");
  expect(() => admit(opened, mediator, "b", at(3))).toThrow("rooms/not-waiting");
  expect(() => admit(inside, mediator, "a", at(4))).toThrow("rooms/not-waiting");
  expect(seatOf(inside, "a")?.place).toEqual({ at: "talk", talkId: "joint" });
});

test("R-R4 declined with a reason, at the door or inside, and may ask again", () => {
  for (const session of [opened, inside]) {
    const declined = decline(session, mediator, { personId: "a", reason: "等一下" }, at(3));
    expect(seatOf(declined, "a")?.place).toEqual({ at: "declined", reason: "等一下" });
    expect(seatOf(knock(declined, a, at(4)), "a")?.place).toEqual({ at: "door" });
    expect(() => decline(declined, mediator, { personId: "a", reason: "" }, at(4))).toThrow(
      "rooms/not-waiting",
    );
  }
});

test("R-R5 leaving gives up the place; who has none changes nothing", () => {
  expect(leave(inside, a).seats).toEqual([]);
  expect(leave(inside, b)).toBe(inside);
});

test("R-R6 only those inside raise a hand, and it goes down with the place", () => {
  expect(() => raiseHand(opened, a, true, at(2))).toThrow("rooms/not-admitted");
  const raised = raiseHand(inside, a, true, at(4));
  expect(seatOf(raised, "a")?.handRaisedAt).toBe(at(4));
  expect(seatOf(raiseHand(raised, a, false, at(5)), "a")).not.toHaveProperty("handRaisedAt");
  const declined = decline(raised, mediator, { personId: "a", reason: "x" }, at(5));
  expect(seatOf(declined, "a")).not.toHaveProperty("handRaisedAt");
});

test("R-R7 the end is for everyone", () => {
  const ended = end(knock(inside, b, at(4)), mediator, at(5));
  expect(ended).toMatchObject({ phase: "ended", endedAt: at(5), seats: [], talks: [], leads: [] });
  expect(end(ended, mediator, at(6))).toBe(ended);
});

test("R-R10 opening, admitting, declining and ending are refused to whoever does not lead", () => {
  const asks: ((session: Session, by: Visitor) => Session)[] = [
    (session, by) => open(session, by, "r-9", at(9)),
    (session, by) => admit(session, by, "a", at(9)),
    (session, by) => decline(session, by, { personId: "a", reason: "x" }, at(9)),
    (session, by) => end(session, by, at(9)),
  ];
  for (const ask of asks) expect(() => ask(opened, b)).toThrow("rooms/not-the-mediator");
});

test("R-R11 a talk that somebody must no longer hear goes on under a new name; one that ended does not", () => {
  expect(moveTalk(inside, "r-1", "r-2").talks).toEqual([
    { id: "joint", kind: "joint", media: "r-2" },
  ]);
  expect(moveTalk(inside, "r-0", "r-2")).toBe(inside);
  const ended = end(inside, mediator, at(5));
  expect(moveTalk(ended, "r-1", "r-2")).toBe(ended);
});
