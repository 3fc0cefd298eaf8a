import { randomUUID } from "node:crypto";
import type { z } from "zod";
import type { signatureInput } from "../../shared/agreements/contract.ts";
import {
  mediatorMaySign,
  partyMaySign,
  type SignatureLevel,
} from "../../shared/agreements/signing.ts";
import { isSignature } from "../../shared/agreements/ink.ts";
import type { Asker, ParticipantAsker } from "../../shared/people/asker.ts";
import { differsFromParty } from "../../shared/people/ownName.ts";
import { Refusal } from "../../shared/refusal.ts";
import { inCase } from "../cases/access.ts";
import { act } from "../cases/act.ts";
import { statedBy } from "../cases/parties.ts";
import type { Parts } from "../parts.ts";
import { numberOf } from "../people/participants.ts";
import { takeBackDeclines } from "./decline.ts";
import { AGREEMENT_PARTS } from "./parts.ts";
import { signingFacts } from "./signingFacts.ts";
import { checkInWords, checkOf } from "../people/identityCheck.ts";
import { checkCode, type CodeOwner, type CodePurpose, spendCode } from "../people/codes.ts";
import type { Database, Tx } from "../storage/database.ts";

/** Where a signature came from, as it stands on the record. */
export type From = { ip: string; device: string };
export type SignatureInput = z.infer<typeof signatureInput>;
export const STATEMENT = "我已阅读协议全文，内容是我的真实意思，我自愿签署，并同意采用电子签名。";

export const codeOwner = (asker: Asker): CodeOwner =>
  asker.kind === "participant" ? { participantId: asker.id } : { staffId: asker.id };

/**
 * What every act of signing needs: the statement, a drawing or the exact typed name, and a fresh
 * code.
 */
export async function proveWill(
  parts: Parts,
  asker: Asker,
  purpose: CodePurpose,
  input: SignatureInput,
): Promise<{ codeId: string; level: SignatureLevel; typedName: string | null }> {
  return {
    ...willOf(input, asker),
    codeId: await checkCode(parts, codeOwner(asker), purpose, input.code),
  };
}

/**
 * The statement and the drawing or typed name; asked again inside the change, of the name as it is
 * then.
 */
export function willOf(
  input: SignatureInput,
  { name }: Asker,
): { level: SignatureLevel; typedName: string | null } {
  if (!input.statement) throw new Refusal("agreements/statement-needed");
  if (isSignature(input.strokes)) return { level: "code-and-drawing", typedName: null };
  if (!input.typedName) throw new Refusal("agreements/signature-needed");
  if (input.typedName.normalize("NFC") !== name.normalize("NFC"))
    throw new Refusal("agreements/typed-name-differs");
  return { level: "code-and-typed-name", typedName: input.typedName };
}

/**
 * R-P37. The last door before a paper: also for what was frozen, or filed for signing, before the
 * rule was asked there.
 */
export async function refuseStranger(
  db: Database | Tx,
  { keys }: Pick<Parts, "keys">,
  asker: ParticipantAsker,
): Promise<void> {
  const party = await db
    .selectFrom("party")
    .selectAll()
    .where("id", "=", asker.partyId)
    .executeTakeFirstOrThrow();
  const person = await db
    .selectFrom("participant")
    .selectAll()
    .where("id", "=", asker.id)
    .executeTakeFirstOrThrow();
  const refusal = differsFromParty(statedBy(keys, party), {
    ...asker,
    idNumber: numberOf(keys, person),
  });
  if (refusal) throw new Refusal(refusal);
}

async function identityOf(db: Database | Tx, asker: Asker): Promise<string> {
  if (asker.kind === "staff") return "工作人员账号登录";
  return checkInWords(await checkOf(db, asker.id));
}

/**
 * Signs one version: bound by foreign key to its content, once per side, with the code spent in the
 * same transaction.
 */
export async function sign(
  parts: Parts,
  asked: Asker,
  caseId: string,
  input: SignatureInput & { versionId: string },
  from: From,
): Promise<void> {
  const action = asked.kind === "participant" ? "agreement:sign" : "agreement:lead";
  const { row } = await inCase(parts.db, asked, caseId, action);
  const refuse = async (db: Database | Tx, asker: Asker) => {
    const version = await db
      .selectFrom("agreement_version")
      .selectAll()
      .where("id", "=", input.versionId)
      .where("case_id", "=", caseId)
      .executeTakeFirst();
    if (!version) throw new Refusal("agreements/stale-version");
    if (version.state === "void" || version.content_hash !== input.hash)
      throw new Refusal("agreements/stale-version");
    const facts = await signingFacts(db, row, version);
    const refusal =
      asker.kind === "participant" ? partyMaySign(facts, asker) : mediatorMaySign(facts);
    if (refusal) throw new Refusal(refusal);
    if (asker.kind === "participant") await refuseStranger(db, parts, asker);
    return { version };
  };
  await refuse(parts.db, asked);
  const { codeId } = await proveWill(parts, asked, "sign", input);
  await act(parts, asked, caseId, action, async ({ tx, asker, record, touches }) => {
    const will = willOf(input, asker);
    await record(
      asker.kind === "participant" ? "agreements/signed" : "agreements/mediator-signed",
      {
        contentHash: input.hash,
        level: will.level,
      },
    );
    const { version } = await refuse(tx, asker);
    const party =
      asker.kind === "participant"
        ? await tx
            .selectFrom("party")
            .select("name")
            .where("id", "=", asker.partyId)
            .executeTakeFirstOrThrow()
        : null;
    await spendCode(tx, codeId, parts.now());
    await tx
      .insertInto("signature")
      .values({
        id: randomUUID(),
        version_id: version.id,
        content_hash: version.content_hash,
        pdf_hash: version.pdf_hash,
        role: asker.kind === "participant" ? "party" : "mediator",
        signer_id: asker.id,
        signer: asker.name,
        party_id: asker.kind === "participant" ? asker.partyId : null,
        capacity: asker.kind === "participant" ? asker.capacity : "mediator",
        on_behalf_of:
          asker.kind === "participant" && asker.capacity !== "self" ? (party?.name ?? null) : null,
        level: will.level,
        statement: STATEMENT,
        strokes: JSON.stringify(will.typedName ? [] : input.strokes),
        typed_name: will.typedName,
        code_id: codeId,
        identity: await identityOf(tx, asker),
        ip: from.ip,
        device: from.device,
        at: parts.now(),
      })
      .execute();
    if (asker.kind === "staff")
      await tx
        .updateTable("agreement_version")
        .set({ state: "signed" })
        .where("id", "=", version.id)
        .execute();
    else await takeBackDeclines(tx, version.id, asker.partyId, parts.now());
    touches(...AGREEMENT_PARTS);
  });
}
