import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import type { AgreementContent } from "../../shared/agreements/agreement.ts";
import { emptyFields } from "../../shared/drafting/clause.ts";
import { callsFor, sentenceOf } from "../../shared/drafting/sentence.ts";
import { qrOf } from "../agreements/paperOf.ts";
import { openMill } from "./mill.ts";

const party = (id: string, title: string, name: string): AgreementContent["parties"][number] => ({
  id,
  title,
  kind: "person",
  name,
  idMask: "",
  sex: "",
  birth: "",
  nation: "",
  occupation: "",
  phoneMask: "",
  address: "",
  legalRepresentative: null,
  agents: [],
});

const content = (schema: AgreementContent["schema"]): AgreementContent => {
  const parties = [party("a", "申请人", "卫龑"), party("b", "被申请人", "闻人喆")];
  const clause = {
    id: "c1",
    kind: "payment" as const,
    paragraphs: ["款项以转账方式付清。"],
    fields: {
      ...emptyFields,
      payer: "b",
      payee: "a",
      amountFen: 720_000,
      dueDate: "2026-12-15",
      account: "尾号3301",
    },
  };
  return {
    schema,
    agreementId: "v",
    version: 1,
    epoch: 1,
    caseCode: "(2026)云东梧人调字第1号",
    code: "ABCD-EFGH-JKLM",
    frozenAt: "2026-11-21T00:00:00.000Z",
    organisation: { id: "o", name: "调委会", district: "东浦区" },
    mediator: { id: "m", name: "谷梁书" },
    parties,
    facts: "事实。",
    disputed: "",
    clauses: [
      schema === "yuntiao/agreement/2"
        ? { ...clause, sentence: sentenceOf(clause, callsFor(parties)) }
        : clause,
    ],
    copies: 3,
  };
};

async function printed(schema: AgreementContent["schema"]): Promise<string> {
  const mill = openMill();
  const url = "https://yuntiao.example/verify/x";
  const { bytes } = await mill.render("agreement", {
    content: content(schema),
    contentHash: "0".repeat(64),
    verifyUrl: url,
    qr: qrOf(url),
    demo: true,
    sealed: null,
  });
  await mill.stop();
  return execFileSync("pdftotext", ["-", "-"], { input: bytes, encoding: "utf8" }).replace(
    /\s/g,
    "",
  );
}

test("R-D10 the sentence of the fields stands on the paper, the parties' own words after it", async () => {
  const text = await printed("yuntiao/agreement/2");
  expect(text).toContain(
    "一、闻人喆于2026年12月15日（含当日）前向卫龑支付人民币7,200.00元（大写：柒仟贰佰元整），付至以下账户：尾号3301。款项以转账方式付清。",
  );
  expect(text).not.toContain("付款人：");
});

test("R-D10 a text frozen before still prints as it was signed: words first, fields in lines after", async () =>
  expect(await printed("yuntiao/agreement/1")).toContain(
    "一、款项以转账方式付清。付款人：闻人喆；收款人：卫龑。金额：人民币7,200.00元（大写：柒仟贰佰元整）。付款期限：2026年12月15日前。收款账户：尾号3301。",
  ));
