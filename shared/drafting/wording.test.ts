import { expect, test } from "vitest";
import { keepsWording } from "./wording.ts";

const before = ["乙于2026年12月15日前向甲付清货款。", "逾期另计利息。"];
const shorter = (by: number) => [before.join("\n").slice(by)];

test("R-D37 after a calm minute whatever changed is kept", () => {
  expect(keepsWording(before, ["乙", ...before], 60_001)).toBe(true);
  expect(keepsWording(before, ["乙", ...before], 60_000)).toBe(false);
});

test("R-D37 at once when much of it goes or all of it, though not with every key", () => {
  expect(keepsWording(before, shorter(10), 5001)).toBe(true);
  expect(keepsWording(before, shorter(9), 5001)).toBe(false);
  expect(keepsWording(before, shorter(10), 5000)).toBe(false);
  expect(keepsWording(["短"], [""], 5001)).toBe(true);
  expect(keepsWording(["短"], [], 5001)).toBe(true);
});

test("R-D37 an empty wording is never kept, nor one that did not change", () => {
  expect(keepsWording(["", "  "], ["写了"], 99_999)).toBe(false);
  expect(keepsWording(before, [...before], 99_999)).toBe(false);
  expect(keepsWording(before, [before.join("\n")], 99_999)).toBe(false);
});
