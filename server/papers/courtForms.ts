import { copiesInWords } from "../../shared/agreements/copies.ts";
import { ordinal } from "../../shared/drafting/clause.ts";
import { inChinese } from "../../shared/day.ts";
import { asPrinted } from "./caseNumber.ts";
import type { Fonts } from "./fonts.ts";
import { type AddressPaper, type ApplicationPaper, type AuthorityPaper, DEMO_MARK, type IdentityPaper, type ProofPaper } from "./forms.ts";
import { moment } from "./record.ts";
import { page, PITCH, Sheet } from "./sheet.ts";
import { captionOf, drawSeal, drawSignatures, sealHeight, type Slot, signaturesHeight } from "./signatures.ts";
import { type Cell, table } from "./table.ts";

const head = (text: string): Cell => ({ text, head: true });
const footer = (caseCode: string, demo: boolean, right = "") => ({ left: `${asPrinted(caseCode)}${demo ? `　${DEMO_MARK}` : ""}`, right });

/** 司法确认申请书, joint; with the undertaking that 法发〔2009〕45号 art. 22 asks for. */
export async function application(fonts: Fonts, paper: ApplicationPaper) {
  const { content } = paper;
  const sheet = new Sheet(fonts, {
    title: `司法确认申请书 ${asPrinted(content.caseCode)}`,
    author: content.applicants.map((one) => one.name).join("、"),
    at: new Date(content.preparedAt),
    footer: footer(content.caseCode, paper.demo, `内容摘要 SHA-256 ${paper.contentHash}`),
  });
  sheet.title("司法确认申请书");
  for (const one of content.applicants) {
    const role = content.roles?.find((each) => each.partyId === one.partyId)?.title,
      called = `申请人：${one.name}${role ? `（调解协议书中的${role}）` : ""}`;
    const reached = one.phone ? `联系电话${one.phone}` : "",
      born = one.birth ? `${inChinese(one.birth)}出生` : "",
      about =
        one.kind === "person"
          ? [called, one.sex, one.nation, born, `身份证件号${one.idMask}`, `住${one.address}`, reached]
          : [called, `住所地${one.address}`, `统一社会信用代码${one.idMask}`, reached];
    const led = one.kind === "person" ? "" : `法定代表人：${one.legalRepresentative}。`;
    sheet.paragraph(`${about.filter(Boolean).join("，")}。${led}`);
    for (const agent of one.agents)
      sheet.paragraph(`委托代理人：${agent.name}，${agent.firm}，${agent.authority === "special" ? "特别授权" : "一般授权"}。`);
  }
  sheet.heading("请求事项");
  sheet.paragraph(
    `请求依法确认申请人于${inChinese(content.effectiveDay)}经${content.organisation}主持调解达成的${asPrinted(content.caseCode)}人民调解协议有效。`,
  );
  sheet.heading("事实和理由");
  for (const text of content.facts.split("\n").filter(Boolean)) sheet.paragraph(text);
  sheet.paragraph(`经${content.organisation}（人民调解员${content.mediator}）主持调解，各申请人自愿达成如下协议：`);
  for (const [index, text] of content.terms.entries())
    for (const [line, part] of text.split("\n").entries()) sheet.paragraph(line === 0 ? `${ordinal(index + 1)}、${part}` : part);
  sheet.paragraph(
    `该协议于${inChinese(content.effectiveDay)}生效，核验码${content.agreementCode}${content.copies ? `，一式${copiesInWords(content.copies)}份` : ""}。根据《中华人民共和国人民调解法》第三十三条、《中华人民共和国民事诉讼法》第二百零五条，各申请人共同向贵院申请司法确认。`,
  );
  sheet.heading("承诺");
  sheet.paragraph(
    "各申请人出于解决纠纷的目的自愿达成协议，没有恶意串通、规避法律的行为；如因该协议内容给国家、集体或者他人造成损害的，愿意承担相应的民事责任和其他法律责任。",
  );
  sheet.heading("附件");
  const attached = [
    "人民调解协议书",
    "主持调解情况证明",
    "身份核验记录",
    "送达地址确认书",
    ...(content.applicants.some((one) => one.agents.length) ? ["授权情况说明"] : []),
    "签署记录",
  ].map((text, index) => `${index + 1}. ${text}`);
  for (const text of attached.slice(0, -2)) sheet.paragraph(text);
  closing(sheet, paper, attached.slice(-2));
  return sheet.finish();
}

