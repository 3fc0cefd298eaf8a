import { isWithdrawn, withdrawalRefusal } from "../../shared/confirmation/courtChoice.ts";
import { maySignFor, type ParticipantAsker } from "../../shared/people/asker.ts";
import { Refusal } from "../../shared/refusal.ts";
import { appendAudit, signHead } from "../audit/chain.ts";
import { type CaseRow, inCaseNow } from "../cases/access.ts";
import { partiesOf } from "../cases/store.ts";
import type { Parts } from "../parts.ts";
import { currentApplication, withdrawalOf } from "./applications.ts";
import { tellConfirmation } from "./tell.ts";

/** One party agrees to withdraw the returned application; with the last one's word it is withdrawn, and another may follow. */
export async function withdraw(parts: Parts, row: CaseRow, asked: ParticipantAsker): Promise<void> {
  await parts.db.transaction().execute(async (tx) => {
    const { asker } = await inCaseNow(tx, asked, row.id, "confirmation:sign", parts.now);
    if (!maySignFor(asker)) throw new Refusal("agreements/no-special-authority");
    await appendAudit(tx, row.id, { actor: asker, event: "confirmation/withdrawal-agreed" });
    const { application } = await currentApplication(tx, row.id);
    const agreed = await withdrawalOf(tx, application.id);
    const refusal = withdrawalRefusal(application.state, { id: asker.partyId, agreed });
    if (refusal) throw new Refusal(refusal);
    await tx
      .insertInto("withdrawal_agreed")
      .values({ application_id: application.id, party_id: asker.partyId, participant_id: asker.id, at: parts.now() })
      .execute();
    const partyIds = (await partiesOf(tx, row.id)).map((party) => party.id);
    if (!isWithdrawn(partyIds, [...agreed, asker.partyId])) return;
    await appendAudit(tx, row.id, { actor: asker, event: "confirmation/withdrawn" });
    await tx.updateTable("application").set({ state: "withdrawn", decided_at: parts.now() }).where("id", "=", application.id).execute();
    await signHead(tx, parts.keys, row.id);
  });
  tellConfirmation(parts, row.id);
}
