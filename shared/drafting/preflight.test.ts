import { describe, expect, test } from "vitest";
import { type Clause, type ClauseFields, emptyFields } from "./clause.ts";
import type { FindingCode, PreflightInput } from "./finding.ts";
import type { PersonBefore } from "./people.ts";
import { preflight, stillBlocking, whileDrafting } from "./preflight.ts";

const person = (id: string, partyId: string, change: Partial<PersonBefore> = {}): PersonBefore => ({
  id,
  partyId,
  name: partyId === "a" ? "甲" : "乙",
  capacity: "self",
  authority: null,
  idNumber: "",
  phone: "",
  email: "",
  firm: "",
  invited: true,
  identified: true,
  verified: true,
  noticed: true,
  addressGiven: true,
  ...change,
});
const free = (text: string, kind: Clause["kind"] = "free", id = "f"): Clause => ({
  id,
  kind,
  paragraphs: [text],
  fields: emptyFields,
});
const pays = (own: string, fields: Partial<ClauseFields> = {}, id = "p"): Clause => ({
  id,
  kind: "payment",
  paragraphs: [own],
  fields: {
    ...emptyFields,
    payer: "b",
    payee: "a",
    amountFen: 2_000_000,
    dueDate: "2026-12-15",
    account: "户名甲，尾号0017",
    ...fields,
  },
});
const input: PreflightInput = {
  clauses: [free("双方就本纠纷再无其他争议。")],
  facts: "事实",
  today: "2026-11-21",
  parties: [
    {
      id: "a",
      name: "甲",
      title: "申请人",
      side: "applicant",
      kind: "person",
      legalRepName: "",
      idNumber: "",
    },
    {
      id: "b",
      name: "乙",
      title: "被申请人",
      side: "respondent",
      kind: "person",
      legalRepName: "",
      idNumber: "",
    },
  ],
  copies: 3,
  paperOnly: false,
  people: [person("x", "a"), person("y", "b")],
  hasCompetentCourt: true,
  uncovered: [],
  objections: [],
  openComments: [],
  openProposals: [],
  unconfirmed: [],
};
const on = (...clauses: Clause[]) => preflight({ ...input, clauses });
const told = (...clauses: Clause[]) =>
  on(...clauses).map((one) => `${one.code}${one.blocking ? "!" : ""}`);
const plan = (...rows: [number, string][]) => ({
  dueDate: null,
  plan: rows.map(([amountFen, dueDate]) => ({ amountFen, dueDate })),
});

