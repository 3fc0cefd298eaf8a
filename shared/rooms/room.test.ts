import { expect, test } from "vitest";
import {
  admit,
  decline,
  emptyRoom,
  end,
  knock,
  leave,
  mayHavePass,
  open,
  raiseHand,
  viewFor,
} from "./room.ts";

const a = { id: "a", name: "甲", partyId: "p1" };
const b = { id: "b", name: "乙", partyId: "p2" };
const at = (n: number) => new Date(n * 1000).toISOString();
test("R-R1 who knocks again keeps the place", () => {
  const room = knock(knock(knock(emptyRoom, a, at(1)), b, at(2)), a, at(3));
  expect(room.seats.map((seat) => [seat.personId, seat.since])).toEqual([
    ["a", at(1)],
    ["b", at(2)],
  ]);
});
test("R-R2 opening keeps the queue and clears who was inside", () => {
  const room = admit(open(knock(emptyRoom, a, at(1)), at(2)), "a", at(3));
  expect(open(end(knock(room, b, at(4)), at(5)), at(6)).seats).toEqual([]);
});
test("R-R3 nobody is admitted before the opening, and nobody who did not knock", () => {
  expect(() => admit(knock(emptyRoom, a, at(1)), "a", at(2))).toThrow();
  expect(() => admit(open(emptyRoom, at(1)), "a", at(2))).toThrow();
});
test("R-R4 declined with a reason, and may ask again", () => {
  const room = decline(open(knock(emptyRoom, a, at(1)), at(2)), "a", "等一下", at(3));
  expect(room.seats[0]).toMatchObject({ place: "declined", reason: "等一下" });
  expect(knock(room, a, at(4)).seats[0]?.place).toBe("waiting");
});
test("R-R5 leaving gives up the place", () =>
  expect(leave(knock(emptyRoom, a, at(1)), "a").seats).toEqual([]));
test("R-R6 only those inside raise a hand", () =>
  expect(() => raiseHand(knock(emptyRoom, a, at(1)), "a", true, at(2))).toThrow());
test("R-R7 the end is for everyone", () =>
  expect(end(open(knock(emptyRoom, a, at(1)), at(2)), at(3)).seats).toEqual([]));
test("R-R8 no pass before admission, none after the end, none for the declined", () => {
  const waiting = open(knock(emptyRoom, a, at(1)), at(2));
  const inside = admit(waiting, "a", at(3));
  const asA = { id: "a", leads: false };
  expect([
    mayHavePass(waiting, asA),
    mayHavePass(inside, asA),
    mayHavePass(decline(inside, "a", "x", at(4)), asA),
    mayHavePass(end(inside, at(4)), asA),
    mayHavePass(inside, { id: "m", leads: true }),
    mayHavePass(emptyRoom, { id: "m", leads: true }),
  ]).toEqual([false, true, false, false, true, false]);
});
test("R-R9 one at the door learns no names", () => {
  const room = admit(open(knock(knock(emptyRoom, a, at(1)), b, at(2)), at(3)), "b", at(4));
  const view = viewFor(
    room,
    { id: "a", leads: false },
    {
      mediatorId: "m",
      mediatorName: "谷梁书",
      titleOf: () => "",
      connected: () => true,
      here: () => false,
    },
  );
  expect([view.inside, view.waiting, view.me.position]).toEqual([[], [], 1]);
  expect(JSON.stringify(view)).not.toContain("乙");
});
