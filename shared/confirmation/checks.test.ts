import { describe, expect, test } from "vitest";
import { decide, decisions, openDecisions } from "./application.ts";
import { type CheckCode, type CheckFacts, confirmationChecks, walkChecks } from "./checks.ts";
import { acceptanceDeadline, rulingDeadline } from "./deadline.ts";
import { excludedMatters } from "./excluded.ts";

const person = {
  partyId: "p1",
  capacity: "self" as const,
  authority: null,
  isNamedAsStated: true,
  verified: true,
  addressGiven: true,
};
const good: CheckFacts = {
  partyIds: ["p1", "p2"],
  people: [
    { ...person, id: "a" },
    { ...person, id: "b", partyId: "p2", capacity: "agent", authority: "special" },
  ],
  signerIds: ["a", "b"],
  clauses: [{ id: "c1", paragraphs: ["乙协助甲于2027年1月31日前办理某路1号房屋的过户登记。"] }],
  competentCourtIds: ["east"],
  filed: {
    courtId: "east",
    day: "2026-11-20",
    effectiveDay: "2026-11-12",
    applicants: ["p1", "p2"],
    agreementSigners: [
      { partyId: "p1", contentHash: "h" },
      { partyId: "p2", contentHash: "h" },
    ],
    contentHash: "h",
    sealValid: true,
  },
};
type Filed = NonNullable<CheckFacts["filed"]>;
const filed = (change: Partial<Filed>): CheckFacts => ({
  ...good,
  filed: { ...(good.filed as Filed), ...change },
});
const failing = (facts: CheckFacts): CheckCode[] =>
  walkChecks(facts)
    .filter((one) => !one.ok)
    .map((one) => one.code);
const failures = (code: CheckCode, facts: CheckFacts) =>
  confirmationChecks.find((one) => one.code === code)?.failures(facts);
const second = (change: Partial<CheckFacts["people"][number]>): CheckFacts => ({
  ...good,
  people: good.people.map((one) => (one.id === "b" ? { ...one, ...change } : one)),
});

describe("the clerk's checks", () => {
  test("a good application passes every one", () => expect(failing(good)).toEqual([]));
  test.each<[string, CheckCode, CheckFacts]>([
    ["R-C10 one party did not apply", "jointly-signed", filed({ applicants: ["p1"] })],
    ["R-C11 a day after the last day", "within-deadline", filed({ day: "2026-12-15" })],
    ["R-C12 another court", "competent-court", filed({ courtId: "west" })],
    ["R-C13 the seal does not hold", "sealed", filed({ sealValid: false })],
    [
      "R-C14 a party signed other words",
      "signatures-match",
      filed({
        agreementSigners: [
          { partyId: "p1", contentHash: "h" },
          { partyId: "p2", contentHash: "old" },
        ],
      }),
    ],
    [
      "R-C14 a party did not sign",
      "signatures-match",
      filed({ agreementSigners: [{ partyId: "p1", contentHash: "h" }] }),
    ],
    [
      "R-C15 a matter no court confirms",
      "no-excluded-matter",
      { ...good, clauses: [{ id: "c1", paragraphs: ["商标权归乙所有。"] }] },
    ],
    ["R-C16 a signer was never verified", "identity-checked", second({ verified: false })],
    ["R-C17 a party gave no address", "addresses-given", second({ addressGiven: false })],
    [
      "R-C18 an agent without 特别授权 signed",
      "authority-special",
      second({ authority: "general" }),
    ],
    [
      "R-C18 R-P37 a stranger signed in the party's place",
      "authority-special",
      second({ isNamedAsStated: false }),
    ],
    ["R-C18 nobody signs for a party", "authority-special", { ...good, signerIds: ["a"] }],
  ])("%s", (_, code, facts) => expect(failing(facts)).toEqual([code]));
  test("R-C11 the last day itself is in time", () =>
    expect(failing(filed({ day: "2026-12-14" }))).toEqual([]));
  test("R-C16 R-C18 each failure names the person and the party", () => {
    expect(failures("identity-checked", second({ verified: false }))).toEqual([
      { personId: "b", partyId: "p2" },
    ]);
    expect(failures("authority-special", { ...good, signerIds: ["a"] })).toEqual([
      { partyId: "p2" },
    ]);
  });
  test("R-C12 before filing it is enough that some court may take it", () => {
    expect(failures("competent-court", { ...good, filed: null })).toEqual([]);
    expect(failures("competent-court", { ...good, competentCourtIds: [], filed: null })).toEqual([
      {},
    ]);
  });
});

describe("matters a court does not confirm", () => {
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
});

test("R-C3 the court decides on acceptance within three days of filing", () => {
  expect(acceptanceDeadline("2026-11-16")).toBe("2026-11-19");
  expect(acceptanceDeadline("2026-11-19")).toBe("2026-11-23");
});
test("R-C4 the court rules within fifteen days of docketing", () => {
  expect(rulingDeadline("2026-11-16")).toBe("2026-12-01");
  expect(rulingDeadline("2026-11-13")).toBe("2026-11-30");
});
test("R-C6 the clerk is offered exactly what the court's door takes", () => {
  expect(openDecisions({ state: "filed", returns: 0 })).toEqual(["accept", "return", "not-accept"]);
  expect(openDecisions({ state: "filed", returns: 1 })).toEqual(["accept", "not-accept"]);
  expect(openDecisions({ state: "docketed", returns: 1 })).toEqual(["confirm", "dismiss"]);
  for (const state of ["drafted", "returned", "confirmed", "not-accepted", "dismissed"] as const)
    expect(decisions.every((one) => "refusal" in decide({ state, returns: 0 }, one))).toBe(
      openDecisions({ state, returns: 0 }).length === 0,
    );
});
