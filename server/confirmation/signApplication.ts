import { randomUUID } from "node:crypto";
import { maySignApplication } from "../../shared/confirmation/application.ts";
import type { Asker, ParticipantAsker } from "../../shared/people/asker.ts";
import { Refusal } from "../../shared/refusal.ts";
import {
  type From,
  proveWill,
  refuseStranger,
  type SignatureInput,
  STATEMENT,
  willOf,
} from "../agreements/sign.ts";
import { inCase } from "../cases/access.ts";
import { act } from "../cases/act.ts";
import type { Parts } from "../parts.ts";
import { spendCode } from "../people/codes.ts";
import { asParticipant } from "../people/participants.ts";
import type { Database, Tx } from "../storage/database.ts";
import { currentApplication, signaturesOf } from "./applications.ts";
import { CONFIRMATION_PARTS } from "./parts.ts";

/**
 * One party signs the application's text as it stands, once, with the code spent in the same
 * transaction.
 */
export async function signApplication(
  parts: Parts,
  who: Asker,
  caseId: string,
  input: SignatureInput,
  from: From,
): Promise<void> {
  await inCase(parts.db, who, caseId, "confirmation:sign");
  const asked = asParticipant(who);
  const refuse = async (db: Database | Tx, asker: ParticipantAsker) => {
    const { application } = await currentApplication(db, caseId);
    const signedParties = (await signaturesOf(db, application)).map((one) => one.party_id);
    const refusal = maySignApplication({ ...application, signedParties }, asker);
    if (refusal) throw new Refusal(refusal);
    await refuseStranger(db, parts, asker);
    if (application.content_hash !== input.hash) throw new Refusal("confirmation/stale");
    return application;
  };
  await refuse(parts.db, asked);
  const { codeId } = await proveWill(parts, asked, "apply", input);
  await act(parts, asked, caseId, "confirmation:sign", async ({ tx, asker, record, touches }) => {
    const will = willOf(input, asker);
    await record("confirmation/signed", { hash: input.hash });
    touches(...CONFIRMATION_PARTS);
    const application = await refuse(tx, asker);
    await spendCode(tx, codeId, parts.now());
    await tx
      .insertInto("application_signature")
      .values({
        id: randomUUID(),
        application_id: application.id,
        revision: application.revision,
        content_hash: input.hash,
        party_id: asker.partyId,
        signer_id: asker.id,
        signer: asker.name,
        capacity: asker.capacity,
        level: will.level,
        statement: STATEMENT,
        strokes: JSON.stringify(will.typedName ? [] : input.strokes),
        typed_name: will.typedName,
        code_id: codeId,
        ip: from.ip,
        device: from.device,
        at: parts.now(),
      })
      .execute();
  });
}
