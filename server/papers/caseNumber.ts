import type { Sheet } from "./sheet.ts";

/** A case number as courts write it: the year in full-width brackets. */
export const asPrinted = (code: string): string => code.replace(/^[(（](\d{4})[)）]/, "（$1）");

/** The number of the mediation below a title: a court's own number (案号) is another. */
export function numberLine(sheet: Sheet, caseCode: string): void {
  sheet.paragraph(`编号：${asPrinted(caseCode)}`, { size: 12, align: "right", indent: false });
  sheet.space(6);
}
