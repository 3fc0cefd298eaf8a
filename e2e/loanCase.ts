import { residentCheckDigit } from "../shared/people/idNumber.ts";
import type { NewCase } from "./people/mediator.ts";

const id = (birth: string, sequence: string) => {
  const first = `330199${birth}${sequence}`;
  return first + residentCheckDigit(first);
};

/** 案例一: lender, borrower, and a guarantor who stays away and is represented by a lawyer. */
export const lender = {
  name: "卫龑",
  idNumber: id("19790512", "201"),
  address: "云江市东浦区梧桐里8幢2单元401室",
  phone: "13800000021",
};

export const borrower = {
  name: "闻人喆",
  idNumber: id("19841103", "203"),
  address: "云江市东浦区柳浪巷12号",
  phone: "13800000022",
};

export const lawyer = {
  name: "单于澄",
  idNumber: id("19900618", "205"),
  address: "云江市西岸区法华路1号",
  phone: "13800000024",
};

export const loanCase: NewCase = {
  title: "卫龑与闻人喆、闻人㛃借款纠纷",
  kind: "loan",
  facts:
    "2024年3月15日，卫龑向闻人喆银行转账300,000元，2025年3月14日到期；闻人㛃作连带责任保证。尚欠本金280,000元。",
  claims: "归还本金280,000元及利息。",
  parties: [
    { side: "applicant", ...lender, district: "云江市东浦区", sex: "男", birth: "1979-05-12" },
    {
      side: "respondent",
      ...borrower,
      district: "云江市西岸区",
      liability: "借款人",
      sex: "男",
      birth: "1984-11-03",
    },
    {
      side: "respondent",
      name: "闻人㛃",
      idNumber: id("19880220", "202"),
      address: "云江市西岸区望湖路6号",
      district: "云江市西岸区",
      phone: "13800000023",
      liability: "连带责任保证人",
      sex: "女",
      birth: "1988-02-20",
      agent: {
        name: lawyer.name,
        firm: "浙江沧浪津律师事务所律师",
        authority: "special",
        phone: lawyer.phone,
        alone: true,
      },
    },
  ],
};
