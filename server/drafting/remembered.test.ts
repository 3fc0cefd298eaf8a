import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { remembered } from "./remembered.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["performance"] }));
afterEach(() => void vi.useRealTimers());

function counted() {
  let asked = 0;
  const answers = remembered(async () => ++asked);
  return { answers, asked: () => asked };
}

test("an answer is remembered for a few seconds", async () => {
  const { answers, asked } = counted();
  expect([await answers(), await answers()]).toEqual([1, 1]);
  vi.advanceTimersByTime(4900);
  expect([await answers(), asked()]).toEqual([1, 1]);
});

test("one that has aged is given once more while a new one is asked for; nobody waits", async () => {
  const { answers } = counted();
  await answers();
  vi.advanceTimersByTime(15_100);
  expect(await answers()).toBe(1);
  expect(await answers()).toBe(2);
});

test("one older than twenty seconds is never used", async () => {
  const { answers } = counted();
  await answers();
  vi.advanceTimersByTime(20_001);
  expect(await answers()).toBe(2);
});

test("who asks at the same time waits for the same answer", async () => {
  const { answers, asked } = counted();
  expect(await Promise.all([answers(), answers(), answers()])).toEqual([1, 1, 1]);
  expect(asked()).toBe(1);
});

test("a refusal is never remembered", async () => {
  let fails = true;
  const answers = remembered(async () => {
    if (fails) throw new Error("ended");
    return "in";
  });
  await expect(answers()).rejects.toThrow("ended");
  fails = false;
  expect(await answers()).toBe("in");
});

test("a refusal ends what was remembered before", async () => {
  let fails = false;
  const answers = remembered(async () => {
    if (fails) throw new Error("ended");
    return "in";
  });
  await answers();
  fails = true;
  vi.advanceTimersByTime(15_100);
  await answers();
  await expect(answers()).rejects.toThrow("ended");
});