/** The last attachments, 此致, the court and the signatures: on one page if they fit on one, so that none holds signatures alone. */
function closing(sheet: Sheet, paper: ApplicationPaper, attached: string[]): void {
  const { content } = paper,
    slots = content.applicants.map((one): Slot => {
      const signature = paper.signatures.find((each) => each.partyId === one.partyId);
      return {
        label: `申请人：${one.name}`,
        signed: signature ? { ...signature, caption: captionOf(signature) } : null,
      };
    }),
    days = paper.signatures.map((one) => moment(one.at).slice(0, 10)).sort(),
    before = [...attached, "此致", content.court].reduce((sum, text) => sum + sheet.paragraphHeight(text), 8),
    whole = before + signaturesHeight(sheet, slots) + PITCH;
  sheet.need(whole <= page.textHeight ? whole : before + signaturesHeight(sheet, slots.slice(0, 2)));
  for (const text of [...attached, "此致"]) sheet.paragraph(text);
  sheet.paragraph(content.court, { indent: false });
  sheet.space(8);
  drawSignatures(sheet, slots, PITCH);
  sheet.paragraph(inChinese(days.at(-1) ?? moment(content.preparedAt).slice(0, 10)), { align: "right", indent: false });
}

/** 主持调解情况证明: the proof that the organisation conducted the mediation (民诉法解释 354). */
export async function mediationProof(fonts: Fonts, paper: ProofPaper) {
  const sheet = new Sheet(fonts, {
    title: `主持调解情况证明 ${asPrinted(paper.caseCode)}`,
    author: paper.organisation,
    at: new Date(paper.at),
    footer: footer(paper.caseCode, paper.demo),
  });
  sheet.title("主持调解情况证明");
  numberOf(sheet, paper.caseCode);
  sheet.paragraph(
    `${inChinese(paper.acceptedOn)}，本委员会依当事人申请受理${paper.parties.join("、")}之间的纠纷，编号为${asPrinted(paper.caseCode)}，由人民调解员${paper.mediator}主持调解。调解中已告知各方当事人权利义务，调解在各方自愿、平等的基础上进行。`,
  );
  const text = `各方于${inChinese(paper.effectiveDay)}达成并签署人民调解协议书（核验码${paper.agreementCode}），协议已由人民调解员签名并加盖本委员会印章。`;
  issuedBy(sheet, paper, text, "特此证明。");
  return sheet.finish();
}

/** The number of the mediation, as on the agreement: a court's own number (案号) is another. */
const numberOf = (sheet: Sheet, caseCode: string) => {
  sheet.paragraph(`编号：${asPrinted(caseCode)}`, { size: 12, align: "right", indent: false });
  sheet.space(6);
};

/**
 * The last words, who issues the paper, and when, on one page. The seal has a place and is not drawn, for none is put on
 * these papers.
 */
function issuedBy(sheet: Sheet, { organisation, at }: { organisation: string; at: string }, ...last: string[]): void {
  const height = last.reduce((sum, text) => sum + sheet.paragraphHeight(text), PITCH);
  sheet.need(height + sealHeight(sheet, { name: organisation }));
  for (const text of last) sheet.paragraph(text);
  sheet.space(PITCH);
  drawSeal(sheet, { name: organisation, day: inChinese(moment(at).slice(0, 10)), seal: null });
}
const RECORDED = "以上情况由本委员会记录在案。";

