import { expect, test } from "vitest";
import type { RefusalCode } from "../../shared/refusal.ts";
import { Patience } from "./patience.ts";

/** Patience with a clock that is moved by hand, in seconds. */
function aPatience() {
  let seconds = 0;
  const patience = new Patience(() => seconds * 1000);
  return {
    state: (person = "a") => patience.state(person),
    refused: (code: RefusalCode, times = 1, person = "a") => {
      for (let n = 0; n < times; n++) patience.refused(person, code);
    },
    passes: (time: number) => {
      seconds += time;
    },
  };
}

test("who was never refused goes on, and so does who was refused a few times", () => {
  const { state, refused } = aPatience();
  expect(state()).toBe("go");
  refused("drafting/locked", 10);
  expect(state()).toBe("go");
});

test("after more a person waits half a second, and goes on", () => {
  const { state, refused, passes } = aPatience();
  refused("drafting/locked", 11);
  expect(state()).toBe("wait");
  passes(0.49);
  expect(state()).toBe("wait");
  passes(0.02);
  expect(state()).toBe("go");
});

test("five refusals that no typing makes pause at once, the fourth does not", () => {
  const { state, refused } = aPatience();
  refused("drafting/wrong-shape", 4);
  expect(state()).toBe("go");
  refused("drafting/not-your-client");
  expect(state()).toBe("paused");
});

test("a pause ends after a minute, not before", () => {
  const { state, refused, passes } = aPatience();
  refused("drafting/malformed", 5);
  passes(55);
  expect(state()).toBe("paused");
  passes(10);
  expect(state()).toBe("go");
});

test("what is ours costs nobody anything", () => {
  const { state, refused } = aPatience();
  refused("drafting/retry", 1000);
  refused("drafting/slow-down", 1000);
  expect(state()).toBe("go");
});

test("points come back with time, so that a day of slips is no attack", () => {
  const { state, refused, passes } = aPatience();
  for (let n = 0; n < 200; n++) {
    refused("drafting/bad-character");
    passes(5);
    expect(state()).toBe("go");
  }
});

test("each person has an account of his own", () => {
  const { state, refused } = aPatience();
  refused("drafting/too-large", 5, "b");
  expect([state("a"), state("b")]).toEqual(["go", "paused"]);
});
