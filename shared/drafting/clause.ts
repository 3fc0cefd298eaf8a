import { isFen } from "../money.ts";
import { isDay } from "../day.ts";

export const clauseKinds = ["payment", "guarantee", "act", "breach", "waiver", "copies", "free"] as const;
export type ClauseKind = (typeof clauseKinds)[number];
export type Instalment = { amountFen: number | null; dueDate: string | null };
/** Typed data beside the text. Party fields hold party ids; the amount in words is derived, never stored. */
export type ClauseFields = {
  payer: string | null;
  payee: string | null;
  amountFen: number | null;
  dueDate: string | null;
  account: string | null;
  plan: Instalment[];
};
export type Clause = { id: string; kind: ClauseKind; paragraphs: string[]; fields: ClauseFields };

export const emptyFields: ClauseFields = { payer: null, payee: null, amountFen: null, dueDate: null, account: null, plan: [] };
export const MAX_CLAUSES = 100;
export const MAX_CLAUSE_CHARACTERS = 5000;
export const MAX_INSTALMENTS = 60;

/** R-D2. The type of each field; null means "not filled in yet". */
export const isFieldValue: Record<Exclude<keyof ClauseFields, "plan">, (value: unknown) => boolean> = {
  payer: (value) => value === null || (typeof value === "string" && value.length <= 64),
  payee: (value) => value === null || (typeof value === "string" && value.length <= 64),
  amountFen: (value) => value === null || isFen(value),
  dueDate: (value) => value === null || isDay(value),
  account: (value) => value === null || (typeof value === "string" && value.length <= 200),
};

/** The sum of a plan in fen, null while a row has no amount. */
export const planTotal = (plan: Instalment[]): number | null =>
  plan.reduce<number | null>((sum, row) => (sum === null || row.amountFen === null ? null : sum + row.amountFen), 0);
const NUMERALS = "〇一二三四五六七八九";
/** 1 → 一, 12 → 十二, 30 → 三十; up to 99, which MAX_CLAUSES keeps (100 is 一百). */
export function ordinal(n: number): string {
  if (n >= 100) return "一百";
  const tens = Math.floor(n / 10),
    ones = n % 10;
  return `${tens > 1 ? NUMERALS[tens] : ""}${tens > 0 ? "十" : ""}${ones > 0 || n === 0 ? NUMERALS[ones] : ""}`;
}
