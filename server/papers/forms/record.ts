import type { SignatureRecord } from "../../../shared/agreements/agreement.ts";
import { canonicalText } from "../../../shared/agreements/canonical.ts";
import { capacityOf } from "../capacity.ts";
import type { Fonts } from "../fonts.ts";
import type { Form } from "../form.ts";
import { moment } from "../moment.ts";
import { openPaper } from "../openPaper.ts";
import { SMALL } from "../page.ts";
import type { Sheet } from "../sheet.ts";
import { type SignedTimes, signedTimes } from "../signedTimes.ts";
import { head, table } from "../table.ts";

/** How every signature came about, for court and organisation alone (R-W2). */
export type RecordPaper = SignedTimes & {
  caseCode: string;
  organisation: string;
  code: string;
  demo: boolean;
  signatures: SignatureRecord[];
  /**
   * Random, kept in the paper: without it the paper's hash, which parties have, would confirm a
   * guess of what it says.
   */
  salt: string;
};

const ABOUT = [
  "本记录记载每一个签名是怎样形成的，含网络地址、设备等个人信息，",
  "仅供人民调解委员会存档和人民法院审查，不提供给他方当事人。",
  "本文件的摘要载于调解协议所附陈述，由协议书上印章的数字签名一并确认。",
].join("");

const LEVELS: Record<string, string> = {
  "code-and-drawing": "普通电子签名：一次性验证码 + 手写笔迹",
  "code-and-typed-name": "普通电子签名：一次性验证码 + 键盘输入姓名",
};

/** 签署记录. The records lie in it as data too. */
export const record: Form<"record", RecordPaper> = {
  name: "record",
  title: "签署记录",

  async draw(fonts, paper) {
    const sheet = openPaper(fonts, {
      title: record.title,
      caseCode: paper.caseCode,
      demo: paper.demo,
      author: paper.organisation,
      at: paper.sealedAt,
      foot: {
        beside: [`核验码 ${paper.code}`],
        below: `内容摘要 SHA-256 ${paper.contentHash}`,
      },
      attachments: attachmentsOf(paper),
    });
    sheet.paragraph(ABOUT, { size: 11 });
    sheet.space(4);
    signedTimes(sheet, paper);
    for (const one of paper.signatures) signatureTable(sheet, fonts, one);
    return sheet.finish();
  },
};

const attachmentsOf = ({ signatures, salt }: RecordPaper) => [
  {
    name: "records.json",
    bytes: Buffer.from(canonicalText(signatures)),
    type: "application/json",
    description: "各签名的完整形成记录",
  },
  {
    name: "salt.txt",
    bytes: Buffer.from(salt),
    type: "text/plain",
    description: "随机数，使本文件的摘要不能用来核对对其内容的猜测",
  },
];

function signatureTable(sheet: Sheet, fonts: Fonts, one: SignatureRecord): void {
  const at = moment(one.at);
  const identity = drawable(fonts, one.identity);
  const device = drawable(fonts, `${one.ip}　${one.device}`);
  table(
    sheet,
    [20, 30, 16, 34],
    [
      [head(one.partyTitle), { text: one.signer }, head("身份"), { text: capacityOf(one) }],
      [head("签署时间"), { text: at }, head("身份核验"), { text: identity }],
      [head("签名方式"), { text: LEVELS[one.level] ?? one.level, span: 3 }],
      [head("意愿声明"), { text: one.statement, span: 3 }],
      [head("网络与设备"), { text: device, span: 3 }],
    ],
    { size: SMALL, together: true },
  );
  sheet.space(8);
}

/**
 * Words that came from a device or an account: what no font draws becomes a box, and never keeps
 * the paper from being made.
 */
const drawable = (fonts: Fonts, text: string): string =>
  [...text].map((char) => (fonts.fontFor(char.codePointAt(0) ?? 0, "serif") ? char : "□")).join("");
