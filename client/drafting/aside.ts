import { boundText } from "../../shared/drafting/boundText.ts";
import type { Clause } from "../../shared/drafting/clause.ts";
import { isFilled } from "../../shared/drafting/eachField.ts";

/** A clause as this person left it, with words or fields the server has not acknowledged. */
export type Unsent = { number: number; clause: Clause; base: Clause | null };

const saysAnything = ({ paragraphs, fields }: Clause): boolean =>
  paragraphs.some((text) => text.trim()) || Object.values(fields).some(isFilled);

/** Do these two say the same? */
export const sameWords = (a: Clause, b: Clause): boolean => boundText(a) === boundText(b);

/** The clauses of `mine` that `theirs` does not have as they stand here. */
export function unsentOf(mine: Clause[], theirs: Clause[]): Unsent[] {
  const known = new Map(theirs.map((clause) => [clause.id, boundText(clause)]));
  return mine.flatMap((clause, index) =>
    known.get(clause.id) !== boundText(clause) && saysAnything(clause)
      ? [{ number: index + 1, clause, base: theirs.find((one) => one.id === clause.id) ?? null }]
      : [],
  );
}

/**
 * What is not acknowledged yet also lies in this browser, so that closing the tab does not lose it.
 * One place per case and seat.
 */
export function openAside(caseId: string, seat: string | null) {
  const key = `yuntiao.unsent.${caseId}.${seat ?? "staff"}`;
  return {
    keep(words: Unsent[]): void {
      try {
        if (words.length) localStorage.setItem(key, JSON.stringify(words));
        else localStorage.removeItem(key);
      } catch {
        /* no storage here: the words still stand on the page */
      }
    },
    /** What lies here and is not in the server's text. */
    missingFrom(theirs: Clause[]): Unsent[] {
      try {
        const kept = JSON.parse(localStorage.getItem(key) ?? "[]") as Unsent[];
        return kept.filter(({ clause }) => unsentOf([clause], theirs).length > 0);
      } catch {
        return [];
      }
    },
  };
}