describe("digits against words", () => {
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

describe("words against fields", () => {
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
  test.each([
    "乙于2027年12月15日前付清。",
    "2026年12月25日前支付。",
    "乙于12月20日前付清。",
    "二〇二七年十二月十五日前付清。",
  ])("R-D14 another day blocks: %s", (own) => expect(told(pays(own))).toEqual(["date-differs!"]));
  test("R-D14 a day that does not exist blocks in any clause", () =>
    expect(told(free("乙于2027年2月30日前搬离。"))).toEqual(["date-impossible!"]));
  test.each([
    "甲向乙支付。",
    "甲付给乙上述款项。",
    "由甲向乙付清。",
    "申请人向被申请人支付。",
    "付款人甲，收款人乙。",
    "甲应于期限内给乙转账。",
  ])("R-D15 payer and payee the other way round block: %s", (own) =>
    expect(told(pays(own))).toEqual(["roles-differ!"]),
  );
  test("R-D15 names, not positions: two of one name are known by their titles only", () => {
    const [parties, people] = [input.parties, input.people].map((all) =>
      all.map((one) => ({ ...one, name: "张伟" })),
    ) as [PreflightInput["parties"], PersonBefore[]];
    const of = (own: string) =>
      preflight({ ...input, parties, people, clauses: [pays(own, { account: "尾号0017" })] }).map(
        (one) => one.code,
      );
    expect(of("张伟向张伟支付。")).toEqual([]);
    expect(of("申请人向被申请人支付。")).toEqual(["roles-differ"]);
  });
  test("R-D16 another account number or holder blocks", () => {
    expect(
      told(pays("付至账号6222021234567899。", { account: "户名甲，账号6222 0212 3456 7890" })),
    ).toEqual(["account-differs!"]);
    expect(told(pays("户名乙。"))).toEqual(["account-differs!"]);
    expect(told(pays("尾号0018。"))).toEqual(["account-differs!"]);
  });
  test("R-D16 an account in another's name is pointed out, and one that stands in the words only", () => {
    expect(told(pays("", { account: "户名丙，尾号0017" }))).toEqual(["account-of-another"]);
    expect(told(pays("账号6222021234567890。", { account: null }))).toEqual([
      "account-missing",
      "account-in-words",
    ]);
  });
});

describe("across clauses", () => {
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
  test("R-D18 every number of copies is the paper's", () => {
    expect(told(free("本协议一式九份。"))).toEqual(["copies-differ!"]);
    expect(told(free("本协议一式叁份。"))).toEqual([]);
  });
  test("R-D18 nobody goes without a copy", () =>
    expect(
      preflight({ ...input, copies: 2, clauses: [free("本协议一式两份。", "copies")] }).map(
        (one) => one.code,
      ),
    ).toEqual(["copies-too-few"]));
  test("R-D19 another currency is pointed out", () =>
    expect(told(free("乙付甲10,000美元。"))).toEqual(["other-currency"]));
  test("R-D20 a payment due today is pointed out", () =>
    expect(told(pays("", { dueDate: "2026-11-21" }))).toEqual(["date-today"]));
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
  test("R-D8 a clause half written is not told of while drafting, a contradiction is", () => {
    expect(
      whileDrafting({ ...input, clauses: [pays("", { payer: null, amountFen: null })] }),
    ).toEqual([]);
    expect(
      whileDrafting({ ...input, clauses: [pays("乙付甲10,000元。")] }).map((one) => one.code),
    ).toEqual(["amount-differs"]);
  });
});

describe("people before freezing", () => {
  const who = (...people: PersonBefore[]) =>
    preflight({ ...input, people }).filter(
      (one) => one.personId === "y" || one.values?.party === "乙",
    );
  const codes = (...people: PersonBefore[]) => who(...people).map((one) => one.code);
  test.each<[FindingCode[], Partial<PersonBefore>]>([
    [["not-here"], { identified: false, verified: false, noticed: false, addressGiven: false }],
    [["not-identified", "not-verified"], { identified: false, verified: false }],
    [["not-verified"], { verified: false }],
    [["notice-missing"], { noticed: false }],
    [["address-missing"], { addressGiven: false }],
  ])("R-D21 R-C16 R-C17 %s", (expected, change) =>
    expect(codes(person("x", "a"), person("y", "b", change))).toEqual(expected),
  );
  test("R-D21 R-C18 somebody may bind each party", () => {
    expect(codes(person("x", "a"))).toEqual(["nobody-may-sign"]);
    expect(
      codes(person("x", "a"), person("y", "b", { capacity: "agent", authority: "general" })),
    ).toEqual(["nobody-may-sign"]);
    expect(
      codes(person("x", "a"), person("y", "b", { capacity: "agent", authority: "special" })),
    ).toEqual([]);
  });
  test("R-P37 nobody is there in the party's place under another name or number, and no reason settles it", () => {
    const found = (change: Partial<PersonBefore>, ofParty = {}) => {
      const parties = input.parties.map((party) =>
        party.id === "b" ? { ...party, ...ofParty } : party,
      );
      return stillBlocking(
        preflight({ ...input, parties, people: [person("x", "a"), person("y", "b", change)] }),
        [],
      );
    };
    expect(found({ name: "冒名人" })).toMatchObject([
      { code: "self-differs", personId: "y", values: { name: "冒名人", party: "乙" } },
    ]);
    expect(found({ idNumber: "E12345678" }, { idNumber: "E12345679" })).toMatchObject([
      { code: "self-differs", personId: "y" },
    ]);
    const company = { kind: "company", legalRepName: "真法人" } as const;
    expect(found({ capacity: "legal-representative", name: "冒名法人" }, company)).toMatchObject([
      { code: "legal-representative-differs", personId: "y", blocking: true },
    ]);
    expect(found({ capacity: "legal-representative", name: "真法人" }, company)).toEqual([]);
    expect(found({ name: "冒名人" })[0]?.settle).toBeUndefined();
  });
  test("R-P6 one number on both sides forbids freezing, and no reason settles it", () => {
    const twins = [
      person("x", "a", { idNumber: "E12345678" }),
      person("y", "b", { idNumber: "E12345678", phone: "13800000002" }),
    ];
    expect(stillBlocking(preflight({ ...input, people: twins }), [])).toMatchObject([
      { code: "both-sides", values: { one: "甲", other: "乙" } },
    ]);
  });
  test("R-D21 one who is ready is enough; an agent who never came is pointed out", () => {
    const agent = person("z", "b", {
      name: "丙",
      capacity: "agent",
      authority: "special",
      identified: false,
      verified: false,
      noticed: false,
      addressGiven: false,
    });
    expect(who(person("x", "a"), person("y", "b"), agent)).toMatchObject([
      { code: "agent-absent", blocking: false, personId: "z" },
    ]);
  });
  test("R-D22 a written reason settles what was told or given otherwise, never identity or authority", () => {
    const left = (change: Partial<PersonBefore>, reason: string) => {
      const findings = who(person("x", "a"), person("y", "b", change));
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
});
