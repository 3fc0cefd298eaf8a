import type { Clause } from "../../shared/drafting/clause.ts";
import { Refusal } from "../../shared/refusal.ts";
import type { Parts } from "../parts.ts";
import type { Tx } from "../storage/database.ts";
import { latestDraft } from "./store.ts";

/**
 * One clause as it stands under the case's lock: `about` names it for the record, by the number
 * that people see now.
 */
export type ClauseNow = {
  draftId: string;
  clause: Clause;
  about: { clause: string; number: number };
};

/**
 * The clause in the open draft of a case.
 * @throws Refusal `drafting/not-open`, `drafting/clause-unknown`
 */
export async function clauseNow(
  tx: Tx,
  { drafts }: Pick<Parts, "drafts">,
  caseId: string,
  clauseId: string,
): Promise<ClauseNow> {
  const draft = await latestDraft(tx, caseId);
  if (draft?.state !== "open") throw new Refusal("drafting/not-open");
  const { clauses } = await drafts.read(tx, draft.id);
  const at = clauses.findIndex(({ id }) => id === clauseId);
  const clause = clauses[at];
  if (!clause) throw new Refusal("drafting/clause-unknown");
  return { draftId: draft.id, clause, about: { clause: clauseId, number: at + 1 } };
}
