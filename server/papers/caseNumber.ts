/** A case number as courts write it: the year in full-width brackets. */
export const asPrinted = (code: string): string => code.replace(/^[(（](\d{4})[)）]/, "（$1）");
