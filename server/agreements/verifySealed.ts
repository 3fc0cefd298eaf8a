import { createPublicKey } from "node:crypto";
import {
  type AgreementContent,
  type Evidence,
  MAX_PAPER_BYTES,
  type Statement,
} from "../../shared/agreements/agreement.ts";
import { canonicalText } from "../../shared/agreements/canonical.ts";
import type {
  CertificateFacts,
  RecordState,
  Unproved,
  VerifyCheck,
} from "../../shared/agreements/contract.ts";
import { recordBeside } from "../../shared/agreements/record.ts";
import { isHeadSigned, isLastLine } from "../audit/chain.ts";
import { factsOf, fingerprintOf, isMadeOutTo, isRooted, unfit } from "./certificate.ts";
import { cutPdf, readSeal } from "./pdfSeal.ts";
import { hashOf, statementHolds } from "./statement.ts";

/**
 * Fingerprints (SHA-256) of the certificates that may have sealed a paper, known by another way
 * than from the paper.
 */
export type Trust = { pins: string[] };

export type SealedReport = {
  /** Every check that was made holds; `unproved` says what could not be checked. */
  valid: boolean;
  checks: { code: VerifyCheck; ok: boolean; detail?: string }[];
  unproved: Unproved[];
  record: RecordState;
  certificate: CertificateFacts | null;
  signedAt: string | null;
  content: AgreementContent | null;
  evidence: Evidence | null;
  statement: Statement | null;
};

/** The fingerprints that are trusted; the signing record only where it is to be checked too. */
export type Given = Trust & { record?: Uint8Array | undefined };

/** The files a sealed paper carries; the last two only since there are statements. */
type Attached = {
  agreement: string;
  evidence: string;
  statement: string | null;
  frozen: Uint8Array | null;
};

/** From then on a paper without a statement is not one of ours. */
const STATED_SINCE = Date.parse("2026-11-26T00:00:00Z");

/**
 * Checks a sealed agreement with nothing but the file and the fingerprints of the certificates that
 * are trusted, and stops at the first proof that fails: what was not sealed by a trusted
 * certificate is not opened. Whether the pages show what the text says is proved by drawing them
 * again (`drawAgain.ts`).
 */
export async function verifySealed(bytes: Buffer, { pins, record }: Given): Promise<SealedReport> {
  const report: SealedReport = {
    valid: false,
    checks: [],
    unproved: ["revocation", "time"],
    record: record ? "not-checked" : "not-given",
    certificate: null,
    signedAt: null,
    content: null,
    evidence: null,
    statement: null,
  };
  const holds = (code: VerifyCheck, check: boolean | (() => boolean), detail?: string | null) => {
    const ok = typeof check === "boolean" ? check : safely(check);
    report.checks.push({ code, ok, ...(detail ? { detail } : {}) });
    return ok;
  };
  const cut = bytes.byteLength <= MAX_PAPER_BYTES ? cutPdf(bytes) : null;
  if (!holds("whole-file", cut !== null) || !cut) return report;
  const seal = readSeal(cut);
  if (!holds("seal-signature", seal !== null) || !seal) return report;
  report.certificate = factsOf(seal.certificate);
  report.signedAt = seal.signedAt.toISOString();
  const why = unfit(seal.certificate, seal.chain, seal.signedAt);
  if (!holds("seal-certificate", why === null, why)) return report;
  if (!holds("seal-pinned", pins.includes(report.certificate.fingerprint))) return report;

  const attached = await openAttached(bytes).catch(() => null);
  const content = parse<AgreementContent>(attached?.agreement);
  const evidence = parse<Evidence>(attached?.evidence);
  const hash = hashOf(attached?.agreement ?? "");
  const isText =
    content !== null &&
    evidence?.contentHash === hash &&
    canonicalText(content) === attached?.agreement;
  if (!holds("content-hash", isText) || !attached || !content || !evidence) return report;
  report.content = content;
  if (!isMadeOutTo(seal.certificate, content.organisation.name)) report.unproved.push("holder");
  report.evidence = evidence;
  holds("signatures-bound", () => areBound(content, evidence, hash));
  const chain = [seal.certificate, ...seal.chain].map((one) => fingerprintOf(one.raw));
  const statement = parse<Statement>(attached.statement);
  if (attached.statement === null) {
    // Sealed before there were statements: what vouches for the certificate must prove itself.
    if (seal.signedAt.getTime() > STATED_SINCE) holds("statement", false);
    report.unproved.push("statement", "frozen-paper");
    holds("audit-head", () => headHolds(evidence) && isRooted(seal.chain));
  } else {
    const { statement: text, frozen } = attached;
    const from = { content, evidence, chain, signedAt: seal.signedAt };
    holds("statement", () => statement !== null && statementHolds(text, statement, from));
    holds("frozen-paper", frozen !== null && hashOf(frozen) === evidence.pdfHash);
    holds(
      "audit-head",
      () => headHolds(evidence) && isLastLine(evidence.auditHead, evidence.auditLine, hashOf(text)),
    );
    report.statement = statement;
  }
  report.valid = report.checks.every((check) => check.ok);
  if (record) report.record = recordBeside(report.valid, belongs(record, statement));
  return report;
}

function belongs(record: Uint8Array, statement: Statement | null): RecordState {
  if (!statement?.recordHash) return "not-named";
  return hashOf(record) === statement.recordHash ? "belongs" : "wrong";
}

/** What cannot be told does not hold. */
function safely(check: () => boolean): boolean {
  try {
    return check();
  } catch {
    return false;
  }
}

function parse<T>(text: string | null | undefined): T | null {
  try {
    return text ? (JSON.parse(text) as T) : null;
  } catch {
    return null;
  }
}

/**
 * The files a sealed paper carries and no others; null when they are not the ones a sealed paper
 * has.
 */
async function openAttached(bytes: Buffer): Promise<Attached | null> {
  const { PDF } = await import("@libpdf/core");
  const pdf = await PDF.load(new Uint8Array(bytes));
  const names = [...pdf.attachments.list().keys()].sort().join(" ");
  const text = (name: string) => Buffer.from(pdf.attachments.get(name) ?? []).toString("utf8");
  const basic = { agreement: text("agreement.json"), evidence: text("evidence.json") };
  if (names === "agreement.json evidence.json") return { ...basic, statement: null, frozen: null };
  if (names !== "agreement.json evidence.json frozen.pdf statement.json") return null;
  return {
    ...basic,
    statement: text("statement.json"),
    frozen: pdf.attachments.get("frozen.pdf") ?? null,
  };
}

/** Every party and the mediator signed exactly this content and this frozen PDF. */
function areBound(content: AgreementContent, evidence: Evidence, hash: string): boolean {
  const all = evidence.signatures;
  return (
    all.length === content.parties.length + 1 &&
    all.every((one) => one.contentHash === hash && one.pdfHash === evidence.pdfHash) &&
    content.parties.every(
      (party) => all.filter((one) => one.role === "party" && one.partyId === party.id).length === 1,
    ) &&
    all.filter((one) => one.role === "mediator").length === 1
  );
}

/** The head of the case's record is signed by the key in the paper, for which the seal vouches. */
function headHolds(evidence: Evidence): boolean {
  const { publicKey, ...head } = evidence.auditHead;
  return isHeadSigned(
    head,
    createPublicKey({ key: Buffer.from(publicKey, "base64"), format: "der", type: "spki" }),
  );
}
