import { mayDecline } from "../../shared/agreements/signing.ts";
import type { ParticipantAsker } from "../../shared/people/asker.ts";
import { Refusal } from "../../shared/refusal.ts";
import { appendAudit } from "../audit/chain.ts";
import { type CaseRow, inCaseNow } from "../cases/access.ts";
import { latestVersion } from "../cases/store.ts";
import type { Parts } from "../parts.ts";
import type { Tx } from "../storage/database.ts";
import { signingFacts } from "./sign.ts";

/** Whoever takes part may say that they do not sign and why, with or without authority to sign (R-P11). */
export async function decline(parts: Parts, row: CaseRow, asked: ParticipantAsker, versionId: string, reason: string): Promise<void> {
  await parts.db.transaction().execute(async (tx) => {
    const { asker } = await inCaseNow(tx, asked, row.id, "agreement:decline", parts.now);
    await appendAudit(tx, row.id, { actor: asker, event: "agreements/declined", about: { reason } });
    const version = await latestVersion(tx, row.id);
    if (version?.id !== versionId) throw new Refusal("agreements/not-signing");
    const refusal = mayDecline(await signingFacts(tx, row, version), asker);
    if (refusal) throw new Refusal(refusal);
    const [by, at] = [{ version_id: version.id, person_id: asker.id }, parts.now()];
    await tx
      .updateTable("decline")
      .set({ taken_back_at: at })
      .where("version_id", "=", by.version_id)
      .where("person_id", "=", by.person_id)
      .where("taken_back_at", "is", null)
      .execute();
    await tx
      .insertInto("decline")
      .values({ ...by, party_id: asker.partyId, name: asker.name, reason, at, taken_back_at: null })
      .execute();
  });
}

/** A party that signs has answered for everybody who acts for it. */
export async function takeBackDeclines(tx: Tx, versionId: string, partyId: string, at: Date): Promise<void> {
  await tx
    .updateTable("decline")
    .set({ taken_back_at: at })
    .where("version_id", "=", versionId)
    .where("party_id", "=", partyId)
    .where("taken_back_at", "is", null)
    .execute();
}
