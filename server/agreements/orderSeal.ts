import { maySeal, sealIsGivenUp, unreadRefusal } from "../../shared/agreements/signing.ts";
import type { Asker } from "../../shared/people/asker.ts";
import { Refusal } from "../../shared/refusal.ts";
import { act } from "../cases/act.ts";
import { retryOutbox } from "../outbox/outbox.ts";
import type { Parts } from "../parts.ts";
import { hasOpened } from "./openedByOffice.ts";
import { AGREEMENT_PARTS } from "./parts.ts";
import { versionOf } from "./versionOf.ts";

/**
 * The office orders the seal of a signed text that it has opened (R-P19); the seal itself is made
 * later, by its job.
 */
export const orderSeal = (
  parts: Parts,
  asked: Asker,
  caseId: string,
  versionId: string,
): Promise<void> =>
  act(parts, asked, caseId, "agreement:seal", async ({ tx, asker, record, later, touches }) => {
    const version = await versionOf(tx, caseId, versionId);
    const isGivenUp = sealIsGivenUp(version.state, version.seal_failed_at);
    const refusal =
      maySeal(version, isGivenUp) ?? unreadRefusal(await hasOpened(tx, versionId, asker.id));
    if (refusal) throw new Refusal(refusal);
    await record("agreements/seal-ordered");
    await tx
      .updateTable("agreement_version")
      .set({ state: "sealing", seal_error: null, seal_failed_at: null })
      .where("id", "=", versionId)
      .execute();
    await later({ kind: "seal", key: `seal:${versionId}`, payload: { versionId } });
    await retryOutbox(tx, `seal:${versionId}`);
    touches(...AGREEMENT_PARTS);
  });
