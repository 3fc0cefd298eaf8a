import { ordinal } from "../../shared/drafting/clause.ts";
import { inChinese } from "../../shared/day.ts";
import { moment } from "./agreement.ts";
import type { Fonts } from "./fonts.ts";
import {
  type AddressPaper,
  type ApplicationPaper,
  type AuthorityPaper,
  DEMO_MARK,
  type IdentityPaper,
  type ProofPaper,
  type RulingPaper,
} from "./forms.ts";
import { type Cell, page, Sheet } from "./sheet.ts";

const head = (text: string): Cell => ({ text, head: true });
const footer = (caseCode: string, demo: boolean, right = "") => ({ left: `${caseCode}${demo ? `　${DEMO_MARK}` : ""}`, right });

/** 司法确认申请书, joint; with the undertaking that 法发〔2009〕45号 art. 22 asks for. */
export async function application(fonts: Fonts, paper: ApplicationPaper) {
  const { content } = paper;
  const sheet = new Sheet(fonts, {
    title: `司法确认申请书 ${content.caseCode}`,
    author: content.applicants.map((one) => one.name).join("、"),
    at: new Date(content.preparedAt),
    footer: footer(content.caseCode, paper.demo, `内容摘要 SHA-256 ${paper.contentHash}`),
  });
  sheet.title("司法确认申请书");
  for (const one of content.applicants) {
    sheet.paragraph(
      one.kind === "person"
        ? `申请人：${one.name}，${[one.sex, one.nation, one.birth ? `${inChinese(one.birth)}出生` : "", `身份证件号${one.idMask}`, `住${one.address}`, `联系电话${one.phone}`].filter(Boolean).join("，")}。`
        : `申请人：${one.name}，住所地${one.address}，统一社会信用代码${one.idMask}，联系电话${one.phone}。法定代表人：${one.legalRepresentative}。`,
    );
    for (const agent of one.agents)
      sheet.paragraph(`委托代理人：${agent.name}，${agent.firm}，${agent.authority === "special" ? "特别授权" : "一般授权"}。`);
  }
  sheet.heading("请求事项");
  sheet.paragraph(
    `请求依法确认申请人于${inChinese(content.effectiveDay)}经${content.organisation}主持调解达成的${content.caseCode}人民调解协议有效。`,
  );
  sheet.heading("事实和理由");
  for (const text of content.facts.split("\n").filter(Boolean)) sheet.paragraph(text);
  sheet.paragraph(`经${content.organisation}（人民调解员${content.mediator}）主持调解，各申请人自愿达成如下协议：`);
  content.terms.forEach((text, index) => sheet.paragraph(`${ordinal(index + 1)}、${text}`));
  sheet.paragraph(
    `该协议于${inChinese(content.effectiveDay)}生效，核验码${content.agreementCode}，一式多份。根据《中华人民共和国人民调解法》第三十三条、《中华人民共和国民事诉讼法》第二百零五条，各申请人共同向贵院申请司法确认。`,
  );
  sheet.heading("承诺");
  sheet.paragraph(
    "各申请人出于解决纠纷的目的自愿达成协议，没有恶意串通、规避法律的行为；如因该协议内容给国家、集体或者他人造成损害的，愿意承担相应的民事责任和其他法律责任。",
  );
  sheet.heading("附件");
  [
    "人民调解协议书",
    "主持调解情况证明",
    "身份核验记录",
    "送达地址确认书",
    ...(content.applicants.some((one) => one.agents.length) ? ["授权情况说明"] : []),
  ].forEach((text, index) => sheet.paragraph(`${index + 1}. ${text}`));
  sheet.need(190);
  sheet.paragraph("此致");
  sheet.paragraph(content.court, { indent: false });
  sheet.space(8);
  const half = page.textWidth / 2,
    top = sheet.y;
  for (const [index, one] of content.applicants.entries()) {
    const x = page.left + (index % 2) * half,
      y = top + Math.floor(index / 2) * 62,
      signature = paper.signatures.find((each) => each.partyId === one.partyId);
    sheet.textAt(`申请人：${one.name}`, x, y, 12, "sans");
    if (!signature) continue;
    if (signature.strokes.length)
      sheet.strokes(signature.strokes, `${signature.signer}的手写签名`, { x: x + 24, y: y + 16, width: half - 60, height: 26 });
    else sheet.textAt(signature.typedName ?? "", x + 24, y + 18, 16);
    sheet.textAt(
      `${signature.signer}${signature.capacity === "agent" ? "（委托代理人）" : ""}　${moment(signature.at)}`,
      x,
      y + 45,
      8,
      "serif",
      "#555555",
    );
  }
  sheet.y = top + Math.ceil(content.applicants.length / 2) * 62;
  sheet.paragraph(
    inChinese(
      paper.signatures
        .map((one) => moment(one.at).slice(0, 10))
        .sort()
        .at(-1) ?? moment(content.preparedAt).slice(0, 10),
    ),
    { align: "right", indent: false },
  );
  return sheet.finish();
}

