import nzh from "nzh";

const { toMoney } = nzh.cn;

/**
 * R-M1. Money is integer fen (1/100 yuan); the largest amount is below 1,000 亿 yuan so that every
 * sum stays exact.
 */
export const isFen = (value: unknown): value is number =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0 && value < 1e13;

/** 30400000 → "304,000.00". */
export function yuan(fen: number): string {
  const [whole, cents] = (fen / 100).toFixed(2).split(".") as [string, string];
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ",")}.${cents}`;
}

/** R-M2. Amounts in words are derived, never typed: 30400000 → 叁拾万肆仟元整. */
export function inWords(fen: number): string {
  const words = (
    toMoney((fen / 100).toFixed(2), { outSymbol: false, complete: false }) as string
  ).replace(/整$/, "");
  return words.endsWith("分") ? words : `${words}整`;
}

/** "304,000" or "304000.5" or "304000 元" → fen; null when it is not an amount. */
export function parseYuan(text: string): number | null {
  const plain = text.normalize("NFKC").replace(/[,\s元¥]/g, "");
  const parts = /^(\d{1,11})(?:\.(\d{1,2}))?$/.exec(plain);
  return parts ? Number(parts[1]) * 100 + Number((parts[2] ?? "").padEnd(2, "0")) : null;
}
