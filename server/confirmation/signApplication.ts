import { randomUUID } from "node:crypto";
import { maySignApplication } from "../../shared/confirmation/application.ts";
import type { ParticipantAsker } from "../../shared/people/asker.ts";
import { Refusal } from "../../shared/refusal.ts";
import { proveWill, refuseStranger, type SignatureInput, STATEMENT, willOf } from "../agreements/sign.ts";
import { appendAudit } from "../audit/chain.ts";
import { type CaseRow, inCaseNow } from "../cases/access.ts";
import type { Parts } from "../parts.ts";
import { spendCode } from "../people/codes.ts";
import type { Database, Tx } from "../storage/database.ts";
import { currentApplication, signaturesOf } from "./applications.ts";
import { tellConfirmation } from "./tell.ts";

/** One party signs the application's text as it stands, once, with the code spent in the same transaction. */
export async function signApplication(
  parts: Parts,
  row: CaseRow,
  asked: ParticipantAsker,
  input: SignatureInput,
  from: { ip: string; device: string },
): Promise<void> {
  const refuse = async (db: Database | Tx, asker: ParticipantAsker) => {
    const { application } = await currentApplication(db, row.id);
    const signedParties = (await signaturesOf(db, application)).map((one) => one.party_id);
    const refusal = maySignApplication({ ...application, signedParties }, asker);
    if (refusal) throw new Refusal(refusal);
    await refuseStranger(db, parts, asker);
    if (application.content_hash !== input.hash) throw new Refusal("confirmation/stale");
    return application;
  };
  await refuse(parts.db, asked);
  const { codeId } = await proveWill(parts, asked, "apply", input);
  await parts.db.transaction().execute(async (tx) => {
    const { asker } = await inCaseNow(tx, asked, row.id, "confirmation:sign", parts.now),
      will = willOf(input, asker);
    await appendAudit(tx, row.id, { actor: asker, event: "confirmation/signed", about: { hash: input.hash } });
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
  tellConfirmation(parts, row.id);
}
