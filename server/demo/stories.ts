import type { CaseInput } from "../../shared/cases/contract.ts";
import { type Clause, emptyFields, type Instalment } from "../../shared/drafting/clause.ts";
import { companyCheckCharacter, residentCheckDigit } from "../../shared/people/idNumber.ts";
import { addDays, type Day } from "../../shared/day.ts";

/** Invented people need numbers with a right check digit; district 330199 does not exist. */
const residentId = (birth: string, sequence: string) => {
  const first = `330199${birth.replaceAll("-", "")}${sequence}`;
  return first + residentCheckDigit(first);
};

const companyCode = (middle: string) => {
  const first = `91330199MA${middle}`;
  return first + companyCheckCharacter(first);
};

export type Story = {
  number: number;
  input: CaseInput;
  clauses: (partyIds: string[], today: Day) => Clause[];
};

type Person = CaseInput["parties"][number];

const natural = (
  side: Person["side"],
  name: string,
  sex: string,
  birth: string,
  sequence: string,
  occupation: string,
  address: string,
  district: string,
  phone: string,
  liability = "",
): Person => ({
  side,
  kind: "person",
  name,
  sex,
  birth,
  nation: "汉族",
  occupation,
  address,
  district,
  idNumber: residentId(birth, sequence),
  legalRepName: "",
  legalRepTitle: "",
  liability,
  people: [
    {
      capacity: "self",
      name,
      authority: null,
      firm: "",
      phone,
      email: "",
      idNumber: residentId(birth, sequence),
    },
  ],
});

const clause = (
  id: string,
  kind: Clause["kind"],
  text: string,
  fields: Partial<Clause["fields"]> = {},
): Clause => ({
  id,
  kind,
  paragraphs: [text],
  fields: { ...emptyFields, ...fields },
});

const instalments = (today: Day, amountFen: number, days: number[]): Instalment[] =>
  days.map((n) => ({ amountFen, dueDate: addDays(today, n) }));

/** 案例一: lender, borrower, guarantor with a lawyer as agent. */
const loan: Story = {
  number: 17,
  input: {
    title: "卫龑与闻人喆、闻人㛃民间借贷纠纷",
    kind: "loan",
    facts:
      "2024年3月15日，卫龑向闻人喆银行转账300,000元，借条约定年利率12%，2025年3月14日到期；闻人㛃在借条上作连带责任保证。闻人喆已付利息36,000元、本金20,000元，尚欠本金280,000元。转账金额、已付三笔、尚欠本金和保证签名的真实性，各方均无争议。",
    disputed: "逾期利息按什么标准计算；保证人承担责任的范围。",
    claims: "归还本金280,000元；自2025年3月15日起支付逾期利息；保证人连带清偿。",
    parties: [
      natural(
        "applicant",
        "卫龑",
        "男",
        "1979-05-12",
        "101",
        "教师",
        "云江市东浦区梧桐里8幢2单元401室",
        "云江市东浦区",
        "13800000001",
      ),
      natural(
        "respondent",
        "闻人喆",
        "男",
        "1984-11-03",
        "103",
        "个体工商户",
        "云江市东浦区柳浪巷12号",
        "云江市西岸区",
        "13800000002",
        "借款人",
      ),
      {
        ...natural(
          "respondent",
          "闻人㛃",
          "女",
          "1988-02-20",
          "102",
          "职员",
          "云江市西岸区望湖路6号",
          "云江市西岸区",
          "13800000003",
          "连带责任保证人",
        ),
        people: [
          {
            capacity: "agent",
            name: "单于澄",
            authority: "special",
            firm: "浙江沧浪津律师事务所律师",
            phone: "13800000004",
            email: "",
            idNumber: residentId("1990-06-18", "105"),
          },
        ],
      },
    ],
  },
  clauses: ([lender, borrower], today) => [
    clause(
      "c1",
      "free",
      "各方确认闻人喆欠卫龑本金280,000元（贰拾捌万元整），利息一次结清为24,000元（贰万肆仟元整），合计304,000元（叁拾万肆仟元整）。",
    ),
    clause("c2", "payment", "其中本金280,000元（贰拾捌万元整）、利息24,000元（贰万肆仟元整）。", {
      payer: borrower ?? null,
      payee: lender ?? null,
      amountFen: 30_400_000,
      account: "户名卫龑，云江银行梧桐支行，尾号0017",
      plan: instalments(today, 7_600_000, [24, 55, 97, 114]),
    }),
    clause(
      "c3",
      "breach",
      "任一期未足额支付的，卫龑可就全部未付款项一次性申请执行；自逾期次日起以未付本金为基数按年利率12%计付逾期利息。",
    ),
    clause(
      "c4",
      "guarantee",
      "闻人㛃对上述全部款项承担连带清偿责任，保证期间为最后一期届满之日起三年。",
    ),
    clause("c5", "waiver", "本协议履行完毕后，各方就本笔借款再无其他争议。"),
    clause("c6", "copies", "本协议一式四份，当事人各一份，调委会一份。"),
  ],
};

