import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { bucket } from "./sockets.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["performance"] }));
afterEach(() => void vi.useRealTimers());

const goes = (mayGo: () => boolean, times: number) =>
  Array.from({ length: times }, mayGo).filter(Boolean).length;

test("a burst goes at once, what comes after it does not", () => {
  const mayGo = bucket(20, 60);
  expect(goes(mayGo, 100)).toBe(60);
});

test("in the long run so many a second go, however they are spread", () => {
  const mayGo = bucket(20, 60);
  goes(mayGo, 60);
  let went = 0;
  for (let n = 0; n < 100; n++) {
    vi.advanceTimersByTime(100);
    went += goes(mayGo, 10);
  }
  expect(went).toBe(200);
});

test("who was quiet for an hour has a burst again, and no more", () => {
  const mayGo = bucket(1, 10);
  goes(mayGo, 10);
  vi.advanceTimersByTime(3_600_000);
  expect(goes(mayGo, 100)).toBe(10);
});
