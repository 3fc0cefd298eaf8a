import { describe, expect, test } from "vitest";
import { free, input, pays, person, told } from "../testing/aText.ts";
import type { ClauseFields } from "./clause.ts";
import type { PersonBefore } from "./people.ts";
import { preflight, stillBlocking, whileDrafting } from "./preflight.ts";

const plan = (...rows: [number, string][]) => ({
  dueDate: null,
  plan: rows.map(([amountFen, dueDate]) => ({ amountFen, dueDate })),
});

describe("texts that are fine have no finding", () => {
  test.each([
    "乙付甲10,000元（壹万元正）。",
    "乙、丁连带偿还甲10,000元（壹万元整）。",
    "乙协助甲于2027年1月31日前办理某路1号房屋的过户登记。",
    "公司于2027年1月31日前为乙补缴2026年1月至10月社会保险。",
    "逾期按全国银行间同业拆借中心公布的一年期贷款市场报价利率四倍计息。",
    "双方就本纠纷再无其他争议。",
    "乙于本协议生效之日起60日内完成维修。",
    "维修经双方共同选定的某检测公司检测合格后三日内，乙付余款2,000元（贰仟元整）。",
    "各方确认欠款本金280,000元（贰拾捌万元整），利息24,000元（贰万肆仟元整），合计304,000元（叁拾万肆仟元整）。",
    "物业费每平方米每月3.20元，面积118.5平方米，每月379.20元，36个月合计13,651.20元（壹万叁仟陆佰伍拾壹元贰角整）。",
    "本协议一式三份，当事人各一份，调委会一份。",
  ])("%s", (text) => expect(told(free(text))).toEqual([]));
  test.each<[string, Partial<ClauseFields>]>([
    ["", {}],
    ["以转账方式支付，共20,000元（贰万元整）。", {}],
    ["其中本金15,000元、利息5,000元。", {}],
    ["乙于2026年12月15日前付清。", {}],
    ["乙于12月15日（含当日）前向甲支付。", {}],
    ["逾期的，按日向甲支付违约金50元。", {}],
    ["甲收款后向乙出具收据。", {}],
    ["甲收到款项后三日内向乙返还借条原件。", {}],
    ["上述款项结清2023年7月1日至2026年6月30日的物业费；甲免除其余物业费。", {}],
    ["账号尾号0017。", {}],
    ["丙对上述款项承担连带责任。", {}],
    ["首期10,000元，余款10,000元。", plan([1_000_000, "2026-12-15"], [1_000_000, "2027-01-15"])],
    ["付款人乙，收款人甲。", {}],
    ["如乙未按期支付，甲可就全部20,000元申请执行。", {}],
    ["乙已于2026年11月1日支付3,000元。", {}],
    ["被申请人向申请人支付。", {}],
  ])("in a payment clause: %s", (own, fields) => expect(told(pays(own, fields))).toEqual([]));
});

test("R-D8 a clause half written is not told of while drafting, a contradiction is", () => {
  expect(
    whileDrafting({ ...input, clauses: [pays("", { payer: null, amountFen: null })] }),
  ).toEqual([]);
  expect(
    whileDrafting({ ...input, clauses: [pays("乙付甲10,000元。")] }).map((one) => one.code),
  ).toEqual(["amount-differs"]);
});

test("R-D22 a written reason settles what was told or given otherwise, never identity or authority", () => {
  const left = (change: Partial<PersonBefore>, reason: string) => {
    const findings = preflight({ ...input, people: [person("x", "a"), person("y", "b", change)] });
    return stillBlocking(
      findings,
      findings.map((one) => ({ key: one.settle ?? `${one.code}:y`, reason })),
    ).map((one) => one.code);
  };
  expect(left({ noticed: false, addressGiven: false }, "当面告知并填写了纸质确认书")).toEqual([]);
  expect(left({ noticed: false }, "  ")).toEqual(["notice-missing"]);
  expect(left({ verified: false }, "当面看过身份证")).toEqual(["not-verified"]);
  expect(left({ identified: false, verified: false }, "当面看过身份证")).toEqual([
    "not-identified",
    "not-verified",
  ]);
});

test("R-C12 it is told before freezing when no court could take the application", () =>
  expect(preflight({ ...input, hasCompetentCourt: false }).map((one) => one.code)).toEqual([
    "court-missing",
  ]));
