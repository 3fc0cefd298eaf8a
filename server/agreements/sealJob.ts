import type { AgreementContent, Evidence } from "../../shared/agreements/agreement.ts";
import { recordFor } from "../../shared/agreements/record.ts";
import { canonicalText } from "../../shared/agreements/canonical.ts";
import type { SealTrouble } from "../../shared/agreements/signing.ts";
import { appendAudit, lastLine, signHead } from "../audit/chain.ts";
import { keepMarks } from "../cases/marks.ts";
import { participantsOf } from "../cases/parties.ts";
import { JobFault, putOutbox, type Tried } from "../outbox/outbox.ts";
import { edition } from "../papers/edition.ts";
import type { Parts } from "../parts.ts";
import type { Tx } from "../storage/database.ts";
import { fingerprintOf } from "./certificate.ts";
import { frozenContent, frozenDrawn } from "./frozenContent.ts";
import { type Drawn, sealedPaper, sealWords } from "./paperOf.ts";
import { verifyUrl } from "./freeze.ts";
import { drawRecord, recordsOf } from "./records.ts";
import { hashOf, makeStatement } from "./statement.ts";
import { auditKeyOf, trustOf } from "./trust.ts";
import { verifySealed } from "./verifySealed.ts";

type Version = {
  id: string;
  case_id: string;
  content: string;
  content_hash: string;
  pdf_hash: string;
  paper_file: string;
  code: string;
  drawn: string | null;
};

/**
 * Seals one version: state what was signed → draw → PAdES → our own verifier → store → release.
 * Idempotent by version. A fault from outside (disk, key device) is tried again for as long as it
 * lasts; one of the data itself is given up after a few tries, and staff can open the text again
 * (R-G10).
 */
export async function sealVersion(
  parts: Parts,
  versionId: string,
  { tries, isLast }: Tried,
): Promise<void> {
  const { db } = parts;
  const version = await db
    .selectFrom("agreement_version")
    .selectAll()
    .where("id", "=", versionId)
    .executeTakeFirstOrThrow();
  if (version.state !== "sealing" || version.seal_failed_at) return;
  try {
    // The case's record should not fill with statements that no seal followed.
    if (tries > 1) await outside("seal-unavailable", () => parts.sealer.selfTest());
    const { sealed, record, sealedAt, effectiveAt, content } = await makeSealed(parts, version);
    const file = await parts.files.put(sealed);
    const recordFile = await parts.files.put(record);
    await db
      .transaction()
      .execute((tx) => release(tx, version, content, { file, recordFile, sealedAt, effectiveAt }));
  } catch (error) {
    const trouble: SealTrouble = error instanceof SealFault ? error.trouble : "unknown";
    const isGivenUp = error instanceof SealFault && error.lasting && isLast;
    await db
      .updateTable("agreement_version")
      .set({ seal_error: trouble, seal_failed_at: isGivenUp ? parts.now() : null })
      .where("id", "=", versionId)
      .where("state", "=", "sealing")
      .execute();
    throw error;
  } finally {
    parts.tell(version.case_id, "agreement");
    parts.tell(version.case_id, "case");
  }
}

/** A step of sealing that did not work, in a word that staff are told; its cause is for the log. */
class SealFault extends JobFault {
  readonly trouble: SealTrouble;
  constructor(trouble: SealTrouble, lasting: boolean, cause: unknown) {
    super(`${trouble}: ${cause instanceof Error ? cause.message.split("\n")[0] : cause}`, lasting);
    this.trouble = trouble;
  }
}

const outside = <T>(trouble: SealTrouble, work: () => Promise<T>): Promise<T> =>
  work().catch((error: unknown) => Promise.reject(new SealFault(trouble, false, error)));

const lasting = <T>(trouble: SealTrouble, work: () => Promise<T>): Promise<T> =>
  work().catch((error: unknown) => Promise.reject(new SealFault(trouble, true, error)));

