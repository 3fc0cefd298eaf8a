import { expect, test } from "vitest";
import type { AgreementContent, PaperParty } from "./agreement.ts";
import { diffHead } from "./diffHead.ts";

const party = (id: string, change: Partial<PaperParty> = {}): PaperParty => ({
  id,
  title: "申请人",
  kind: "person",
  name: "闻人喆",
  idMask: "3301**********1234",
  sex: "女",
  birth: "1990-01-15",
  nation: "汉族",
  occupation: "",
  phoneMask: "138****0001",
  address: "云江市东浦区某路1号",
  legalRepresentative: null,
  agents: [],
  ...change,
});

const content = (change: Partial<AgreementContent> = {}): AgreementContent => ({
  schema: "yuntiao/agreement/2",
  agreementId: "a",
  version: 1,
  epoch: 1,
  caseCode: "(2026)试1号",
  code: "XY",
  frozenAt: "2026-11-21T00:00:00.000Z",
  organisation: { id: "o", name: "调委会", district: "东浦区" },
  mediator: { id: "m", name: "谷梁书" },
  parties: [party("1"), party("2", { title: "被申请人", name: "苟恩" })],
  facts: "甲欠乙货款。",
  disputed: "数额",
  clauses: [],
  copies: 3,
  ...change,
});

const changed = (change: Partial<PaperParty>) =>
  diffHead(content({ parties: [party("1")] }), content({ parties: [party("1", change)] }));

test("R-G5 nothing is told of a head that is the same, whatever version, code and time it bears", () =>
  expect(
    diffHead(content(), content({ version: 2, epoch: 2, code: "ZZ", frozenAt: "2026-12-01" })),
  ).toEqual([]));

test.each<[keyof PaperParty, string]>([
  ["title", "第三人"],
  ["idMask", "3301**********5678"],
  ["sex", "男"],
  ["birth", "1990-01-16"],
  ["nation", "回族"],
  ["occupation", "教师"],
  ["phoneMask", "139****0002"],
  ["address", "云江市西浦区"],
])("R-G5 another %s of a party is told with the party's name", (field, value) =>
  expect(changed({ [field]: value })).toEqual([
    { partyId: "1", party: "闻人喆", field, before: party("1")[field], after: value },
  ]),
);

test("R-G5 a corrected name is told under the name that stands now", () =>
  expect(changed({ name: "闻人𠮷" })).toEqual([
    { partyId: "1", party: "闻人𠮷", field: "name", before: "闻人喆", after: "闻人𠮷" },
  ]));

test("R-G5 representative and agents are told in words, with what an agent may do", () => {
  expect(changed({ legalRepresentative: { name: "卫龑", position: "经理" } })).toMatchObject([
    { field: "legalRepresentative", before: "", after: "卫龑 经理" },
  ]);
  expect(changed({ legalRepresentative: { name: "卫龑", position: "" } })).toMatchObject([
    { after: "卫龑" },
  ]);
  const agents: PaperParty["agents"] = [
    { name: "丙", firm: "某律师事务所", authority: "general" },
    { name: "丁", firm: "某公司", authority: "special" },
  ];
  expect(changed({ agents })).toMatchObject([
    { field: "agents", before: "", after: "丙（某律师事务所，一般授权）、丁（某公司，特别授权）" },
  ]);
});

test("R-G5 a party that came and one that left are told as a whole", () =>
  expect(
    diffHead(
      content({ parties: [party("1"), party("2", { name: "苟恩" })] }),
      content({ parties: [party("1"), party("3", { name: "隗大有" })] }),
    ),
  ).toEqual([
    { partyId: "3", party: "隗大有", field: "party", before: "", after: "隗大有" },
    { partyId: "2", party: "苟恩", field: "party", before: "苟恩", after: "" },
  ]));

test("R-G5 facts, dispute, mediator and copies are nobody's, and told after the parties", () =>
  expect(
    diffHead(
      content(),
      content({
        facts: "甲欠乙借款。",
        disputed: "利息",
        mediator: { id: "n", name: "左丘明" },
        copies: 4,
        parties: [party("1", { sex: "男" }), party("2", { title: "被申请人", name: "苟恩" })],
      }),
    ).map(({ partyId, field, before, after }) => [partyId, field, before, after]),
  ).toEqual([
    ["1", "sex", "女", "男"],
    [null, "facts", "甲欠乙货款。", "甲欠乙借款。"],
    [null, "disputed", "数额", "利息"],
    [null, "mediator", "谷梁书", "左丘明"],
    [null, "copies", "3", "4"],
  ]));
