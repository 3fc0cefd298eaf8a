import { mayDecline } from "../../shared/agreements/signing.ts";
import type { Asker } from "../../shared/people/asker.ts";
import { Refusal } from "../../shared/refusal.ts";
import { act } from "../cases/act.ts";
import { latestVersion } from "./versions.ts";
import type { Parts } from "../parts.ts";
import { asParticipant } from "../people/participants.ts";
import type { Tx } from "../storage/database.ts";
import { AGREEMENT_PARTS } from "./parts.ts";
import { signingFacts } from "./signingFacts.ts";

export type DeclineInput = { versionId: string; reason: string };

/**
 * Whoever takes part may say that they do not sign and why, with or without authority to sign
 * (R-P11).
 */
export const decline = (
  parts: Parts,
  asked: Asker,
  caseId: string,
  { versionId, reason }: DeclineInput,
): Promise<void> =>
  act(
    parts,
    asked,
    caseId,
    "agreement:decline",
    async ({ tx, row, asker: by, record, touches }) => {
      const asker = asParticipant(by);
      await record("agreements/declined", { reason });
      const version = await latestVersion(tx, caseId);
      if (version?.id !== versionId) throw new Refusal("agreements/not-signing");
      const refusal = mayDecline(await signingFacts(tx, row, version), asker);
      if (refusal) throw new Refusal(refusal);
      const at = parts.now();
      await tx
        .updateTable("decline")
        .set({ taken_back_at: at })
        .where("version_id", "=", version.id)
        .where("person_id", "=", asker.id)
        .where("taken_back_at", "is", null)
        .execute();
      await tx
        .insertInto("decline")
        .values({
          version_id: version.id,
          person_id: asker.id,
          party_id: asker.partyId,
          name: asker.name,
          reason,
          at,
          taken_back_at: null,
        })
        .execute();
      touches(...AGREEMENT_PARTS);
    },
  );

/** A party that signs has answered for everybody who acts for it. */
export async function takeBackDeclines(
  tx: Tx,
  versionId: string,
  partyId: string,
  at: Date,
): Promise<void> {
  await tx
    .updateTable("decline")
    .set({ taken_back_at: at })
    .where("version_id", "=", versionId)
    .where("party_id", "=", partyId)
    .where("taken_back_at", "is", null)
    .execute();
}