async function makeSealed(parts: Parts, version: Version) {
  const content = frozenContent(version);
  const full = await recordsOf(parts.db, version.id, content);
  const signatures = full.map((one) => recordFor("party", one));
  const { demo, certificates } = parts.sealer;
  const sealedAt = parts.now().toISOString();
  const record = await lasting("not-drawable", () => drawRecord(parts, version, sealedAt));
  const statement = makeStatement(content, version.content_hash, version.pdf_hash, signatures, {
    caseId: version.case_id,
    sealedAt,
    seal: {
      certificates: certificates.map((one) => fingerprintOf(one.raw)),
      demo,
      text: content.organisation.name,
    },
    frozen: drawnOf(parts, version),
    drawnWith: edition(),
    recordHash: hashOf(record),
  });
  const { effectiveAt } = statement;
  const statementText = canonicalText(statement);
  const [auditHead, auditLine] = await parts.db.transaction().execute(async (tx) => {
    await appendAudit(tx, version.case_id, {
      actor: content.organisation,
      event: "agreements/stated",
      about: {
        version: content.version,
        contentHash: version.content_hash,
        statement: hashOf(statementText),
      },
    });
    return [await signHead(tx, parts.keys, version.case_id), await lastLine(tx, version.case_id)];
  });
  const evidence: Evidence = {
    schema: "yuntiao/evidence/1",
    contentHash: version.content_hash,
    pdfHash: version.pdf_hash,
    sealedAt,
    effectiveAt,
    signatures,
    auditHead: { ...auditHead, publicKey: auditKeyOf(parts.keys) },
    auditLine,
  };
  const frozen = await parts.files.get(version.paper_file);
  const paper = sealedPaper({
    content,
    canonical: version.content,
    statement,
    statementText,
    evidence,
    signatures,
    frozen,
  });
  const { bytes } = await lasting("not-drawable", () => parts.papers.render("agreement", paper));
  const sealed = await outside("seal-unavailable", () =>
    parts.sealer.seal(bytes, sealWords(statement)),
  );
  await lasting("own-check-failed", async () => {
    const report = await verifySealed(sealed, trustOf(parts.keys));
    if (!report.valid)
      throw new Error(report.checks.flatMap((check) => (check.ok ? [] : check.code)).join(", "));
  });
  return { sealed, record, sealedAt, effectiveAt, content };
}

const drawnOf = (parts: Parts, version: Version): Drawn =>
  frozenDrawn(version) ?? {
    verifyUrl: verifyUrl(parts, version.code),
    demo: parts.sealer.demo,
    edition: "",
  };

async function release(
  tx: Tx,
  version: Version,
  content: AgreementContent,
  {
    file,
    recordFile,
    sealedAt,
    effectiveAt,
  }: { file: string; recordFile: string; sealedAt: string; effectiveAt: string },
): Promise<void> {
  await appendAudit(tx, version.case_id, {
    actor: content.organisation,
    event: "agreements/sealed",
    about: { file, effectiveAt },
  });
  const done = await tx
    .updateTable("agreement_version")
    .set({
      state: "sealed",
      sealed_at: new Date(sealedAt),
      effective_at: new Date(effectiveAt),
      sealed_file: file,
      record_file: recordFile,
      seal_error: null,
      seal_failed_at: null,
    })
    .where("id", "=", version.id)
    .where("state", "=", "sealing")
    .executeTakeFirst();
  if (done.numUpdatedRows !== 1n) throw new Error("sealed meanwhile by another process");
  await keepMarks(tx, [version.case_id]);
  for (const person of await participantsOf(tx, version.case_id)) {
    await putOutbox(tx, {
      kind: "message",
      caseId: version.case_id,
      key: `sealed:${version.id}:${person.id}`,
      payload: {
        to: person.service_email || person.email || person.phone,
        subject: "调解协议已生效",
        text: `${person.name}，您好：${content.caseCode}调解协议已加盖印章并生效，请打开您的链接查看和下载。如需司法确认，请在期限内共同申请。`,
      },
    });
  }
}
