import type { Asker } from "../../shared/people/asker.ts";
import { act } from "../cases/act.ts";
import type { Parts } from "../parts.ts";
import { clauseNow } from "./clauseNow.ts";

/** The mediator keeps a clause from being edited, or lets it be edited again. */
export const lockClause = (
  parts: Parts,
  asked: Asker,
  caseId: string,
  input: { clauseId: string; locked: boolean },
): Promise<void> =>
  act(parts, asked, caseId, "draft:lead", async ({ tx, record, touches }) => {
    const { draftId, about } = await clauseNow(tx, parts, caseId, input.clauseId);
    await record(input.locked ? "drafting/locked" : "drafting/unlocked", about);
    const lock = { draft_id: draftId, clause_id: input.clauseId };
    if (input.locked)
      await tx
        .insertInto("clause_lock")
        .values(lock)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    else
      await tx
        .deleteFrom("clause_lock")
        .where("draft_id", "=", draftId)
        .where("clause_id", "=", input.clauseId)
        .execute();
    touches("draft");
  });
