import fc from "fast-check";
import { expect, test } from "vitest";
import { guessWait, sendWait } from "./codes.ts";

const start = new Date("2026-11-25T08:00:00Z").getTime();
const after = (minutes: number) => new Date(start + minutes * 60_000);
const all = (minutes: number[]) => minutes.map(after);

test("R-L1 five wrong codes within ten minutes wait for the first of them to be ten minutes old, fifteen in a day for a day", () => {
  expect(guessWait(all([0, 1, 2, 3]), after(3))).toBe(0);
  expect(guessWait(all([0, 1, 2, 3, 4]), after(4))).toBe(6 * 60_000);
  expect(guessWait(all([0, 1, 2, 3, 4]), after(10))).toBe(0);
  expect(guessWait(all([3, 0, 4, 1, 2]), after(4))).toBe(6 * 60_000);
  const fifteen = [0, 1, 2, 3, 4, 20, 21, 22, 23, 24, 40, 41, 42, 43, 44];
  expect(guessWait(all(fifteen), after(60))).toBe((24 * 60 - 60) * 60_000);
  expect(guessWait(all(fifteen), after(24 * 60))).toBe(0);
});

test("R-L1 however somebody times his guesses, no day holds more than fifteen and no ten minutes more than five", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(180), { maxLength: 120 }), (gaps) => {
      const made: Date[] = [];
      let now = 0;
      for (const gap of gaps) {
        now += gap;
        if (guessWait(made, after(now)) === 0) made.push(after(now));
      }
      const within = (minutes: number) =>
        Math.max(
          0,
          ...made.map(
            (one) =>
              made.filter((other) => +other >= +one && +other < +one + minutes * 60_000).length,
          ),
        );
      expect([within(10) <= 5, within(24 * 60) <= 15]).toEqual([true, true]);
    }),
  );
});

test("R-L1 a new link gives fifteen guesses again, but never more than five in ten minutes and thirty in a day", () => {
  const five = [0, 1, 2, 3, 4];
  expect(guessWait(all(five), after(5), after(4.5))).toBe(5 * 60_000);
  const fifteen = [...five, 20, 21, 22, 23, 24, 40, 41, 42, 43, 44];
  expect(guessWait(all(fifteen), after(60), after(50))).toBe(0);
  const thirty = [...fifteen, ...fifteen.map((one) => one + 60)];
  expect(guessWait(all(thirty), after(130), after(125))).toBe((24 * 60 - 130) * 60_000);
  const forty = Array.from({ length: 40 }, (_, n) => n * 7);
  expect([
    sendWait(all(forty.slice(1)), after(300), after(299)),
    sendWait(all(forty), after(300), after(299)),
  ]).toEqual([0, (24 * 60 - 300) * 60_000]);
});

test("R-L2 a code a minute, ten an hour, twenty a day", () => {
  expect([
    sendWait([], after(0)),
    sendWait(all([0]), after(0.5)),
    sendWait(all([0]), after(1)),
  ]).toEqual([0, 30_000, 0]);
  const ten = Array.from({ length: 10 }, (_, n) => n * 2);
  expect([sendWait(all(ten), after(30)), sendWait(all(ten), after(60))]).toEqual([30 * 60_000, 0]);
  const twenty = [...ten, ...ten.map((one) => one + 120)];
  expect(sendWait(all(twenty), after(300))).toBe((24 * 60 - 300) * 60_000);
});
