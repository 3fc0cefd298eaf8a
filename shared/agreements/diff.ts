import type { Clause } from "../drafting/clause.ts";
import { canonicalText } from "./canonical.ts";

export type ClauseChange = {
  clauseId: string;
  change: "same" | "changed" | "added" | "removed";
  before: Clause | null;
  after: Clause | null;
};

/** R-G5. What changed between two versions, clause by clause, for those who signed the earlier one. */
export function diffClauses(before: Clause[], after: Clause[]): ClauseChange[] {
  const earlier = new Map(before.map((clause) => [clause.id, clause]));
  const changes: ClauseChange[] = after.map((clause) => {
    const old = earlier.get(clause.id) ?? null;
    earlier.delete(clause.id);
    return {
      clauseId: clause.id,
      change: !old ? "added" : canonicalText(old) === canonicalText(clause) ? "same" : "changed",
      before: old,
      after: clause,
    };
  });
  return [
    ...changes,
    ...[...earlier.values()].map((old): ClauseChange => ({ clauseId: old.id, change: "removed", before: old, after: null })),
  ];
}
