import type { SignatureRecord } from "../../shared/agreements/agreement.ts";
import { capacityOf } from "./capacity.ts";
import { moment } from "./moment.ts";
import { SMALL } from "./page.ts";
import type { Sheet } from "./sheet.ts";
import { type SignedTimes, signedTimes } from "./signedTimes.ts";
import { head, table } from "./table.ts";

const ABOUT = [
  "各签名绑定同一份定稿文本，内容摘要与定稿 PDF 摘要见下；任何改动都会使核验不通过。",
  "各签名为《电子签名法》意义上的电子签名，未使用第三方电子认证机构的个人证书；",
  "加盖的印章另有数字签名（PAdES），可用通用 PDF 工具核验。",
  "每个签名的完整形成记录由人民调解委员会保存，申请司法确认时一并提交人民法院。",
].join("");

const COLUMNS = ["签署方", "签名人", "身份", "签署时间", "签名方式"];

/**
 * A page of who signed, for whom, in what capacity, when and at which level. How each signature
 * came about is in the record that court and organisation read.
 */
export function signingList(sheet: Sheet, times: SignedTimes, signatures: SignatureRecord[]): void {
  sheet.newPage();
  sheet.heading("签署情况");
  sheet.paragraph(ABOUT, { size: 11 });
  sheet.space(4);
  signedTimes(sheet, times);
  const rows = signatures.map((one) => [
    { text: one.partyTitle },
    { text: one.signer },
    { text: capacityOf(one) },
    { text: moment(one.at) },
    { text: one.level === "code-and-drawing" ? "验证码与手写笔迹" : "验证码与键入姓名" },
  ]);
  table(sheet, [20, 27, 17, 19, 17], rows, { head: COLUMNS.map(head), size: SMALL });
}
