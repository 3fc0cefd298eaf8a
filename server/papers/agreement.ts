import type { PaperParty, SignatureRecord } from "../../shared/agreements/agreement.ts";
import { ordinal } from "../../shared/drafting/clause.ts";
import { inWords, yuan } from "../../shared/money.ts";
import { dayOf, inChinese } from "../../shared/day.ts";
import type { Fonts } from "./fonts.ts";
import { type AgreementPaper, DEMO_MARK } from "./forms.ts";
import { type Cell, page, PITCH, Sheet, SMALL } from "./sheet.ts";

/** The time in China, to the second, as the record prints it. */
export const moment = (iso: string) => new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().replace("T", " ").slice(0, 19);
const LEVELS: Record<string, string> = {
  "code-and-drawing": "普通电子签名：一次性验证码 + 手写笔迹",
  "code-and-typed-name": "普通电子签名：一次性验证码 + 键盘输入姓名",
};
const CAPACITIES: Record<string, string> = {
  self: "本人",
  "legal-representative": "法定代表人",
  agent: "委托代理人（特别授权）",
  mediator: "人民调解员",
};

/** 人民调解协议书, after the form of 2010 and 人民调解法 art. 29. */
export async function agreement(fonts: Fonts, paper: AgreementPaper) {
  const { content, sealed } = paper;
  const sheet = new Sheet(fonts, {
    title: `人民调解协议书 ${content.caseCode}`,
    author: content.organisation.name,
    at: new Date(sealed?.evidence.sealedAt ?? content.frozenAt),
    footer: {
      left: `${content.caseCode}　核验码 ${content.code}　第 ${content.version} 版${paper.demo ? `　${DEMO_MARK}` : ""}`,
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
        ]
      : [],
  });
  sheet.title("人民调解协议书");
  sheet.paragraph(`编号：${content.caseCode}`, { size: 12, align: "right", indent: false });
  sheet.space(6);
  for (const party of content.parties) {
    sheet.need(90);
    partyTable(sheet, party);
    sheet.space(7);
  }
  sheet.space(4);
  sheet.heading("纠纷主要事实、争议事项：");
  for (const text of content.facts.split("\n").filter(Boolean)) sheet.paragraph(text);
  for (const text of content.disputed.split("\n").filter(Boolean)) sheet.paragraph(`争议事项：${text}`);
  sheet.heading("经调解，自愿达成如下协议（含履行方式、时限）：");
  for (const [index, clause] of content.clauses.entries()) clauseOf(sheet, paper, clause, index);
  const block = signatureBlockHeight(paper);
  // The last paragraph goes with the signatures, so that no page holds signatures alone.
  if (block + PITCH * 5 <= page.textHeight) sheet.need(block + PITCH * 5);
  sheet.paragraph(
    `本协议经各方当事人签名、人民调解员签名并加盖人民调解委员会印章之日起生效（《中华人民共和国人民调解法》第二十九条）。本协议一式${ordinal(content.copies)}份，当事人、人民调解委员会各持一份，以电子形式签署，每一份内容相同。`,
  );
  signatureBlock(sheet, paper);
  if (sealed) recordPage(sheet, paper, sealed.signatures);
  return sheet.finish();
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
  sheet.table([19, 28, 19, 11, 10, 13], rows, { size: 11.5 });
}

