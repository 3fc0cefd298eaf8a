import { expect, test } from "vitest";
import { free, pays, told } from "../../testing/aText.ts";

test.each([
  "乙于2027年12月15日前付清。",
  "2026年12月25日前支付。",
  "乙于12月20日前付清。",
  "二〇二七年十二月十五日前付清。",
])("R-D14 another day blocks: %s", (own) => expect(told(pays(own))).toEqual(["date-differs!"]));

test("R-D14 a day that does not exist blocks in any clause", () =>
  expect(told(free("乙于2027年2月30日前搬离。"))).toEqual(["date-impossible!"]));
