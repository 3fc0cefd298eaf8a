import type { AgreementContent, Evidence, SignatureRecord } from "../../shared/agreements/agreement.ts";
import { effectiveAt } from "../../shared/agreements/signing.ts";
import { appendAudit, signHead } from "../audit/chain.ts";
import { participantsOf } from "../cases/store.ts";
import { putOutbox } from "../outbox/outbox.ts";
import type { Parts } from "../parts.ts";
import { qrOf, verifyUrl } from "./freeze.ts";
import { auditKeyOf, trustOf } from "./trust.ts";
import { verifySealed } from "./verifySealed.ts";

/** Seals one version: render → PAdES → our own verifier → store → release. Idempotent by version; a failure keeps its cause and is tried again. */
export async function sealVersion(parts: Parts, versionId: string): Promise<void> {
  const { db } = parts,
    version = await db.selectFrom("agreement_version").selectAll().where("id", "=", versionId).executeTakeFirstOrThrow();
  if (version.state !== "sealing") return;
  try {
    const content = JSON.parse(version.content) as AgreementContent,
      organisation = await db
        .selectFrom("organisation")
        .select("seal_text")
        .where("id", "=", content.organisation.id)
        .executeTakeFirstOrThrow();
    const signatures = await recordsOf(parts, versionId, content),
      sealedAt = parts.now().toISOString();
    const head = await signHead(db, parts.keys, version.case_id);
    const evidence: Evidence = {
      schema: "yuntiao/evidence/1",
      contentHash: version.content_hash,
      pdfHash: version.pdf_hash,
      sealedAt,
      effectiveAt: effectiveAt(
        signatures.map((one) => one.at),
        sealedAt,
      ),
      signatures,
      auditHead: { ...head, publicKey: auditKeyOf(parts.keys) },
    };
    const { bytes } = await parts.papers.render("agreement", {
      content,
      contentHash: version.content_hash,
      verifyUrl: verifyUrl(parts, version.code),
      qr: qrOf(verifyUrl(parts, version.code)),
      demo: parts.sealer.demo,
      sealed: { signatures, evidence, sealText: organisation.seal_text, canonical: version.content },
    });
    const sealed = await parts.sealer.seal(bytes, { reason: "加盖人民调解委员会印章", location: content.organisation.district });
    const report = await verifySealed(sealed, trustOf(parts.sealer, parts.keys));
    if (!report.valid)
      throw new Error(
        `the sealed paper fails its own check: ${report.checks
          .filter((check) => !check.ok)
          .map((check) => check.code)
          .join(", ")}`,
      );
    const file = await parts.files.put(sealed);
    await db.transaction().execute(async (tx) => {
      await appendAudit(tx, version.case_id, {
        actor: content.organisation.name,
        event: "agreements/sealed",
        about: { file, effectiveAt: evidence.effectiveAt },
      });
      const done = await tx
        .updateTable("agreement_version")
        .set({
          state: "sealed",
          sealed_at: new Date(sealedAt),
          effective_at: new Date(evidence.effectiveAt),
          sealed_file: file,
          seal_error: null,
        })
        .where("id", "=", versionId)
        .where("state", "=", "sealing")
        .executeTakeFirst();
      if (done.numUpdatedRows !== 1n) throw new Error("sealed meanwhile by another process");
      for (const person of await participantsOf(tx, version.case_id)) {
        await putOutbox(tx, {
          kind: "message",
          caseId: version.case_id,
          key: `sealed:${versionId}:${person.id}`,
          payload: {
            to: person.service_email || person.email || person.phone,
            subject: "调解协议已生效",
            text: `${person.name}，您好：${content.caseCode}调解协议已加盖印章并生效，请打开您的链接查看和下载。如需司法确认，请在期限内共同申请。`,
          },
        });
      }
    });
  } catch (error) {
    await db
      .updateTable("agreement_version")
      .set({ seal_error: (error as Error).message.slice(0, 500) })
      .where("id", "=", versionId)
      .execute();
    throw error;
  } finally {
    parts.tell(version.case_id, "agreement");
    parts.tell(version.case_id, "case");
  }
}

async function recordsOf(parts: Parts, versionId: string, content: AgreementContent): Promise<SignatureRecord[]> {
  const rows = await parts.db.selectFrom("signature").selectAll().where("version_id", "=", versionId).orderBy("at").execute();
  return rows.map((row) => ({
    id: row.id,
    role: row.role,
    signer: row.signer,
    partyId: row.party_id,
    partyTitle: row.role === "mediator" ? "人民调解员" : (content.parties.find((party) => party.id === row.party_id)?.title ?? ""),
    capacity: row.capacity as SignatureRecord["capacity"],
    onBehalfOf: row.on_behalf_of,
    level: row.level,
    statement: row.statement,
    contentHash: row.content_hash,
    pdfHash: row.pdf_hash,
    at: row.at.toISOString(),
    ip: row.ip,
    device: row.device,
    identity: row.identity,
    strokes: row.strokes,
    typedName: row.typed_name,
  }));
}
