import { expect, test } from "vitest";
import { datesIn } from "./dates.ts";

const days = (text: string) => datesIn(text).map(({ day, monthDay }) => day ?? monthDay);

test.each<[string, string[]]>([
  ["乙于2026年12月15日前付清。", ["2026-12-15"]],
  ["乙于2026 年 12 月 5 号前付清。", ["2026-12-05"]],
  ["乙于２０２６年１２月１５日前付清。", ["2026-12-15"]],
  ["二〇二六年十二月十五日", ["2026-12-15"]],
  ["二零二六年十二月三十一日", ["2026-12-31"]],
  ["2026-12-15、2026/1/5、2026.2.3", ["2026-12-15", "2026-01-05", "2026-02-03"]],
  ["12月15日前付清", ["12-15"]],
  ["2026年12月15日至12月20日", ["2026-12-15", "12-20"]],
  ["共3个月，每月15日", []],
  ["账号6222-0212-3456", []],
  ["版本1.2026.12.15", []],
  ["", []],
])("R-D11 %s", (text, found) => expect(days(text)).toEqual(found));

test("R-D14 a day that no calendar has is found and said to be impossible, a leap day is not", () => {
  const possible = (text: string) => datesIn(text).map((found) => found.possible);
  expect(possible("2026年2月30日、2026年13月1日、2027年2月29日")).toEqual([false, false, false]);
  expect(possible("2028年2月29日、2月29日、12月31日")).toEqual([true, true, true]);
  expect(possible("2月30日")).toEqual([false]);
});

test("R-D11 what is quoted is what stands there, and where", () => {
  const text = "乙于２０２６年１２月１５日前、甲于1月5日前。";
  for (const { quote, start, end } of datesIn(text)) expect(text.slice(start, end)).toBe(quote);
  expect(datesIn(text).map(({ quote }) => quote)).toEqual(["２０２６年１２月１５日", "1月5日"]);
});
