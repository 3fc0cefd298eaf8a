import { recordBeside } from "../../shared/agreements/record.ts";
import type { Answers } from "../../shared/contract.ts";
import { Refusal } from "../../shared/refusal.ts";
import type { Parts } from "../parts.ts";
import { networkOf } from "../transport/address.ts";
import { factsOf } from "./certificate.ts";
import { frozenContent } from "./frozenContent.ts";
import { keptCertificates } from "./keptCertificates.ts";
import { trustOf } from "./trust.ts";

/** The certificate that seals now, and those that sealed before. */
export function sealCertificates({
  sealer,
  keys,
}: Pick<Parts, "sealer" | "keys">): Answers["GET /api/seal"] {
  const now = factsOf(sealer.certificates[0]);
  const earlier = keptCertificates(keys.folder).map(factsOf);
  return { now, earlier: earlier.filter(({ fingerprint }) => fingerprint !== now.fingerprint) };
}

/** What anybody may know of an agreement whose code they hold: never its parties or its text. */
export async function verifyByCode(
  { db, sealer }: Pick<Parts, "db" | "sealer">,
  code: string,
): Promise<Answers["GET /api/verify/:code"]> {
  const version = await db
    .selectFrom("agreement_version")
    .selectAll()
    .where("code", "=", code.toUpperCase())
    .executeTakeFirst();
  const nothing = {
    known: false,
    state: null,
    caseCode: null,
    organisation: null,
    effectiveAt: null,
    shortHash: null,
  };
  if (!version) return { ...nothing, demo: sealer.demo };
  const { caseCode, organisation } = frozenContent(version);
  return {
    known: true,
    state: version.state,
    caseCode,
    organisation: organisation.name,
    effectiveAt: version.effective_at?.toISOString() ?? null,
    shortHash: version.content_hash.slice(0, 16),
    demo: sealer.demo,
  };
}

/**
 * Checks a sealed paper that somebody hands in, alone or followed by its signing record.
 * @param upload the bytes of the paper, then those of the record
 * @param recordSize how many of the bytes are the record's; 0 without one
 */
export async function verifyUploaded(
  parts: Pick<Parts, "db" | "keys" | "readers">,
  upload: Buffer,
  recordSize: number,
  ip: string,
): Promise<Answers["POST /api/verify"]> {
  const bytes = upload.subarray(0, Math.max(0, upload.length - recordSize));
  const record = recordSize > 0 ? upload.subarray(bytes.length) : undefined;
  if (bytes.subarray(0, 5).toString("latin1") !== "%PDF-") throw new Refusal("verify/not-a-paper");
  const report = await parts.readers.verify(
    bytes,
    { ...trustOf(parts.keys), record },
    networkOf(ip),
  );
  const known = await parts.db
    .selectFrom("agreement_version")
    .select("state")
    .where("sealed_file", "=", report.sha256.agreement)
    .executeTakeFirst();
  // This very file is on record: that stands in for drawing its pages again, which was done when it
  // was sealed.
  const checks = [
    { code: "known-bytes" as const, ok: known?.state === "sealed" },
    ...report.checks,
  ];
  const valid = checks.every(({ ok }) => ok);
  const { content, evidence, certificate } = report;
  return {
    valid,
    checks,
    unproved: report.unproved,
    record: recordBeside(valid, report.record),
    sha256: report.sha256,
    certificate,
    signedAt: report.signedAt,
    paper:
      valid && content && evidence
        ? {
            code: content.code,
            caseCode: content.caseCode,
            organisation: content.organisation.name,
            effectiveAt: evidence.effectiveAt,
            contentHash: evidence.contentHash,
            demo: certificate?.demo ?? true,
          }
        : null,
  };
}
