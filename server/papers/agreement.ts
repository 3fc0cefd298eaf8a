import { copiesInWords, copiesStated } from "../../shared/agreements/copies.ts";
import type { PaperParty, SignatureRecord } from "../../shared/agreements/agreement.ts";
import { type Instalment, ordinal } from "../../shared/drafting/clause.ts";
import { byDay, type FrozenClause } from "../../shared/drafting/sentence.ts";
import { inWords, yuan } from "../../shared/money.ts";
import { type Day, dayOf, inChinese } from "../../shared/day.ts";
import type { Fonts } from "./fonts.ts";
import { type AgreementPaper, DEMO_MARK } from "./forms.ts";
import { asPrinted } from "./caseNumber.ts";
import { capacityOf, moment, timesOf } from "./record.ts";
import { page, PITCH, Sheet, SMALL } from "./sheet.ts";
import { captionOf, drawSeal, drawSignatures, sealHeight, type Slot, signaturesHeight } from "./signatures.ts";
import { type Cell, table } from "./table.ts";

/** 人民调解协议书, after the form of 2010 and 人民调解法 art. 29. */
export async function agreement(fonts: Fonts, paper: AgreementPaper) {
  const { content, sealed } = paper;
  const sheet = new Sheet(fonts, {
    title: `人民调解协议书 ${asPrinted(content.caseCode)}`,
    author: content.organisation.name,
    at: new Date(sealed?.evidence.sealedAt ?? content.frozenAt),
    footer: {
      left: `${asPrinted(content.caseCode)}　核验码 ${content.code}　第 ${content.version} 版${paper.demo ? `　${DEMO_MARK}` : ""}`,
      right: `内容摘要 SHA-256 ${paper.contentHash}`,
    },
    attachments: sealed
      ? [
          {
            name: "agreement.json",
            bytes: Buffer.from(sealed.canonical),
            type: "application/json",
            description: "协议的规范文本（RFC 8785），签名所绑定的正是这些字节",
          },
          {
            name: "evidence.json",
            bytes: Buffer.from(JSON.stringify(sealed.evidence)),
            type: "application/json",
            description: "各方签名的形成记录",
          },
          {
            name: "statement.json",
            bytes: Buffer.from(sealed.statement),
            type: "application/json",
            description: "调解组织以印章确认的陈述：哪份文本、谁在何时签署",
          },
          {
            name: "frozen.pdf",
            bytes: Buffer.from(sealed.frozen),
            type: "application/pdf",
            description: "各方签署时所读的定稿，逐字节相同",
          },
        ]
      : [],
  });
  sheet.title("人民调解协议书");
  sheet.paragraph(`编号：${asPrinted(content.caseCode)}`, { size: 12, align: "right", indent: false });
  sheet.space(6);
  for (const party of content.parties) {
    partyTable(sheet, party);
    sheet.space(7);
  }
  sheet.space(4);
  sheet.heading("纠纷主要事实、争议事项：");
  for (const text of content.facts.split("\n").filter(Boolean)) sheet.paragraph(text);
  for (const text of content.disputed.split("\n").filter(Boolean)) sheet.paragraph(`争议事项：${text}`);
  sheet.heading("经调解，自愿达成如下协议（含履行方式、时限）：");
  for (const [index, clause] of content.clauses.entries()) clauseOf(sheet, paper, clause, index);
  closing(sheet, paper);
  if (sealed) signingList(sheet, paper, sealed.signatures);
  return sheet.finish();
}

/** How many copies, said once: not again where a clause says it. */
function copiesLine({ clauses, copies }: AgreementPaper["content"]): string {
  const same = "以电子形式签署，每一份内容相同。";
  return copiesStated(clauses) === null ? `本协议一式${copiesInWords(copies)}份，当事人、人民调解委员会各持一份，${same}` : `本协议${same}`;
}

