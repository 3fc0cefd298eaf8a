import { randomBytes } from "node:crypto";
import type { AgreementContent, SignatureRecord } from "../../shared/agreements/agreement.ts";
import { effectiveAt } from "../../shared/agreements/signing.ts";
import type { RecordPaper } from "../papers/forms/record.ts";
import type { Parts } from "../parts.ts";
import type { Database, Tx } from "../storage/database.ts";
import { frozenContent } from "./frozenContent.ts";

/**
 * How each signature of a version came about, in full: for the organisation and the court (R-W2).
 */
export async function recordsOf(
  db: Database | Tx,
  versionId: string,
  content: AgreementContent,
): Promise<SignatureRecord[]> {
  const rows = await db
    .selectFrom("signature")
    .selectAll()
    .where("version_id", "=", versionId)
    .orderBy("at")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    role: row.role,
    signer: row.signer,
    partyId: row.party_id,
    signerId: row.signer_id,
    partyTitle:
      row.role === "mediator"
        ? "人民调解员"
        : (content.parties.find((party) => party.id === row.party_id)?.title ?? ""),
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

type Signed = { id: string; content: string; content_hash: string; pdf_hash: string };

/** Draws the signing record of a version as it is sealed at that moment. */
export async function drawRecord(parts: Parts, version: Signed, sealedAt: string): Promise<Buffer> {
  const content = frozenContent(version);
  const signatures = await recordsOf(parts.db, version.id, content);
  const times = signatures.map((one) => one.at);
  const paper: RecordPaper = {
    caseCode: content.caseCode,
    organisation: content.organisation.name,
    code: content.code,
    demo: parts.sealer.demo,
    contentHash: version.content_hash,
    pdfHash: version.pdf_hash,
    frozenAt: content.frozenAt,
    sealedAt,
    effectiveAt: effectiveAt(times, sealedAt),
    signatures,
    salt: randomBytes(32).toString("hex"),
  };
  return (await parts.papers.render("record", paper)).bytes;
}

type Sealed = Signed & { sealed_at: Date | null; record_file: string | null };

/**
 * The signing record of a sealed version: the bytes its statement names, or, sealed before there
 * were such, drawn now.
 */
export const recordOf = async (parts: Parts, version: Sealed): Promise<Buffer> =>
  version.record_file
    ? parts.files.get(version.record_file)
    : drawRecord(parts, version, (version.sealed_at as Date).toISOString());
