import type { AgreementContent, Evidence } from "../../../shared/agreements/agreement.ts";
import type { SignatureRecord } from "../../../shared/agreements/agreement.ts";
import { copiesInWords, copiesStated } from "../../../shared/agreements/copies.ts";
import { dayOf, inChinese } from "../../../shared/day.ts";
import { numberLine } from "../caseNumber.ts";
import { writeClauses } from "../clauses.ts";
import type { Form } from "../form.ts";
import { openPaper } from "../openPaper.ts";
import { partyTable } from "../partyTable.ts";
import { drawSeal, sealHeight } from "../sealBlock.ts";
import { page } from "../page.ts";
import type { Attachment, Sheet } from "../sheet.ts";
import { captionOf, drawSignatures, type Slot, signaturesHeight } from "../signatures.ts";
import { signingList } from "../signingList.ts";

type Sealed = {
  signatures: SignatureRecord[];
  evidence: Evidence;
  canonical: string;
  statement: string;
  frozen: Uint8Array;
};

export type AgreementPaper = {
  content: AgreementContent;
  contentHash: string;
  verifyUrl: string;
  /** One byte a square, row by row. */
  qr: { size: number; data: Uint8Array };
  demo: boolean;
  /** Only on the sealed paper. */
  sealed: Sealed | null;
};

/** 人民调解协议书, after the form of 2010 and 人民调解法 art. 29. */
export const agreement: Form<"agreement", AgreementPaper> = {
  name: "agreement",
  title: "人民调解协议书",

  async draw(fonts, paper) {
    const { content, sealed } = paper;
    const sheet = openPaper(fonts, {
      title: agreement.title,
      caseCode: content.caseCode,
      demo: paper.demo,
      author: content.organisation.name,
      at: sealed?.evidence.sealedAt ?? content.frozenAt,
      foot: {
        beside: [`核验码 ${content.code}`, `第 ${content.version} 版`],
        below: `内容摘要 SHA-256 ${paper.contentHash}`,
      },
      attachments: sealed ? attachmentsOf(sealed) : [],
    });
    numberLine(sheet, content.caseCode);
    for (const party of content.parties) {
      partyTable(sheet, party);
      sheet.space(7);
    }
    sheet.space(4);
    sheet.heading("纠纷主要事实、争议事项：");
    for (const text of linesOf(content.facts)) sheet.paragraph(text);
    for (const text of linesOf(content.disputed)) sheet.paragraph(`争议事项：${text}`);
    sheet.heading("经调解，自愿达成如下协议（含履行方式、时限）：");
    writeClauses(sheet, content);
    closing(sheet, paper);
    if (sealed) signingList(sheet, timesOf(paper, sealed), sealed.signatures);
    return sheet.finish();
  },
};

const linesOf = (text: string): string[] => text.split("\n").filter(Boolean);

const attachmentsOf = (sealed: Sealed): Attachment[] => [
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
];

const timesOf = ({ content, contentHash }: AgreementPaper, sealed: Sealed) => ({
  contentHash,
  pdfHash: sealed.signatures[0]?.pdfHash ?? "",
  frozenAt: content.frozenAt,
  sealedAt: sealed.evidence.sealedAt,
  effectiveAt: sealed.evidence.effectiveAt,
});

const EFFECT = [
  "本协议经各方当事人签名、人民调解员签名并加盖人民调解委员会印章之日起生效",
  "（《中华人民共和国人民调解法》第二十九条）。",
].join("");

const SAME = "以电子形式签署，每一份内容相同。";

/** How many copies, said once: not again where a clause says it. */
function copiesLine({ clauses, copies }: AgreementContent): string {
  if (copiesStated(clauses) !== null) return `本协议${SAME}`;
  return `本协议一式${copiesInWords(copies)}份，当事人、人民调解委员会各持一份，${SAME}`;
}

function slotsOf({ content, sealed }: AgreementPaper): Slot[] {
  const slot = (label: string, isIts: (one: SignatureRecord) => boolean): Slot => {
    const signed = sealed?.signatures.find(isIts);
    return { label, signed: signed ? { ...signed, caption: captionOf(signed) } : null };
  };
  const parties = content.parties.map(({ id, title, name }) => {
    return slot(`${title}（签名或盖章）：${name}`, (one) => one.partyId === id);
  });
  const mediator = `人民调解员（签名）：${content.mediator.name}`;
  return [...parties, slot(mediator, (one) => one.role === "mediator")];
}

/**
 * The closing line, the signatures, code, seal and date: on one page if they fit on one, never
 * without the line.
 */
function closing(sheet: Sheet, paper: AgreementPaper): void {
  const { content, sealed } = paper;
  const slots = slotsOf(paper);
  const name = content.organisation.name;
  const end = sealHeight(sheet, { name }) + 6;
  const text = `${EFFECT}${copiesLine(content)}`;
  const height = sheet.paragraphHeight(text) + 8;
  const whole = height + signaturesHeight(sheet, slots) + end;
  const least = height + signaturesHeight(sheet, slots.slice(0, 2));
  sheet.need(whole <= page.textHeight ? whole : least);
  sheet.paragraph(text);
  sheet.space(8);
  drawSignatures(sheet, slots, end);
  const top = sheet.y;
  drawSeal(sheet, { name, day: dayOfSeal(sealed), seal: sealed ? wordInSeal(paper) : null });
  sheet.qr(paper.qr, `核验二维码：${paper.verifyUrl}`, page.left, top + 20, 78);
  sheet.textAt("扫码核验本协议", page.left + 88, top + 42, 10);
  sheet.textAt(`核验码 ${content.code}`, page.left + 88, top + 58, 10);
  sheet.y = top + end;
}

const dayOfSeal = (sealed: Sealed | null): string =>
  sealed ? inChinese(dayOf(new Date(sealed.evidence.effectiveAt))) : "　　　年　　月　　日";

const wordInSeal = ({ demo }: AgreementPaper): string => (demo ? "演示专用" : "调解专用");
