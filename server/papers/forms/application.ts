import type { Stroke } from "../../../shared/agreements/agreement.ts";
import { copiesInWords } from "../../../shared/agreements/copies.ts";
import type { ApplicationContent } from "../../../shared/confirmation/applicationContent.ts";
import { inPackageOrder } from "../../../shared/confirmation/packagePapers.ts";
import { inChinese } from "../../../shared/day.ts";
import { ordinal } from "../../../shared/drafting/clause.ts";
import { authorityInWords } from "../capacity.ts";
import { asPrinted } from "../caseNumber.ts";
import { type FiledForm, signersOf } from "../filedForm.ts";
import { moment } from "../moment.ts";
import { openPaper } from "../openPaper.ts";
import { page, PITCH } from "../page.ts";
import type { Sheet } from "../sheet.ts";
import { captionOf, drawSignatures, type Slot, signaturesHeight } from "../signatures.ts";

export type ApplicationPaper = {
  content: ApplicationContent;
  contentHash: string;
  demo: boolean;
  signatures: {
    partyId: string;
    signer: string;
    capacity: string;
    at: string;
    strokes: Stroke[];
    typedName: string | null;
    level: string;
  }[];
};

const LAW =
  "根据《中华人民共和国人民调解法》第三十三条、《中华人民共和国民事诉讼法》第二百零五条，";

const UNDERTAKING = [
  "各申请人出于解决纠纷的目的自愿达成协议，没有恶意串通、规避法律的行为；",
  "如因该协议内容给国家、集体或者他人造成损害的，",
  "愿意承担相应的民事责任和其他法律责任。",
].join("");

/** 司法确认申请书, joint; with the undertaking that 法发〔2009〕45号 art. 22 asks for. */
export const application: FiledForm<"application", ApplicationPaper> = {
  name: "application",
  title: "司法确认申请书",

  gather: ({ content, application: row, applied }, demo) => ({
    content,
    contentHash: row.content_hash,
    demo,
    signatures: applied.map((one) => ({
      partyId: one.party_id,
      signer: one.signer,
      capacity: one.capacity,
      at: one.at.toISOString(),
      strokes: one.strokes,
      typedName: one.typed_name,
      level: one.level,
    })),
  }),
  signers: ({ applied }) => signersOf(applied),

  async draw(fonts, paper) {
    const { content } = paper;
    const sheet = openPaper(fonts, {
      title: application.title,
      caseCode: content.caseCode,
      demo: paper.demo,
      author: content.applicants.map((one) => one.name).join("、"),
      at: content.preparedAt,
      foot: { below: `内容摘要 SHA-256 ${paper.contentHash}` },
    });
    for (const one of content.applicants) applicant(sheet, content, one);
    sheet.heading("请求事项");
    sheet.paragraph(requestOf(content));
    sheet.heading("事实和理由");
    for (const text of content.facts.split("\n").filter(Boolean)) sheet.paragraph(text);
    const conducted = `经${content.organisation}（人民调解员${content.mediator}）主持调解，`;
    sheet.paragraph(`${conducted}各申请人自愿达成如下协议：`);
    terms(sheet, content);
    sheet.paragraph(effectOf(content));
    sheet.heading("承诺");
    sheet.paragraph(UNDERTAKING);
    sheet.heading("附件");
    const attached = attachedTo(content);
    for (const text of attached.slice(0, -2)) sheet.paragraph(text);
    closing(sheet, paper, attached.slice(-2));
    return sheet.finish();
  },
};

type Applicant = ApplicationContent["applicants"][number];

function applicant(sheet: Sheet, content: ApplicationContent, one: Applicant): void {
  const role = content.roles?.find((each) => each.partyId === one.partyId)?.title;
  const called = `申请人：${one.name}${role ? `（调解协议书中的${role}）` : ""}`;
  const reached = one.phone ? `联系电话${one.phone}` : "";
  const born = one.birth ? `${inChinese(one.birth)}出生` : "";
  const id = one.idMask;
  const about =
    one.kind === "person"
      ? [called, one.sex, one.nation, born, `身份证件号${id}`, `住${one.address}`, reached]
      : [called, `住所地${one.address}`, `统一社会信用代码${id}`, reached];
  const led = one.kind === "person" ? "" : `法定代表人：${one.legalRepresentative}。`;
  sheet.paragraph(`${about.filter(Boolean).join("，")}。${led}`);
  for (const { name, firm, authority } of one.agents) {
    const may = authorityInWords(authority);
    sheet.paragraph(`委托代理人：${name}，${firm}，${may}。`);
  }
}

const requestOf = (content: ApplicationContent): string =>
  [
    `请求依法确认申请人于${inChinese(content.effectiveDay)}经${content.organisation}主持调解达成的`,
    `${asPrinted(content.caseCode)}人民调解协议有效。`,
  ].join("");

function terms(sheet: Sheet, content: ApplicationContent): void {
  for (const [index, text] of content.terms.entries())
    for (const line of `${ordinal(index + 1)}、${text}`.split("\n")) sheet.paragraph(line);
}

function effectOf(content: ApplicationContent): string {
  const copies = content.copies ? `，一式${copiesInWords(content.copies)}份` : "";
  const effective = `该协议于${inChinese(content.effectiveDay)}生效`;
  const code = `核验码${content.agreementCode}`;
  return `${effective}，${code}${copies}。${LAW}各申请人共同向贵院申请司法确认。`;
}

/** The papers of the package that go with it, numbered. */
function attachedTo(content: ApplicationContent): string[] {
  const hasAgents = content.applicants.some((one) => one.agents.length > 0);
  return inPackageOrder
    .filter(({ attached }) => attached === "always" || (attached === "with-agents" && hasAgents))
    .map(({ title }, index) => `${index + 1}. ${title}`);
}

/**
 * The last attachments, 此致, the court and the signatures: on one page if they fit on one, so that
 * none holds signatures alone.
 */
function closing(sheet: Sheet, paper: ApplicationPaper, attached: string[]): void {
  const { content } = paper;
  const slots = slotsOf(paper);
  const last = [...attached, "此致"];
  const heights = [...last, content.court].map((text) => sheet.paragraphHeight(text));
  const before = heights.reduce((sum, height) => sum + height, 8);
  const whole = before + signaturesHeight(sheet, slots) + PITCH;
  const least = before + signaturesHeight(sheet, slots.slice(0, 2));
  sheet.need(whole <= page.textHeight ? whole : least);
  for (const text of last) sheet.paragraph(text);
  sheet.paragraph(content.court, { indent: false });
  sheet.space(8);
  drawSignatures(sheet, slots, PITCH);
  const days = paper.signatures.map((one) => moment(one.at).slice(0, 10)).sort();
  const day = days.at(-1) ?? moment(content.preparedAt).slice(0, 10);
  sheet.paragraph(inChinese(day), { align: "right", indent: false });
}

const slotsOf = ({ content, signatures }: ApplicationPaper): Slot[] =>
  content.applicants.map((one) => {
    const signature = signatures.find((each) => each.partyId === one.partyId);
    return {
      label: `申请人：${one.name}`,
      signed: signature ? { ...signature, caption: captionOf(signature) } : null,
    };
  });
