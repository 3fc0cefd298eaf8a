import { expect, test } from "vitest";
import { free, input, on, pays, told } from "../../testing/aText.ts";
import type { ClauseFields } from "../clause.ts";
import { preflight } from "../preflight.ts";

test.each([
  "乙付甲10,000元（壹拾万元整）。",
  "乙付甲人民币10,000元，大写壹拾万元整。",
  "乙付甲１０，０００元（壹拾万元整）。",
  "乙付甲1万元（贰万元整）。",
  "乙付甲10,000元（大写：壹拾万圆整）。",
  "乙付甲壹拾万元整（¥10,000.00）。",
  "乙付甲人民币壹拾万元整（小写：10000元）。",
  "乙付甲10,000元（1万5千元）。",
  "乙付甲10000元【人民币壹拾万元正】。",
  "乙付甲10,000元即壹拾万元。",
  "乙付甲500元5角（伍佰元伍分）。",
])("R-D12 %s blocks and names both", (text) => {
  const [finding] = on(free(text));
  expect(finding).toMatchObject({
    code: "words-differ",
    blocking: true,
    number: 1,
    field: "words",
  });
  expect(finding?.values?.one).not.toBe(finding?.values?.other);
});

test("R-D12 the facts of the case are looked at too", () =>
  expect(preflight({ ...input, facts: "借款10,000元（壹拾万元整）。" })).toMatchObject([
    { code: "words-differ", number: null },
  ]));

test("R-D12 words that make no amount block", () =>
  expect(told(free("乙付甲520元（大写：伍佰贰拾叁肆元整）。"))).toEqual(["words-unreadable!"]));

test.each<[string, string, Partial<ClauseFields>?]>([
  ["R-D13", "乙付甲10,000元。"],
  ["R-D13", "共计１９，０００元（壹万玖仟元整）。"],
  ["R-D13", "乙支付2千元。"],
  ["R-D13", "总额为贰拾万元整。"],
])("%s another amount blocks: %s", (_, own, fields) =>
  expect(told(pays(own, fields))).toEqual(["amount-differs!"]),
);

test("R-D13 parts that are more than the whole block, parts that do not add up are pointed out", () => {
  expect(told(pays("其中本金18,000元、利息5,000元。"))).toEqual(["parts-differ!"]);
  expect(told(pays("其中本金14,000元、利息5,000元。"))).toEqual(["parts-differ"]);
});

test("R-D13 both places are named", () =>
  expect(on(pays("乙付甲10,000元。"))[0]).toMatchObject({
    number: 1,
    field: "words",
    values: { quote: "10,000元", amount: "20,000.00元" },
  }));
