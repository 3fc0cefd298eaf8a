import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, dayOf, daysBetween, inChinese, isDay } from "./day.ts";

test.each(["2026-01-01", "2028-02-29", "2026-12-31"])("%s is a day", (text) =>
  expect(isDay(text)).toBe(true),
);

test.each([
  "2026-02-29",
  "2026-13-01",
  "2026-00-10",
  "2026-1-1",
  "2026-01-01T00:00:00Z",
  " 2026-01-01",
  "",
  null,
  20_260_101,
])("%j is none", (text) => expect(isDay(text)).toBe(false));

test("a day is China's, also in the hours in which London has the one before", () => {
  expect(dayOf(new Date("2026-11-12T15:59:59.999Z"))).toBe("2026-11-12");
  expect(dayOf(new Date("2026-11-12T16:00:00Z"))).toBe("2026-11-13");
  expect(dayOf(new Date("2026-12-31T16:00:00Z"))).toBe("2027-01-01");
});

test("days are added over months, years and leap days, and counted back the same", () => {
  expect(addDays("2028-02-28", 1)).toBe("2028-02-29");
  expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
  expect(addDays("2026-03-01", -1)).toBe("2026-02-28");
  fc.assert(
    fc.property(fc.integer({ min: -3000, max: 3000 }), (days) => {
      const to = addDays("2026-11-21", days);
      expect(isDay(to)).toBe(true);
      expect(daysBetween("2026-11-21", to)).toBe(days);
    }),
  );
});

test("papers write a day without leading noughts", () =>
  expect([inChinese("2026-11-02"), inChinese("2027-01-10")]).toEqual([
    "2026年11月2日",
    "2027年1月10日",
  ]));
