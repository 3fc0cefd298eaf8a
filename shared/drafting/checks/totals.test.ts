import { expect, test } from "vitest";
import { free, on, pays, told } from "../../testing/aText.ts";

const two = [pays("", { amountFen: 1_000_000 }, "1"), pays("", { amountFen: 500_000 }, "2")];

test("R-D17 a stated total is the sum of the payments it speaks of", () => {
  expect(told(...two, free("上述款项合计15,000元（壹万伍仟元整）。"))).toEqual([]);
  expect(on(...two, free("上述款项合计16,000元。"))).toMatchObject([
    {
      code: "total-differs",
      blocking: true,
      number: 3,
      values: {
        quote: "16,000元",
        sum: "15,000.00元",
        of: "第1条 10,000.00元 + 第2条 5,000.00元",
      },
    },
  ]);
});

test.each([
  "本金280,000元，利息24,000元，合计305,000元。",
  "退款6,599元、补偿8,000元，共计人民币14,600元。",
])("R-D17 a total of amounts in one sentence: %s", (text) =>
  expect(told(free(text))).toEqual(["total-differs!"]),
);
