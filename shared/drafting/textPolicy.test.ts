import fc from "fast-check";
import { expect, test } from "vitest";
import { isCleanText, tidyClause, tidyLine, tidyLines, tidyTalk } from "./textPolicy.ts";

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

test.each<[string, string, string]>([
  ["a break of any system is one break", "一\r\n二\r三\u2028四", "一\n二\n三\n四"],
  ["a blank of any width is a blank", "付\t款\u00A01\u2009元", "付 款 1 元"],
  ["what turns the reading direction is gone", "同意\u202E付款\u2066", "同意付款"],
  ["what is not seen is gone", "付\u200B款\u00AD\uFEFF", "付款"],
  ["a look-alike is the real character", "⼀百⽉", "一百月"],
  ["letter and accent are one character", "e\u0301tat", "état"],
  ["half a character is gone", "付\uD842款", "付款"],
  ["what no paper prints is seen as such", "付\uE000款\u{10FFFD}", "付〓款〓"],
  ["a rare name is left alone", "苟𠅤、闻人㛃", "苟𠅤、闻人㛃"],
])("R-D1 in a clause %s", (_, typed, tidy) => {
  expect(tidyClause(typed)).toBe(tidy);
  expect(tidy.split("\n").every((line) => isCleanText(line.replaceAll("〓", "")))).toBe(true);
});

test("R-D1 a name or an address is one line, and keeps what no paper prints: the check before freezing names it", () => {
  expect(tidyLine("云江市\n东浦区")).toBe("云江市 东浦区");
  expect(tidyLine("王\u202E建国\u200B")).toBe("王建国");
  expect(tidyLine("甲\u{10FFFD}")).toBe("甲\u{10FFFD}");
});

test("R-D1 facts and reasons keep their lines", () =>
  expect(tidyLines("一\r\n二\u200B")).toBe("一\n二"));

test.each([
  ["a family", "👨\u200D👩\u200D👧"],
  ["a hand of one colour", "👍🏽"],
  ["a heart as picture", "❤\uFE0F"],
  ["a key", "1\uFE0F\u20E3"],
  ["Persian that must not join", "می\u200Cخواهم"],
  ["a Hindi word that does", "क्\u200Dष"],
])("R-D1 talk keeps %s whole", (_, typed) => expect(tidyTalk(typed)).toBe(typed));

test.each([
  ["a joiner between Chinese characters", "付\u200D款", "付款"],
  ["a joiner at the end", "好👍\u200D", "好👍"],
  ["a form of a letter", "甲\uFE0F", "甲"],
  ["the marks under which pictures are set aside", "\u00010\u0001❤\uFE0F", "0❤\uFE0F"],
  ["what turns the reading direction", "好\u202E的", "好的"],
])("R-D1 in talk %s is gone", (_, typed, tidy) => expect(tidyTalk(typed)).toBe(tidy));

test("R-D1 whatever is said, reading it again changes nothing", () =>
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      for (const tidy of [tidyLine, tidyLines, tidyTalk]) expect(tidy(tidy(text))).toBe(tidy(text));
    }),
  ));