/** 案例二: a property company with an employee as agent, and an owner. */
const property: Story = {
  number: 18,
  input: {
    title: "云江澜汀物业与陆䶮物业费纠纷",
    kind: "property",
    facts:
      "陆䶮系澜汀小区12幢2单元1801室业主，建筑面积118.5平方米，物业费每平方米每月3.20元，即每月379.20元；2023年7月1日至2026年6月30日共36个月未付，计13,651.20元。陆䶮称北侧外墙渗漏三年未修，电梯多次停运。",
    disputed: "物业费是否应当减收；外墙渗漏由谁、在何时修好。",
    claims: "支付物业费13,651.20元、违约金1,860.00元。",
    parties: [
      {
        side: "applicant",
        kind: "company",
        name: "云江澜汀物业服务有限公司",
        sex: "",
        birth: "",
        nation: "",
        occupation: "",
        address: "云江市滨溪区澜汀路66号",
        district: "云江市滨溪区",
        idNumber: companyCode("LT2K3F7"),
        legalRepName: "樊樾",
        legalRepTitle: "总经理",
        liability: "",
        people: [
          {
            capacity: "agent",
            name: "贺兰苒",
            authority: "special",
            firm: "公司员工（客服经理）",
            phone: "13800000005",
            email: "",
            idNumber: residentId("1986-04-22", "104"),
          },
        ],
      },
      natural(
        "respondent",
        "陆䶮",
        "女",
        "1972-08-30",
        "106",
        "退休",
        "云江市滨溪区澜汀小区12幢2单元1801室",
        "云江市滨溪区",
        "13800000006",
      ),
    ],
  },
  clauses: ([company, owner], today) => [
    clause("c1", "payment", "上述款项结清36个月的物业费；物业公司免除其余物业费和全部违约金。", {
      payer: owner ?? null,
      payee: company ?? null,
      amountFen: 1_200_000,
      account: "户名云江澜汀物业服务有限公司，云江银行滨溪支行，尾号6608",
      plan: [
        { amountFen: 600_000, dueDate: addDays(today, 10) },
        { amountFen: 600_000, dueDate: addDays(today, 45) },
      ],
    }),
    clause(
      "c2",
      "act",
      "物业公司于第二期付款日前完成1801室北侧外墙渗漏维修，以“连续72小时淋水试验室内无渗漏”为合格，双方和社区人员签验收单。",
    ),
    clause("c3", "act", "到期未验收合格的，第二期付款日改为验收单签署之日起第5日。"),
    clause("c4", "free", "自2026年7月1日起的物业费按原合同另行支付。"),
  ],
};

const shop: Story = {
  number: 19,
  input: {
    title: "皇甫喆与叒木电子网络购物纠纷",
    kind: "consumer",
    facts:
      "皇甫喆网购“全新”航拍机一台，价款6,599元；收货后序列号显示此前已激活。商家称系仓库错发。",
    disputed: "是否构成欺诈；赔偿的金额。",
    claims: "退款6,599元，并赔偿19,797元。",
    parties: [
      natural(
        "applicant",
        "皇甫喆",
        "女",
        "1999-12-12",
        "108",
        "研究生",
        "云江市东浦区学苑路1号",
        "云江市东浦区",
        "13800000007",
      ),
      {
        side: "respondent",
        kind: "company",
        name: "深圳市叒木电子科技有限公司",
        sex: "",
        birth: "",
        nation: "",
        occupation: "",
        address: "深圳市南岭区科创路9号",
        district: "深圳市南岭区",
        idNumber: companyCode("RM5T8Q2"),
        legalRepName: "甄叒",
        legalRepTitle: "经理",
        liability: "",
        people: [
          {
            capacity: "agent",
            name: "蔺一诺",
            authority: "special",
            firm: "公司员工（客服主管）",
            phone: "13800000008",
            email: "",
            idNumber: residentId("1993-03-08", "107"),
          },
        ],
      },
    ],
  },
  clauses: ([buyer, seller], today) => [
    clause("c1", "payment", "其中退款6,599元（陆仟伍佰玖拾玖元整）、补偿8,000元（捌仟元整）。", {
      payer: seller ?? null,
      payee: buyer ?? null,
      amountFen: 1_459_900,
      account: "户名皇甫喆，云江银行学苑支行，尾号2219",
      plan: [
        { amountFen: 659_900, dueDate: addDays(today, 14) },
        { amountFen: 800_000, dueDate: addDays(today, 30) },
      ],
    }),
    clause("c2", "act", "皇甫喆于退款到账前寄回商品及配件，运费由商家到付。"),
    clause("c3", "waiver", "商家不因本协议承认欺诈；双方就本订单再无争议。"),
  ],
};

const neighbour: Story = {
  number: 20,
  input: {
    title: "苟𠅤与隗大有相邻漏水纠纷",
    kind: "neighbour",
    facts:
      "隗大有家卫生间防水层老化，致楼下苟𠅤家客厅吊顶和墙面受损。经双方现场查看，对漏水原因没有争议。",
    disputed: "维修和赔偿的金额、期限。",
    claims: "修复防水层，赔偿装修损失9,000元。",
    parties: [
      natural(
        "applicant",
        "苟𠅤",
        "男",
        "1990-03-09",
        "109",
        "木工",
        "云江市东浦区枫林里3幢301室",
        "云江市东浦区",
        "13800000009",
      ),
      natural(
        "respondent",
        "隗大有",
        "男",
        "1968-12-01",
        "111",
        "退休",
        "云江市东浦区枫林里3幢401室",
        "云江市东浦区",
        "13800000010",
      ),
    ],
  },
  clauses: ([below, above], today) => [
    clause("c1", "act", "隗大有于60日内完成卫生间防水层修复，以“蓄水48小时楼下无渗漏”为合格。"),
    clause("c2", "payment", "上述款项赔偿全部装修损失。", {
      payer: above ?? null,
      payee: below ?? null,
      amountFen: 720_000,
      dueDate: addDays(today, 20),
      account: "户名苟𠅤，云江银行枫林支行，尾号3301",
    }),
    clause("c3", "waiver", "双方就本次漏水再无其他争议。"),
  ],
};

export const stories = { loan, property, shop, neighbour };
export const DISTRICTS = ["云江市东浦区", "云江市西岸区", "云江市滨溪区"];