function partyTable(sheet: Sheet, party: PaperParty): void {
  const head = (text: string): Cell => ({ text, head: true });
  const rows: Cell[][] =
    party.kind === "person"
      ? [
          [head(party.title), { text: party.name }, head("性别"), { text: party.sex }, head("民族"), { text: party.nation }],
          [head("出生年月日"), { text: party.birth ? inChinese(party.birth) : "" }, head("联系方式"), { text: party.phoneMask, span: 3 }],
          [head("身份证件号"), { text: party.idMask }, head("职业或职务"), { text: party.occupation, span: 3 }],
          [head("单位或住址"), { text: party.address, span: 5 }],
        ]
      : [
          [head(party.title), { text: party.name, span: 5 }],
          [head("社会信用代码"), { text: party.idMask }, head("联系方式"), { text: party.phoneMask, span: 3 }],
          [
            head("法定代表人"),
            { text: party.legalRepresentative?.name ?? "" },
            head("职务"),
            { text: party.legalRepresentative?.position ?? "", span: 3 },
          ],
          [head("地址"), { text: party.address, span: 5 }],
        ];
  for (const agent of party.agents)
    rows.push([
      head("委托代理人"),
      { text: agent.name },
      head("单位及权限"),
      { text: `${agent.firm}，${agent.authority === "special" ? "特别授权" : "一般授权"}`, span: 3 },
    ]);
  table(sheet, [19, 28, 19, 11, 10, 13], rows, { size: 11.5, together: true });
}

function clauseOf(sheet: Sheet, paper: AgreementPaper, clause: FrozenClause, index: number): void {
  const own = clause.paragraphs.filter((text) => text.trim()),
    { plan } = clause.fields;
  const say = (lines: string[], first: boolean) =>
    lines.forEach((text, at) => sheet.paragraph(first && at === 0 ? `${ordinal(index + 1)}、${text}` : text));
  if (clause.sentence) {
    say([clause.sentence], true);
    if (plan.length > 1) planTable(sheet, plan, index, byDay);
    say(own, false);
    return;
  }
  say(own, true);
  if (clause.kind !== "payment") return;
  fieldLines(sheet, paper, clause);
  if (plan.length > 0) planTable(sheet, plan, index, (day) => `${inChinese(day)}前`);
}

/** Fields as texts of schema 1 were signed with them: in lines of their own after the words. */
function fieldLines(sheet: Sheet, paper: AgreementPaper, clause: FrozenClause): void {
  const nameOf = (id: string | null) => paper.content.parties.find((party) => party.id === id)?.name ?? "";
  const { payer, payee, amountFen, dueDate, account, plan } = clause.fields;
  const facts = [
    [payer && `付款人：${nameOf(payer)}`, payee && `收款人：${nameOf(payee)}`].filter(Boolean).join("；"),
    amountFen !== null && `金额：人民币${yuan(amountFen)}元（大写：${inWords(amountFen)}）`,
    plan.length === 0 && dueDate && `付款期限：${inChinese(dueDate)}前`,
    account && `收款账户：${account}`,
  ].filter(Boolean);
  for (const fact of facts) sheet.paragraph(`${fact}。`);
}

function planTable(sheet: Sheet, plan: Instalment[], index: number, until: (day: Day) => string): void {
  sheet.need(PITCH * 4);
  sheet.paragraph(`付款计划（第${ordinal(index + 1)}条）`, { size: 12, face: "sans", indent: false });
  table(
    sheet,
    [10, 24, 38, 28],
    [
      ...plan.map((row, at): Cell[] => [
        { text: String(at + 1), align: "center" },
        { text: yuan(row.amountFen ?? 0), align: "right" },
        { text: inWords(row.amountFen ?? 0) },
        { text: row.dueDate ? until(row.dueDate) : "", align: "center" },
      ]),
      [
        { text: "合计", head: true },
        { text: yuan(plan.reduce((sum, row) => sum + (row.amountFen ?? 0), 0)), align: "right" },
        { text: inWords(plan.reduce((sum, row) => sum + (row.amountFen ?? 0), 0)), span: 2 },
      ],
    ],
    {
      head: [
        { text: "期次", head: true },
        { text: "金额（元）", head: true },
        { text: "大写", head: true },
        { text: "付款期限", head: true },
      ],
    },
  );
  sheet.space(6);
}

