import { readFileSync } from "node:fs";
import { chromium } from "@playwright/test";
import { canonicalText } from "../shared/agreements/canonical.ts";
import type { AgreementContent } from "../shared/agreements/agreement.ts";
import { emptyFields } from "../shared/drafting/clause.ts";
import { openMill } from "../server/papers/mill.ts";
import { sha256 } from "../server/storage/files.ts";
import { qrOf } from "../server/agreements/paperOf.ts";
import { median, round, summary } from "./numbers.ts";
import type { Measured } from "./run.ts";

const person = (id: string, title: string, name: string) => ({
  id,
  title,
  kind: "person" as const,
  name,
  idMask: "3301**********1234",
  sex: "男",
  birth: "1980-01-01",
  nation: "汉族",
  occupation: "职员",
  phoneMask: "138****0001",
  address: "云江市东浦区梧桐里8幢2单元401室",
  legalRepresentative: null,
  agents: [],
});

const content = (n: number): AgreementContent => ({
  schema: "yuntiao/agreement/2",
  agreementId: "x",
  version: 1,
  epoch: 1,
  caseCode: `(2026)云东梧人调字第${n}号`,
  code: "ABCD-EFGH-JKLM",
  frozenAt: "2026-11-21T00:00:00.000Z",
  organisation: { id: "o", name: "云江市东浦区梧桐街道人民调解委员会", district: "东浦区" },
  mediator: { id: "m", name: "谷梁书" },
  parties: [
    person("a", "申请人", "卫龑"),
    person("b", "被申请人一", "闻人喆"),
    person("c", "被申请人二", "闻人㛃"),
  ],
  facts:
    `第${n}号：2024年3月15日，卫龑向闻人喆银行转账300,000元，借条约定年利率12%，2025年3月14日到期；闻人㛃在借条上作连带责任保证。`.repeat(
      2,
    ),
  disputed: "逾期利息按什么标准计算。",
  copies: 4,
  clauses: [
    {
      id: "1",
      kind: "payment",
      paragraphs: ["其中本金280,000元（贰拾捌万元整）、利息24,000元（贰万肆仟元整）。"],
      sentence:
        "闻人喆向卫龑支付人民币304,000.00元（大写：叁拾万肆仟元整），分四期付清，每期的金额和期限见付款计划，付至以下账户：云江银行梧桐支行，尾号0017。",
      fields: {
        payer: "b",
        payee: "a",
        amountFen: 30_400_000,
        dueDate: null,
        account: "云江银行梧桐支行，尾号0017",
        plan: [1, 2, 3, 4].map((m) => ({ amountFen: 7_600_000, dueDate: `2027-0${m}-15` })),
      },
    },
    ...[
      "任一期未足额支付的，卫龑可就全部未付款项一次性申请执行；自逾期次日起以未付本金为基数按年利率12%计付逾期利息。",
      "闻人㛃对上述全部款项承担连带清偿责任，保证期间为最后一期届满之日起三年。",
      "本协议履行完毕后，各方就本笔借款再无其他争议。",
    ].map((text, index) => ({
      id: `t${index}`,
      kind: "free" as const,
      paragraphs: [text],
      fields: emptyFields,
    })),
  ],
});

/**
 * A three-page agreement in the worker, cold and warm, against Chromium's print of the same words.
 */
export async function measure(): Promise<Measured> {
  const data = (n: number) => {
    const made = content(n);
    return {
      content: made,
      contentHash: sha256(canonicalText(made)),
      verifyUrl: "http://localhost/verify/x",
      qr: qrOf("http://localhost/verify/x"),
      demo: false,
      sealed: null,
    };
  };
  const mill = openMill();
  const cold = performance.now();
  const first = await mill.render("agreement", data(0));
  const coldMs = performance.now() - cold;
  const warm: number[] = [];
  const stalls: number[] = [];
  let last = performance.now();
  const watch = setInterval(() => {
    const now = performance.now();
    stalls.push(Math.max(0, now - last - 5));
    last = now;
  }, 5);
  const cpuFrom = process.cpuUsage();
  for (let n = 1; n <= 30; n++) {
    const from = performance.now();
    await mill.render("agreement", data(n));
    warm.push(performance.now() - from);
  }
  const cpu = process.cpuUsage(cpuFrom);
  const rss = process.memoryUsage().rss;
  clearInterval(watch);
  await mill.stop();

  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu"],
  });
  const page = await browser.newPage();
  const print: number[] = [];
  let printed = 0;
  for (let n = 1; n <= 12; n++) {
    const { content: made } = data(n);
    const html = `<html lang=zh-CN><style>body{font:16pt/29pt "Noto Serif CJK SC"}@page{size:A4;margin:37mm 26mm 35mm 28mm}td{border:1px solid}</style><h1>人民调解协议书</h1>${made.parties
      .map(
        (party) =>
          `<table>${Object.values(party)
            .filter((value) => typeof value === "string")
            .map((value) => `<tr><td>${value}</td></tr>`)
            .join("")}</table>`,
      )
      .join(
        "",
      )}<p>${made.facts}</p>${made.clauses.map((clause) => `<p>${clause.paragraphs.join("")}</p>`).join("")}</html>`;
    const from = performance.now();
    await page.setContent(html);
    printed = (await page.pdf({ preferCSSPageSize: true })).length;
    print.push(performance.now() - from);
  }
  await browser.close();
  const ours = median(warm);
  return {
    ours: {
      coldMs: round(coldMs),
      warmMs: summary(warm),
      cpuMsPerPaper: round((cpu.user + cpu.system) / 1000 / 30),
      bytes: first.bytes.length,
      pages: first.pages,
      rssMiB: round(rss / 2 ** 20),
      mainLoopStallMaxMs: round(Math.max(...stalls)),
    },
    peers: { chromiumPrint: { warmMs: summary(print), bytes: printed } },
    ratios: { chromiumToOurs: round(median(print) / ours, 2) },
    samples: {
      ours: warm.map((value) => round(value)),
      chromium: print.map((value) => round(value)),
    },
    notes: [
      `fonts from npm; Node ${readFileSync(new URL("../package.json", import.meta.url), "utf8").match(/"node": "(24[^"]*)"/)?.[1] ?? ""}`,
      "Chromium prints the same words without PDF/A, tags, attachment or a seal",
    ],
  };
}
