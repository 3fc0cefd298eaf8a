import { expect, test } from "vitest";
import { free, pays } from "../../shared/testing/aText.ts";
import { seedOf } from "./seedOf.ts";

test("an epoch begins with the clauses it was seeded from, or with none", () => {
  const seed = [free("双方再无争议。"), pays("以转账方式支付。")];
  expect(seedOf({ id: "d1", seed })).toEqual(seed);
  expect(seedOf({ id: "d1", seed: [] })).toEqual([]);
});

test.each([null, {}, "[]", [{ id: "c1" }]])(
  "never of %j: no empty text is made of a fault",
  (seed) =>
    expect(() => seedOf({ id: "d1", seed })).toThrow("draft.seed of row d1 has the wrong shape"),
);
