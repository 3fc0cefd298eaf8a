import fc from "fast-check";
import { expect, test } from "vitest";
import { isCleanText, tidyClause } from "./textPolicy.ts";

test.each(["同意\u202E付款", "付\u200B款", "甲\uFE0F", "⼀百元", "\uE000", "a\u0301"])(
  "R-D1 %j is refused",
  (text) => expect(isCleanText(text)).toBe(false),
);

test("R-D1 names with rare characters are fine", () =>
  expect(["卫龑", "闻人㛃", "陆䶮", "苟𠅤", "付款 1,000.00 元。"].every(isCleanText)).toBe(true));

test("R-D1 tidied text is clean, whatever it was, and tidying again changes nothing", () =>
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const tidy = tidyClause(text);
      return tidy.split("\n").every(isCleanText) && tidyClause(tidy) === tidy;
    }),
  ));
