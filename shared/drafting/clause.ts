import { clauseFields, type FieldsOf } from "./clauseFields.ts";

export const clauseKinds = [
  "payment",
  "guarantee",
  "act",
  "breach",
  "waiver",
  "copies",
  "free",
] as const;

export type ClauseKind = (typeof clauseKinds)[number];

/** Typed data beside the text, as the table of fields describes it. */
export type ClauseFields = FieldsOf<typeof clauseFields>;
export type Instalment = ClauseFields["plan"][number];
export type Clause = { id: string; kind: ClauseKind; paragraphs: string[]; fields: ClauseFields };

const empty: Record<string, unknown> = Object.fromEntries(
  Object.entries(clauseFields).map(([name, { holds }]) => [name, holds === "rows" ? [] : null]),
);

/** A clause's fields before anybody has filled in one. */
export const emptyFields = empty as ClauseFields;
export const MAX_CLAUSES = 100;
export const MAX_CLAUSE_CHARACTERS = 5000;

/** The sum of a plan in fen, null while a row has no amount. */
export const planTotal = (plan: Instalment[]): number | null =>
  plan.reduce<number | null>(
    (sum, row) => (sum === null || row.amountFen === null ? null : sum + row.amountFen),
    0,
  );

const NUMERALS = "〇一二三四五六七八九";

/** 1 → 一, 12 → 十二, 30 → 三十; up to 99, which MAX_CLAUSES keeps (100 is 一百). */
export function ordinal(n: number): string {
  if (n >= 100) return "一百";
  const tens = Math.floor(n / 10);
  const ones = n % 10;
  return `${tens > 1 ? NUMERALS[tens] : ""}${tens > 0 ? "十" : ""}${ones > 0 || n === 0 ? NUMERALS[ones] : ""}`;
}
