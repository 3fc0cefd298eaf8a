import type { Clause } from "../drafting/clause.ts";

const DIGITS: Record<string, number> = Object.fromEntries(
  ["零〇", "一壹", "二贰两弐", "三叁叄", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"].flatMap(
    (same, value) => [...same].map((char) => [char, value]),
  ),
);

const STATED =
  /一式\s*[（(]?\s*(\d{1,2}|[零〇一壹二贰两弐三叁叄四肆五伍六陆七柒八捌九玖十拾]{1,3})\s*[）)]?\s*份/g;

/** Every number of copies that a text states ("一式四份", "一式3份", "一式拾贰份"), in order. */
export function statedCopies(text: string): number[] {
  return [...text.normalize("NFKC").matchAll(STATED)]
    .map(([, written = ""]) => numberOf(written))
    .filter((count) => count > 0);
}

function numberOf(written: string): number {
  if (/^\d+$/.test(written)) return Number(written);
  const [tens, ones] = written.split(/[十拾]/);
  const value = (char: string | undefined) => DIGITS[char ?? ""] ?? 0;
  return ones === undefined ? value(tens) : (tens ? value(tens) : 1) * 10 + value(ones);
}

/**
 * R-W1: how many copies there are, from one place. A clause about copies says it; without one, each
 * party and the organisation hold one. The paper's closing line, the application and every check
 * ask here.
 */
export function copiesOf(clauses: Pick<Clause, "kind" | "paragraphs">[], parties: number): number {
  return copiesStated(clauses) ?? parties + 1;
}

/** What the clauses about copies say, or null. */
export function copiesStated(clauses: Pick<Clause, "kind" | "paragraphs">[]): number | null {
  const texts = clauses
    .filter((clause) => clause.kind === "copies")
    .map((clause) => clause.paragraphs.join(""));
  return texts.flatMap(statedCopies)[0] ?? null;
}

/** How papers write a number of copies: 一式两份, 一式三份. */
export const copiesInWords = (count: number) =>
  count === 2
    ? "两"
    : `${count >= 20 ? "一二三四五六七八九"[Math.floor(count / 10) - 1] : ""}${count >= 10 ? "十" : ""}${count % 10 ? "一二三四五六七八九"[(count % 10) - 1] : ""}`;