function clauseOf(sheet: Sheet, paper: AgreementPaper, clause: AgreementPaper["content"]["clauses"][number], index: number): void {
  const nameOf = (id: string | null) => paper.content.parties.find((party) => party.id === id)?.name ?? "";
  clause.paragraphs
    .filter((text) => text.trim())
    .forEach((text, at) => sheet.paragraph(at === 0 ? `${ordinal(index + 1)}、${text}` : text));
  const { payer, payee, amountFen, dueDate, account, plan } = clause.fields;
  if (clause.kind !== "payment") return;
  const facts = [
    [payer && `付款人：${nameOf(payer)}`, payee && `收款人：${nameOf(payee)}`].filter(Boolean).join("；"),
    amountFen !== null && `金额：人民币${yuan(amountFen)}元（大写：${inWords(amountFen)}）`,
    plan.length === 0 && dueDate && `付款期限：${inChinese(dueDate)}前`,
    account && `收款账户：${account}`,
  ].filter(Boolean);
  for (const fact of facts) sheet.paragraph(`${fact}。`);
  if (plan.length === 0) return;
  sheet.need(PITCH * 4);
  sheet.paragraph(`付款计划（第${ordinal(index + 1)}条）`, { size: 12, face: "sans", indent: false });
  sheet.table(
    [10, 24, 38, 28],
    [
      ...plan.map((row, at): Cell[] => [
        { text: String(at + 1), align: "center" },
        { text: yuan(row.amountFen ?? 0), align: "right" },
        { text: inWords(row.amountFen ?? 0) },
        { text: row.dueDate ? `${inChinese(row.dueDate)}前` : "", align: "center" },
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

const SIGNATURE_ROW = 58;
const signatureBlockHeight = ({ content }: AgreementPaper) => Math.ceil((content.parties.length + 1) / 2) * SIGNATURE_ROW + 150;

/** Signature lines two abreast, then code, seal and date. The block moves as one. */
function signatureBlock(sheet: Sheet, paper: AgreementPaper): void {
  const { content, sealed } = paper,
    half = page.textWidth / 2,
    rowHeight = SIGNATURE_ROW;
  const slots = [
    ...content.parties.map((party) => ({
      label: `${party.title}（签名或盖章）`,
      record: sealed?.signatures.find((one) => one.partyId === party.id),
    })),
    { label: "人民调解员（签名）", record: sealed?.signatures.find((one) => one.role === "mediator") },
  ];
  const rows = Math.ceil(slots.length / 2);
  sheet.need(signatureBlockHeight(paper));
  sheet.space(10);
  const top = sheet.y;
  for (const [index, slot] of slots.entries()) {
    const x = page.left + (index % 2) * half,
      y = top + Math.floor(index / 2) * rowHeight;
    const label = `${slot.label}：`;
    sheet.textAt(label, x, y, sheet.sizeFor(label, 12, half - 10, "sans"), "sans");
    if (!slot.record) continue;
    const box = { x: x + 24, y: y + 15, width: half - 60, height: 26 };
    if (slot.record.strokes.length) sheet.strokes(slot.record.strokes, `${slot.record.signer}的手写签名`, box);
    else sheet.textAt(slot.record.typedName ?? "", box.x, box.y + 3, 16);
    sheet.textAt(
      `${slot.record.signer}${slot.record.onBehalfOf ? `（代${slot.record.onBehalfOf}）` : ""}　${moment(slot.record.at)}`,
      x,
      y + 43,
      8,
      "serif",
      "#555555",
    );
  }
  sheet.y = top + rows * rowHeight + 6;
  const base = sheet.y,
    right = page.left + page.textWidth,
    name = content.organisation.name,
    nameWidth = Math.min(sheet.widthOf(name, 13), 300),
    centre = right - Math.max(nameWidth / 2, 62);
  if (sealed) sheet.seal(sealed.sealText, paper.demo ? "演示专用" : "调解专用", centre, base + 62);
  sheet.textAt(name, right - nameWidth, base + 44, 13);
  const day = inChinese(dayOf(new Date(sealed?.evidence.effectiveAt ?? content.frozenAt))),
    text = sealed ? day : "（盖章）　　　年　　月　　日";
  sheet.textAt(text, centre - sheet.widthOf(text, 13) / 2, base + 72, 13);
  sheet.qr(paper.qr, `核验二维码：${paper.verifyUrl}`, page.left, base + 20, 78);
  sheet.textAt("扫码核验本协议", page.left + 88, base + 42, 10);
  sheet.textAt(`核验码 ${content.code}`, page.left + 88, base + 58, 10);
  sheet.y = base + 130;
}

function recordPage(sheet: Sheet, paper: AgreementPaper, signatures: SignatureRecord[]): void {
  sheet.newPage();
  sheet.heading("签署记录");
  sheet.paragraph(
    "本页记载每一个签名是怎样形成的。签名绑定的是同一份定稿文本：内容摘要与定稿 PDF 摘要见下；任何改动都会使核验不通过。各签名为《电子签名法》意义上的电子签名，未使用第三方电子认证机构的个人证书；加盖的印章另有数字签名（PAdES），可用通用 PDF 工具核验。",
    { size: 11 },
  );
  const head = (text: string): Cell => ({ text, head: true });
  sheet.table(
    [20, 80],
    [
      [head("内容摘要"), { text: paper.contentHash }],
      [head("定稿 PDF 摘要"), { text: signatures[0]?.pdfHash ?? "" }],
      [head("定稿时间"), { text: moment(paper.content.frozenAt) }],
      [head("盖章时间"), { text: moment(paper.sealed?.evidence.sealedAt ?? "") }],
      [head("生效时间"), { text: `${moment(paper.sealed?.evidence.effectiveAt ?? "")}（最后一个必要签名、盖章完成之时）` }],
    ],
    { size: SMALL },
  );
  sheet.space(10);
  for (const one of signatures) {
    sheet.need(120);
    sheet.table(
      [20, 30, 16, 34],
      [
        [
          head(one.partyTitle),
          { text: `${one.signer}${one.onBehalfOf ? `（代${one.onBehalfOf}）` : ""}` },
          head("身份"),
          { text: CAPACITIES[one.capacity] ?? one.capacity },
        ],
        [head("签署时间"), { text: moment(one.at) }, head("身份核验"), { text: one.identity }],
        [head("签名方式"), { text: LEVELS[one.level] ?? one.level, span: 3 }],
        [head("意愿声明"), { text: one.statement, span: 3 }],
        [head("网络与设备"), { text: `${one.ip}　${one.device}`.slice(0, 160), span: 3 }],
      ],
      { size: SMALL },
    );
    sheet.space(8);
  }
}
