import { expect, test } from "vitest";
import { excludedMatters } from "./excluded.ts";

test.each([
  ["双方确认自2020年起存在婚姻关系，自本协议生效之日解除婚姻关系。", "status"],
  ["各方确认乙系丙的生父，双方确认亲子关系。", "status"],
  ["双方之间的收养关系自本协议签订之日起解除。", "status"],
  ["甲、乙自愿离婚。", "status"],
  ["双方确认2020年1月至2026年10月存在劳动关系。", "labour-relation"],
  ["坐落于某路1号房屋归甲所有，商标权归乙所有。", "ownership"],
  ["某路１号 房产 归 甲 单独所有。", "ownership"],
  ["双方确认甲为该房屋的所有权人。", "ownership"],
])("R-C15 %s", (text, matter) =>
  expect(excludedMatters(text).map((one) => one.matter)).toEqual([matter]),
);

test.each([
  "乙协助甲于2027年1月31日前办理某路1号房屋的过户登记。",
  "本协议只处理工资给付，不涉及劳动关系确认、社会保险和工伤。",
  "婚姻关系存续期间所负债务由乙偿还。",
  "双方确认婚姻关系存续期间借款100,000元由乙偿还。",
  "房屋租金归甲所有。",
  "双方确认欠款50,000元，由乙偿还。",
  "房屋内的维修由乙负责，费用由乙承担。",
  "物业公司于2026年12月31日前完成1801室北侧外墙渗漏维修。",
  "双方劳动合同已于2026年10月31日解除，公司支付经济补偿20,000元。",
])("R-C15 says nothing of %s", (text) => expect(excludedMatters(text)).toEqual([]));