/** 送达地址确认书. */
export async function address(fonts: Fonts, paper: AddressPaper) {
  const sheet = new Sheet(fonts, {
    title: `送达地址确认书 ${asPrinted(paper.caseCode)}`,
    author: paper.people.map((one) => one.name).join("、"),
    at: new Date(paper.at),
    footer: footer(paper.caseCode, paper.demo),
  });
  sheet.title("送达地址确认书");
  numberOf(sheet, paper.caseCode);
  sheet.paragraph(`案由：${paper.cause}`, { size: 12, indent: false });
  sheet.paragraph(
    "告知：为便于及时收到调解和法院文书，请如实填写送达地址。填写不准确、变更后未及时告知，导致文书未能收到的，文书退回之日视为送达之日。同意电子送达的，裁定书等文书也可以电子方式送达，并可要求提供纸质文书（民事诉讼法第九十条）。",
    { size: 12 },
  );
  for (const one of paper.people) {
    table(
      sheet,
      [22, 34, 16, 28],
      [
        [head("受送达人"), { text: one.party }, head("确认人"), { text: `${one.name}（${one.relation}）` }],
        [head("确认人证件号"), { text: one.idMask }, head("联系电话"), { text: one.phone }],
        [head("送达地址"), { text: one.address, span: 3 }],
        [head("是否同意电子送达"), { text: one.electronic ? "同意" : "不同意" }, head("电子邮箱"), { text: one.email }],
        [head("确认"), { text: `本人已阅读告知内容，保证以上信息准确、有效。　${one.name}　${moment(one.at)} 在线确认`, span: 3 }],
      ],
      { together: true },
    );
    sheet.space(10);
  }
  return sheet.finish();
}

/** 身份核验记录: who was known how. ID numbers masked; the court sees the originals in its own check. */
export async function identity(fonts: Fonts, paper: IdentityPaper) {
  const sheet = new Sheet(fonts, {
    title: `身份核验记录 ${asPrinted(paper.caseCode)}`,
    author: paper.organisation,
    at: new Date(paper.at),
    footer: footer(paper.caseCode, paper.demo),
  });
  sheet.title("身份核验记录");
  numberOf(sheet, paper.caseCode);
  table(
    sheet,
    [17, 17, 16, 26, 24],
    paper.people.map((one) => [
      { text: one.party },
      { text: `${one.name}（${one.relation}）` },
      { text: one.idKind },
      { text: one.idMask },
      { text: `${one.checkedBy}　${one.method}　${moment(one.at)}` },
    ]),
    { head: ["当事人", "核验对象", "证件种类", "证件号（部分隐去）", "核验人、方式、时间"].map(head), size: 10.5 },
  );
  sheet.space(6);
  issuedBy(sheet, paper, RECORDED);
  return sheet.finish();
}

/** 授权情况说明. */
export async function authority(fonts: Fonts, paper: AuthorityPaper) {
  const sheet = new Sheet(fonts, {
    title: `授权情况说明 ${asPrinted(paper.caseCode)}`,
    author: paper.organisation,
    at: new Date(paper.at),
    footer: footer(paper.caseCode, paper.demo),
  });
  sheet.title("授权情况说明");
  numberOf(sheet, paper.caseCode);
  if (paper.agents.length === 0) sheet.paragraph("本案各方当事人由本人或者法定代表人参加，没有委托代理人。");
  else
    table(
      sheet,
      [24, 20, 32, 24],
      paper.agents.map((one) => [
        { text: one.party },
        { text: one.name },
        { text: one.firm },
        { text: one.authority === "special" ? "特别授权（含承认、变更、放弃请求，和解，签署协议）" : "一般授权" },
      ]),
      { head: ["委托人", "代理人", "单位", "代理权限"].map(head), size: 11 },
    );
  sheet.space(6);
  issuedBy(sheet, paper, RECORDED);
  return sheet.finish();
}
