import { boundText } from "../drafting/boundText.ts";
import type { FrozenClause } from "../drafting/sentence.ts";

export type ClauseChange = {
  clauseId: string;
  change: "same" | "changed" | "added" | "removed";
  before: FrozenClause | null;
  after: FrozenClause | null;
};

/**
 * R-G5. What changed between two versions, clause by clause, for those who signed the earlier one.
 * A clause's sentence follows from the fields, and a corrected name in it changes no clause.
 */
export function diffClauses(before: FrozenClause[], after: FrozenClause[]): ClauseChange[] {
  const earlier = new Map(before.map((clause) => [clause.id, clause]));
  const changes: ClauseChange[] = after.map((clause) => {
    const old = earlier.get(clause.id) ?? null;
    earlier.delete(clause.id);
    return {
      clauseId: clause.id,
      change: !old ? "added" : boundText(old) === boundText(clause) ? "same" : "changed",
      before: old,
      after: clause,
    };
  });
  return [
    ...changes,
    ...[...earlier.values()].map(
      (old): ClauseChange => ({ clauseId: old.id, change: "removed", before: old, after: null }),
    ),
  ];
}
