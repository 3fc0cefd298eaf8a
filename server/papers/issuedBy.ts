import { inChinese } from "../../shared/day.ts";
import { moment } from "./moment.ts";
import { drawSeal, sealHeight } from "./sealBlock.ts";
import { PITCH } from "./page.ts";
import type { Sheet } from "./sheet.ts";

/** What a paper ends with that only states what the organisation has on record. */
export const RECORDED = "以上情况由本委员会记录在案。";

type Issuer = { organisation: string; at: string };

/**
 * The last words, who issues the paper, and when (`at`, ISO 8601), on one page. The seal has a
 * place and is not drawn, for none is put on these papers.
 */
export function issuedBy(sheet: Sheet, by: Issuer, ...last: string[]): void {
  const { organisation, at } = by;
  const height = last.reduce((sum, text) => sum + sheet.paragraphHeight(text), PITCH);
  const day = inChinese(moment(at).slice(0, 10));
  sheet.need(height + sealHeight(sheet, { name: organisation }));
  for (const text of last) sheet.paragraph(text);
  sheet.space(PITCH);
  drawSeal(sheet, { name: organisation, day, seal: null });
}
