import { isWithdrawn, withdrawalRefusal } from "../../shared/confirmation/courtChoice.ts";
import { type Asker, maySignFor } from "../../shared/people/asker.ts";
import { Refusal } from "../../shared/refusal.ts";
import { signHead } from "../audit/chain.ts";
import { act } from "../cases/act.ts";
import { partiesOf } from "../cases/parties.ts";
import type { Parts } from "../parts.ts";
import { asParticipant } from "../people/participants.ts";
import { currentApplication, withdrawalOf } from "./applications.ts";
import { CONFIRMATION_PARTS } from "./parts.ts";

/**
 * One party agrees to withdraw the returned application; with the last one's word it is withdrawn,
 * and another may follow.
 */
export const withdraw = (parts: Parts, asked: Asker, caseId: string): Promise<void> =>
  act(parts, asked, caseId, "confirmation:sign", async ({ tx, asker: by, record, touches }) => {
    const asker = asParticipant(by);
    touches(...CONFIRMATION_PARTS);
    if (!maySignFor(asker)) throw new Refusal("agreements/no-special-authority");
    await record("confirmation/withdrawal-agreed");
    const { application } = await currentApplication(tx, caseId);
    const agreed = await withdrawalOf(tx, application.id);
    const refusal = withdrawalRefusal(application.state, { id: asker.partyId, agreed });
    if (refusal) throw new Refusal(refusal);
    await tx
      .insertInto("withdrawal_agreed")
      .values({
        application_id: application.id,
        party_id: asker.partyId,
        participant_id: asker.id,
        at: parts.now(),
      })
      .execute();
    const partyIds = (await partiesOf(tx, caseId)).map((party) => party.id);
    if (!isWithdrawn(partyIds, [...agreed, asker.partyId])) return;
    await record("confirmation/withdrawn");
    await tx
      .updateTable("application")
      .set({ state: "withdrawn", decided_at: parts.now() })
      .where("id", "=", application.id)
      .execute();
    await signHead(tx, parts.keys, caseId);
  });