/** 主持调解情况证明: the proof that the organisation conducted the mediation (民诉法解释 354). */
export async function mediationProof(fonts: Fonts, paper: ProofPaper) {
  const sheet = new Sheet(fonts, {
    title: `主持调解情况证明 ${paper.caseCode}`,
    author: paper.organisation,
    at: new Date(paper.at),
    footer: footer(paper.caseCode, paper.demo),
  });
  sheet.title("主持调解情况证明");
  sheet.paragraph(
    `${inChinese(paper.acceptedOn)}，本委员会依当事人申请受理${paper.parties.join("、")}之间的纠纷（${paper.caseCode}），由人民调解员${paper.mediator}主持调解。调解中已告知各方当事人权利义务，调解在各方自愿、平等的基础上进行。`,
  );
  sheet.paragraph(
    `各方于${inChinese(paper.effectiveDay)}达成并签署人民调解协议书（核验码${paper.agreementCode}），协议已由人民调解员签名并加盖本委员会印章。`,
  );
  sheet.paragraph("特此证明。");
  sheet.space(40);
  const right = page.left + page.textWidth,
    y = sheet.y,
    width = sheet.widthOf(paper.organisation, 13),
    centre = right - Math.max(width / 2, 62),
    day = inChinese(moment(paper.at).slice(0, 10));
  sheet.seal(paper.sealText, paper.demo ? "演示专用" : "调解专用", centre, y + 30);
  sheet.textAt(paper.organisation, right - width, y + 12, 13);
  sheet.textAt(day, centre - sheet.widthOf(day, 13) / 2, y + 40, 13);
  return sheet.finish();
}

/** 送达地址确认书. */
export async function address(fonts: Fonts, paper: AddressPaper) {
  const sheet = new Sheet(fonts, {
    title: `送达地址确认书 ${paper.caseCode}`,
    author: paper.people.map((one) => one.name).join("、"),
    at: new Date(paper.at),
    footer: footer(paper.caseCode, paper.demo),
  });
  sheet.title("送达地址确认书");
  sheet.paragraph(
    "告知：为便于及时收到调解和法院文书，请如实填写送达地址。填写不准确、变更后未及时告知，导致文书未能收到的，文书退回之日视为送达之日。同意电子送达的，裁定书等文书也可以电子方式送达，并可要求提供纸质文书（民事诉讼法第九十条）。",
    { size: 12 },
  );
  for (const one of paper.people) {
    sheet.need(150);
    sheet.table(
      [22, 34, 16, 28],
      [
        [head("受送达人"), { text: one.party }, head("确认人"), { text: `${one.name}（${one.relation}）` }],
        [head("身份证件号"), { text: one.idMask }, head("联系电话"), { text: one.phone }],
        [head("送达地址"), { text: one.address, span: 3 }],
        [head("是否同意电子送达"), { text: one.electronic ? "同意" : "不同意" }, head("电子邮箱"), { text: one.email }],
        [head("确认"), { text: `本人已阅读告知内容，保证以上信息准确、有效。　${one.name}　${moment(one.at)} 在线确认`, span: 3 }],
      ],
    );
    sheet.space(10);
  }
  return sheet.finish();
}

/** 身份核验记录: who was known how. ID numbers masked; the court sees the originals in its own check. */
export async function identity(fonts: Fonts, paper: IdentityPaper) {
  const sheet = new Sheet(fonts, {
    title: `身份核验记录 ${paper.caseCode}`,
    author: "人民调解委员会",
    at: new Date(paper.at),
    footer: footer(paper.caseCode, paper.demo),
  });
  sheet.title("身份核验记录");
  sheet.table(
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
  return sheet.finish();
}

/** 授权情况说明. */
export async function authority(fonts: Fonts, paper: AuthorityPaper) {
  const sheet = new Sheet(fonts, {
    title: `授权情况说明 ${paper.caseCode}`,
    author: "人民调解委员会",
    at: new Date(paper.at),
    footer: footer(paper.caseCode, paper.demo),
  });
  sheet.title("授权情况说明");
  if (paper.agents.length === 0) sheet.paragraph("本案各方当事人均由本人参加，没有委托代理人。");
  else
    sheet.table(
      [24, 20, 32, 24],
      paper.agents.map((one) => [
        { text: one.party },
        { text: one.name },
        { text: one.firm },
        { text: one.authority === "special" ? "特别授权（含承认、变更、放弃请求，和解，签署协议）" : "一般授权" },
      ]),
      { head: ["委托人", "代理人", "单位", "代理权限"].map(head), size: 11 },
    );
  return sheet.finish();
}

/** A text of the ruling for the clerk to start from; the court's own paper counts. */
export async function ruling(fonts: Fonts, paper: RulingPaper) {
  const { application: content } = paper;
  const sheet = new Sheet(fonts, {
    title: `民事裁定书 ${paper.number}`,
    author: paper.court,
    at: new Date(`${paper.day}T00:00:00Z`),
    footer: footer(paper.number, paper.demo),
  });
  sheet.title(paper.court);
  sheet.title("民事裁定书");
  sheet.paragraph(paper.number, { align: "right", indent: false });
  for (const one of content.applicants)
    sheet.paragraph(`申请人：${one.name}${one.kind === "person" ? `，${one.sex}，住${one.address}` : `，住所地${one.address}`}。`);
  sheet.paragraph(
    `申请人${content.applicants.map((one) => one.name).join("、")}申请司法确认调解协议一案，本院依法进行了审查。现已审查终结。`,
  );
  sheet.paragraph(`申请人因纠纷于${inChinese(content.effectiveDay)}经${content.organisation}主持调解，达成如下调解协议：`);
  content.terms.forEach((text, index) => sheet.paragraph(`${ordinal(index + 1)}、${text}`));
  sheet.paragraph(
    "本院经审查认为，申请人达成的调解协议，符合司法确认调解协议的法定条件。依照《中华人民共和国民事诉讼法》第二百零六条规定，裁定如下：",
  );
  sheet.paragraph(
    `申请人${content.applicants.map((one) => one.name).join("、")}于${inChinese(content.effectiveDay)}经${content.organisation}主持调解达成的调解协议有效。`,
  );
  sheet.paragraph("当事人应当按照调解协议的约定自觉履行义务。一方当事人拒绝履行或者未全部履行的，对方当事人可以向人民法院申请执行。");
  sheet.space(24);
  sheet.paragraph(inChinese(paper.day), { align: "right", indent: false });
  return sheet.finish();
}
