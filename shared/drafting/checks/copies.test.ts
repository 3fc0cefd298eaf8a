import { expect, test } from "vitest";
import { free, input, told } from "../../testing/aText.ts";
import { preflight } from "../preflight.ts";

test("R-D18 every number of copies is the paper's", () => {
  expect(told(free("本协议一式九份。"))).toEqual(["copies-differ!"]);
  expect(told(free("本协议一式叁份。"))).toEqual([]);
});

test("R-D18 nobody goes without a copy", () =>
  expect(
    preflight({ ...input, copies: 2, clauses: [free("本协议一式两份。", "copies")] }).map(
      (one) => one.code,
    ),
  ).toEqual(["copies-too-few"]));
