import { moment } from "./moment.ts";
import { SMALL } from "./page.ts";
import type { Sheet } from "./sheet.ts";
import { head, table } from "./table.ts";

/** The hashes and times that all signatures of a version share; times in ISO 8601. */
export type SignedTimes = {
  contentHash: string;
  pdfHash: string;
  frozenAt: string;
  sealedAt: string;
  effectiveAt: string;
};

/** Draws them as a table, one a row. */
export function signedTimes(sheet: Sheet, times: SignedTimes): void {
  const effective = `${moment(times.effectiveAt)}（最后一个必要签名、盖章完成之时）`;
  const rows = [
    ["内容摘要", times.contentHash],
    ["定稿 PDF 摘要", times.pdfHash],
    ["定稿时间", moment(times.frozenAt)],
    ["盖章时间", moment(times.sealedAt)],
    ["生效时间", effective],
  ] as const;
  table(
    sheet,
    [20, 80],
    rows.map(([name, text]) => [head(name), { text }]),
    { size: SMALL },
  );
  sheet.space(10);
}
