import type { AgreementContent } from "../../shared/agreements/agreement.ts";
import { mayReopen } from "../../shared/agreements/signing.ts";
import { Refusal } from "../../shared/refusal.ts";
import { appendAudit } from "../audit/chain.ts";
import type { Parts } from "../parts.ts";

/**
 * Opens the text again: the frozen version and its signatures are void but kept, and a new epoch is seeded from its
 * JSON. The old document is never thawed, so refused edits can't come back.
 */
export async function reopen(parts: Parts, caseId: string, versionId: string, reason: string, actor: string): Promise<number> {
  return parts.db.transaction().execute(async (tx) => {
    await appendAudit(tx, caseId, { actor, event: "agreements/reopened", about: { reason } });
    const version = await tx
      .selectFrom("agreement_version")
      .selectAll()
      .where("id", "=", versionId)
      .where("case_id", "=", caseId)
      .executeTakeFirst();
    if (!version) throw new Refusal("agreements/none");
    const application = await tx.selectFrom("application").select("state").where("version_id", "=", versionId).executeTakeFirst();
    const refusal = mayReopen(version.state, application?.state ?? null);
    if (refusal) throw new Refusal(refusal);
    await tx
      .updateTable("agreement_version")
      .set({ state: "void", void_reason: reason, voided_at: parts.now() })
      .where("id", "=", versionId)
      .execute();
    const { clauses } = JSON.parse(version.content) as AgreementContent,
      epoch = version.epoch + 1;
    await tx
      .insertInto("draft")
      .values({ case_id: caseId, epoch, state: "open", seed: JSON.stringify(clauses) })
      .execute();
    return epoch;
  });
}