const slotsOf = ({ content, sealed }: AgreementPaper): Slot[] => {
  const slot = (label: string, record: SignatureRecord | undefined): Slot => ({
    label,
    signed: record ? { ...record, caption: captionOf(record) } : null,
  });
  return [
    ...content.parties.map(({ id, title, name }) =>
      slot(
        `${title}（签名或盖章）：${name}`,
        sealed?.signatures.find((one) => one.partyId === id),
      ),
    ),
    slot(
      `人民调解员（签名）：${content.mediator.name}`,
      sealed?.signatures.find((one) => one.role === "mediator"),
    ),
  ];
};

/** The closing line, the signatures, code, seal and date: on one page if they fit on one, never without the line. */
function closing(sheet: Sheet, paper: AgreementPaper): void {
  const { content, sealed } = paper,
    slots = slotsOf(paper),
    name = content.organisation.name,
    end = sealHeight(sheet, { name }) + 6,
    text = `本协议经各方当事人签名、人民调解员签名并加盖人民调解委员会印章之日起生效（《中华人民共和国人民调解法》第二十九条）。${copiesLine(content)}`,
    height = sheet.paragraphHeight(text) + 8;
  const whole = height + signaturesHeight(sheet, slots) + end;
  sheet.need(whole <= page.textHeight ? whole : height + signaturesHeight(sheet, slots.slice(0, 2)));
  sheet.paragraph(text);
  sheet.space(8);
  drawSignatures(sheet, slots, end);
  const top = sheet.y;
  drawSeal(sheet, {
    name,
    day: sealed ? inChinese(dayOf(new Date(sealed.evidence.effectiveAt))) : "　　　年　　月　　日",
    seal: sealed ? (paper.demo ? "演示专用" : "调解专用") : null,
  });
  sheet.qr(paper.qr, `核验二维码：${paper.verifyUrl}`, page.left, top + 20, 78);
  sheet.textAt("扫码核验本协议", page.left + 88, top + 42, 10);
  sheet.textAt(`核验码 ${content.code}`, page.left + 88, top + 58, 10);
  sheet.y = top + end;
}

/** Who signed, for whom, in what capacity, when and at which level. How each came about is in the record that court and organisation read. */
function signingList(sheet: Sheet, paper: AgreementPaper, signatures: SignatureRecord[]): void {
  sheet.newPage();
  sheet.heading("签署情况");
  sheet.paragraph(
    "各签名绑定同一份定稿文本，内容摘要与定稿 PDF 摘要见下；任何改动都会使核验不通过。各签名为《电子签名法》意义上的电子签名，未使用第三方电子认证机构的个人证书；加盖的印章另有数字签名（PAdES），可用通用 PDF 工具核验。每个签名的完整形成记录由人民调解委员会保存，申请司法确认时一并提交人民法院。",
    { size: 11 },
  );
  sheet.space(4);
  table(
    sheet,
    [20, 80],
    timesOf({
      ...paper,
      pdfHash: signatures[0]?.pdfHash ?? "",
      frozenAt: paper.content.frozenAt,
      sealedAt: paper.sealed?.evidence.sealedAt ?? "",
      effectiveAt: paper.sealed?.evidence.effectiveAt ?? "",
    }),
    { size: SMALL },
  );
  sheet.space(10);
  table(
    sheet,
    [20, 27, 17, 19, 17],
    signatures.map((one) => [
      { text: one.partyTitle },
      { text: one.signer },
      { text: capacityOf(one) },
      { text: moment(one.at) },
      { text: one.level === "code-and-drawing" ? "验证码与手写笔迹" : "验证码与键入姓名" },
    ]),
    { head: ["签署方", "签名人", "身份", "签署时间", "签名方式"].map((text) => ({ text, head: true })), size: SMALL },
  );
}
