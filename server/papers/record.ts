import type { SignatureRecord } from "../../shared/agreements/agreement.ts";
import { canonicalText } from "../../shared/agreements/canonical.ts";
import { asPrinted } from "./caseNumber.ts";
import type { Fonts } from "./fonts.ts";
import { DEMO_MARK, type RecordPaper } from "./forms.ts";
import { Sheet, SMALL } from "./sheet.ts";
import { type Cell, table } from "./table.ts";

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
/** The time in China, to the second, as records print it. */
export const moment = (iso: string) => new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().replace("T", " ").slice(0, 19);
/** In what capacity, and whose: a company acts by its legal representative, who is no agent (民法典 61); an agent acts for his principal. */
export const capacityOf = ({ capacity, onBehalfOf }: Pick<SignatureRecord, "capacity" | "onBehalfOf">) => {
  const what = CAPACITIES[capacity] ?? capacity;
  return onBehalfOf && capacity !== "self" ? `${onBehalfOf}的${what}` : what;
};
const head = (text: string): Cell => ({ text, head: true });

/** Words that came from a device or an account: what no font draws becomes a box, and never keeps the paper from being made. */
const drawable = (fonts: Fonts, text: string) =>
  [...text].map((char) => (fonts.fontFor(char.codePointAt(0) ?? 0, "serif") ? char : "□")).join("");

/** The hashes and times that all signatures share. */
export const timesOf = (paper: Pick<RecordPaper, "contentHash" | "pdfHash" | "frozenAt" | "sealedAt" | "effectiveAt">): Cell[][] => [
  [head("内容摘要"), { text: paper.contentHash }],
  [head("定稿 PDF 摘要"), { text: paper.pdfHash }],
  [head("定稿时间"), { text: moment(paper.frozenAt) }],
  [head("盖章时间"), { text: moment(paper.sealedAt) }],
  [head("生效时间"), { text: `${moment(paper.effectiveAt)}（最后一个必要签名、盖章完成之时）` }],
];

/** 签署记录: how every signature came about, for court and organisation alone (R-W2). The records lie in it as data too. */
export async function record(fonts: Fonts, paper: RecordPaper) {
  const sheet = new Sheet(fonts, {
    title: `签署记录 ${asPrinted(paper.caseCode)}`,
    author: paper.organisation,
    at: new Date(paper.sealedAt),
    footer: {
      left: `${asPrinted(paper.caseCode)}　核验码 ${paper.code}${paper.demo ? `　${DEMO_MARK}` : ""}`,
      right: `内容摘要 SHA-256 ${paper.contentHash}`,
    },
    attachments: [
      {
        name: "records.json",
        bytes: Buffer.from(canonicalText(paper.signatures)),
        type: "application/json",
        description: "各签名的完整形成记录",
      },
      {
        name: "salt.txt",
        bytes: Buffer.from(paper.salt),
        type: "text/plain",
        description: "随机数，使本文件的摘要不能用来核对对其内容的猜测",
      },
    ],
  });
  sheet.title("签署记录");
  sheet.paragraph(
    "本记录记载每一个签名是怎样形成的，含网络地址、设备等个人信息，仅供人民调解委员会存档和人民法院审查，不提供给他方当事人。本文件的摘要载于调解协议所附陈述，由协议书上印章的数字签名一并确认。",
    { size: 11 },
  );
  sheet.space(4);
  table(sheet, [20, 80], timesOf(paper), { size: SMALL });
  sheet.space(10);
  for (const one of paper.signatures) {
    table(
      sheet,
      [20, 30, 16, 34],
      [
        [head(one.partyTitle), { text: one.signer }, head("身份"), { text: capacityOf(one) }],
        [head("签署时间"), { text: moment(one.at) }, head("身份核验"), { text: drawable(fonts, one.identity) }],
        [head("签名方式"), { text: LEVELS[one.level] ?? one.level, span: 3 }],
        [head("意愿声明"), { text: one.statement, span: 3 }],
        [head("网络与设备"), { text: drawable(fonts, `${one.ip}　${one.device}`), span: 3 }],
      ],
      { size: SMALL, together: true },
    );
    sheet.space(8);
  }
  return sheet.finish();
}
