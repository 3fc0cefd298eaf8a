import fc from "fast-check";
import nzh from "nzh";
import { expect, test } from "vitest";
import { isFormal, numeralValue } from "./numerals.ts";

test.each<[string, number]>([
  ["10,000", 10_000],
  ["10，000".replace("，", ","), 10_000],
  ["1.5万", 15_000],
  ["一万五千", 15_000],
  ["一万五", 15_000],
  ["三百五", 350],
  ["三百〇五", 305],
  ["三百零五", 305],
  ["壹拾万", 100_000],
  ["拾万", 100_000],
  ["十五", 15],
  ["二十", 20],
  ["两千两百", 2200],
  ["3亿2000万", 320_000_000],
  ["壹亿零伍", 100_000_005],
  ["一万零五十", 10_050],
  ["二〇二六", 2026],
  ["貳佰萬", 2_000_000],
  ["叄拾陸", 36],
])("R-D11 %s is %i", (written, value) => expect(numeralValue(written)).toBe(value));

test.each([
  "",
  " ",
  "伍拾贰叁",
  "百",
  "万",
  "一百百",
  "十一千",
  "1.2.3",
  "12元",
  "一半",
  "二十三十",
])("R-D11 %j is no number", (written) => expect(numeralValue(written)).toBeNull());

test("R-D11 whatever whole number is written in words, formal or plain, is read back", () =>
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 999_999_999 }), (value) => {
      expect(numeralValue(nzh.cn.encodeS(value))).toBe(value);
      expect(numeralValue(nzh.cn.encodeB(value))).toBe(value);
    }),
  ));

test("R-D11 amounts in words have characters of their own", () => {
  for (const written of ["壹", "贰拾", "叁佰", "1万伍仟"]) expect(isFormal(written)).toBe(true);
  for (const written of ["一", "二十", "三百", "1万5千", ""]) expect(isFormal(written)).toBe(false);
});
