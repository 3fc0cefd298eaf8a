import { expect, test } from "vitest";
import type { Stroke } from "./agreement.ts";
import { isSignature } from "./ink.ts";

const spot: Stroke = Array.from({ length: 5 }, () => [0, 0]);

/** 丁一, written small in a wide box. */
const short: Stroke[] = [
  [
    [500, 200],
    [540, 199],
  ],
  [
    [520, 200],
    [520, 232],
    [514, 228],
  ],
  [
    [550, 215],
    [582, 214],
  ],
];

test("R-G14 what cannot be seen is no signature", () => {
  expect(isSignature([])).toBe(false);
  expect(isSignature([spot])).toBe(false);
  expect(isSignature([[[500, 500]], [[900, 100]], [[100, 900]]])).toBe(false);
  expect(
    isSignature([Array.from({ length: 400 }, (_, at) => [500 + (at % 3), 500 + (at % 2)])]),
  ).toBe(false);
});

test("R-G14 a short name written small is one, and so is a single stroke", () => {
  expect(isSignature(short)).toBe(true);
  expect(isSignature([[...(short[0] as Stroke), [580, 198]]])).toBe(true);
});
