import { randomUUID } from "node:crypto";
import type { z } from "zod";
import type { AgreementContent } from "../../shared/agreements/agreement.ts";
import type { signatureInput } from "../../shared/agreements/contract.ts";
import { mediatorMaySign, partyMaySign, type SignatureLevel, type SigningFacts } from "../../shared/agreements/signing.ts";
import type { Asker } from "../../shared/people/asker.ts";
import { Refusal } from "../../shared/refusal.ts";
import { appendAudit } from "../audit/chain.ts";
import type { CaseRow } from "../cases/access.ts";
import type { Parts } from "../parts.ts";
import { checkCode, type CodeOwner, type CodePurpose, spendCode } from "../people/codes.ts";
import type { Database, Tx } from "../storage/database.ts";

export type SignatureInput = z.infer<typeof signatureInput>;
export const STATEMENT = "我已阅读协议全文，内容是我的真实意思，我自愿签署，并同意采用电子签名。";
/** Kinds of dispute whose papers the law excludes from electronic signature. */
const PAPER_ONLY_KINDS = ["family"];
const METHODS: Record<string, string> = { video: "视频核对", "in-person": "当面核对" };

export async function signingFacts(
  db: Database | Tx,
  row: CaseRow,
  version: { id: string; state: SigningFacts["state"]; content: string },
): Promise<SigningFacts> {
  const signed = await db.selectFrom("signature").select(["party_id", "role"]).where("version_id", "=", version.id).execute();
  return {
    state: version.state,
    paperOnly: PAPER_ONLY_KINDS.includes(row.kind),
    partyIds: (JSON.parse(version.content) as AgreementContent).parties.map((party) => party.id),
    signedParties: signed.flatMap((one) => (one.party_id ? [one.party_id] : [])),
    mediatorSigned: signed.some((one) => one.role === "mediator"),
  };
}

export const codeOwner = (asker: Asker): CodeOwner => (asker.kind === "participant" ? { participantId: asker.id } : { staffId: asker.id });

/** What every act of signing needs: the statement, a drawing or the exact typed name, and a fresh code. */
export async function proveWill(
  parts: Parts,
  asker: Asker,
  purpose: CodePurpose,
  input: SignatureInput,
): Promise<{ codeId: string; level: SignatureLevel; typedName: string | null }> {
  if (!input.statement) throw new Refusal("agreements/statement-needed");
  const drawn = input.strokes.flat().length >= 5;
  if (!drawn && !input.typedName) throw new Refusal("agreements/signature-needed");
  if (!drawn && input.typedName.normalize("NFC") !== asker.name.normalize("NFC")) throw new Refusal("agreements/typed-name-differs");
  return {
    codeId: await checkCode(parts, codeOwner(asker), purpose, input.code),
    level: drawn ? "code-and-drawing" : "code-and-typed-name",
    typedName: drawn ? null : input.typedName,
  };
}

async function identityOf(db: Database | Tx, asker: Asker): Promise<string> {
  if (asker.kind === "staff") return "工作人员账号登录";
  const person = await db
    .selectFrom("participant")
    .select(["verified_by", "verified_method"])
    .where("id", "=", asker.id)
    .executeTakeFirstOrThrow();
  return `证件已由${person.verified_by ?? ""}${METHODS[person.verified_method ?? ""] ?? ""}`;
}

/** Signs one version: bound by foreign key to its content, once per side, with the code spent in the same transaction. */
export async function sign(
  parts: Parts,
  row: CaseRow,
  asker: Asker,
  versionId: string,
  input: SignatureInput,
  from: { ip: string; device: string },
): Promise<void> {
  const refuse = async (db: Database | Tx) => {
    const version = await db
      .selectFrom("agreement_version")
      .selectAll()
      .where("id", "=", versionId)
      .where("case_id", "=", row.id)
      .executeTakeFirst();
    if (!version) throw new Refusal("agreements/stale-version");
    if (version.state === "void" || version.content_hash !== input.hash) throw new Refusal("agreements/stale-version");
    const facts = await signingFacts(db, row, version);
    const refusal = asker.kind === "participant" ? partyMaySign(facts, asker) : mediatorMaySign(facts);
    if (refusal) throw new Refusal(refusal);
    return { version, facts };
  };
  await refuse(parts.db);
  const will = await proveWill(parts, asker, "sign", input);
  await parts.db.transaction().execute(async (tx) => {
    await appendAudit(tx, row.id, {
      actor: asker.name,
      event: asker.kind === "participant" ? "agreements/signed" : "agreements/mediator-signed",
      about: { contentHash: input.hash, level: will.level },
    });
    const { version } = await refuse(tx),
      party =
        asker.kind === "participant"
          ? await tx.selectFrom("party").select("name").where("id", "=", asker.partyId).executeTakeFirstOrThrow()
          : null;
    await spendCode(tx, will.codeId, parts.now());
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
        on_behalf_of: asker.kind === "participant" && asker.capacity !== "self" ? (party?.name ?? null) : null,
        level: will.level,
        statement: STATEMENT,
        strokes: JSON.stringify(will.typedName ? [] : input.strokes),
        typed_name: will.typedName,
        code_id: will.codeId,
        identity: await identityOf(tx, asker),
        ip: from.ip,
        device: from.device,
        at: parts.now(),
      })
      .execute();
    if (asker.kind === "staff") await tx.updateTable("agreement_version").set({ state: "signed" }).where("id", "=", version.id).execute();
    else
      await tx
        .updateTable("agreement_version")
        .set({ declined_by: null, declined_reason: null })
        .where("id", "=", version.id)
        .where("declined_by", "=", asker.name)
        .execute();
  });
}
