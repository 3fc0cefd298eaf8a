import { expect, test } from "vitest";
import { free, input, on, pays, told } from "../../testing/aText.ts";
import { preflight } from "../preflight.ts";

test("R-D8 a text has a clause, and facts", () => {
  expect(told()).toEqual(["no-clause!"]);
  expect(preflight({ ...input, facts: " \n" })).toMatchObject([
    { code: "facts-missing", blocking: true, clauseId: null, number: null },
  ]);
});

test("R-D8 a clause in own words is not empty; a payment says enough by its fields", () => {
  expect(on(free(" \n "))).toMatchObject([
    { code: "empty-clause", blocking: true, number: 1, field: "words" },
  ]);
  expect(told(pays(""))).toEqual([]);
});

test.each([
  ["乙尽快搬离。", "尽快"],
  ["乙及时修复。", "及时"],
  ["乙有能力时付款。", "有能力时"],
  ["余款分期支付。", "分期支付"],
])("R-D8 a vague time is pointed out: %s", (text, detail) =>
  expect(on(free(text))).toMatchObject([{ code: "vague-time", blocking: false, detail }]),
);

test("R-D8 a plan of instalments is no vague time", () =>
  expect(told(free("按分期支付计划履行。"))).toEqual([]));

test("R-D33 a clause that names a stranger is told once, at the first place", () => {
  const strange = pays("", { payer: "x", payee: "y", account: "尾号0017" });
  expect(on(strange)).toMatchObject([
    { code: "party-unknown", blocking: true, clauseId: "p", field: "payer" },
  ]);
});

test("R-D19 another currency is pointed out", () =>
  expect(told(free("乙付甲10,000美元。"))).toEqual(["other-currency"]));

test.each([
  ["双方确认自2020年起存在婚姻关系，自本协议生效之日解除婚姻关系。", "matter-status"],
  ["双方确认2020年1月至2026年10月存在劳动关系。", "matter-labour-relation"],
  ["坐落于某路1号房屋归甲所有。", "matter-ownership"],
])("R-C15 is told while drafting: %s", (text, code) => {
  expect(told(free(text))).toEqual([`${code}!`]);
  expect(preflight({ ...input, paperOnly: true, clauses: [free(text)] })).toMatchObject([
    { code, blocking: false },
  ]);
});
