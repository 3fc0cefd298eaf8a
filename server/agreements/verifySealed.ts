import { createHash, createPublicKey, webcrypto } from "node:crypto";
import { PDF } from "@libpdf/core";
import * as asn1js from "asn1js";
import * as pkijs from "pkijs";
import type { AgreementContent, Evidence } from "../../shared/agreements/agreement.ts";
import { canonicalText } from "../../shared/agreements/canonical.ts";
import type { VerifyCheck } from "../../shared/agreements/contract.ts";
import { isHeadSigned } from "../audit/chain.ts";

export type Trust = { certificates: Uint8Array[]; auditKey: string };
export type SealedReport = {
  valid: boolean;
  checks: { code: VerifyCheck; ok: boolean; detail?: string }[];
  content: AgreementContent | null;
  evidence: Evidence | null;
};
const MAX_BYTES = 20 * 1024 * 1024;
// The library's global engine is replaced by another library on import, so it is always given one.
const engine = new pkijs.CryptoEngine({ name: "node", crypto: webcrypto as Crypto });

/**
 * Checks a sealed agreement with nothing but the file and the trusted keys: the seal covers the whole file, its
 * signature and certificate hold, the attached text has the signed hash, every signature is bound to it, the audit
 * head is signed. Says valid only when all of it is.
 */
export async function verifySealed(bytes: Buffer, trust: Trust): Promise<SealedReport> {
  const checks: SealedReport["checks"] = [];
  const add = (code: VerifyCheck, ok: boolean, detail?: string) => {
    checks.push({ code, ok, ...(detail ? { detail } : {}) });
    return ok;
  };
  const range = bytes.byteLength <= MAX_BYTES ? byteRange(bytes) : null;
  if (!add("whole-file", range !== null)) return { valid: false, checks, content: null, evidence: null };
  const { signed, cms } = range as NonNullable<typeof range>;
  const { signature, certificate } = await checkSignature(cms, signed, trust.certificates).catch(() => ({
    signature: false,
    certificate: false,
  }));
  add("seal-signature", signature);
  add("seal-certificate", certificate);
  const files = await attachments(bytes).catch(() => null),
    text = files?.["agreement.json"],
    evidence = files?.["evidence.json"] ? parse<Evidence>(files["evidence.json"]) : null;
  const content = text ? parse<AgreementContent>(text) : null,
    hash = text ? createHash("sha256").update(text).digest("hex") : "";
  add("content-hash", content !== null && evidence !== null && evidence.contentHash === hash && canonicalText(content) === text);
  add("signatures-bound", content !== null && evidence !== null && areBound(content, evidence, hash));
  add("audit-head", evidence !== null && evidence.auditHead?.publicKey === trust.auditKey && headHolds(evidence));
  return { valid: checks.every((check) => check.ok), checks, content, evidence };
}

const parse = <T>(text: string): T | null => {
  try {
    return JSON.parse(text) as T;
  } catch {
    return null;
  }
};

/** One signature, starting at byte 0, covering everything but one hole that is exactly its hex string, to the very end. */
function byteRange(bytes: Buffer): { signed: Buffer; cms: Buffer } | null {
  const text = bytes.toString("latin1"),
    found = [...text.matchAll(/\/ByteRange\s*\[\s*(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]/g)];
  if (!text.startsWith("%PDF-") || found.length !== 1) return null;
  const [start, first, second, length] = (found[0] as RegExpExecArray).slice(1).map(Number) as [number, number, number, number];
  if (start !== 0 || first <= 0 || second <= first || second + length !== bytes.byteLength) return null;
  const hole = text.slice(first, second);
  if (!/^<[0-9A-F]*>$/.test(hole)) return null;
  return { signed: Buffer.concat([bytes.subarray(0, first), bytes.subarray(second)]), cms: Buffer.from(hole.slice(1, -1), "hex") };
}

async function checkSignature(cms: Buffer, signed: Buffer, trusted: Uint8Array[]): Promise<{ signature: boolean; certificate: boolean }> {
  const parsed = asn1js.fromBER(new Uint8Array(cms));
  if (parsed.offset === -1) return { signature: false, certificate: false };
  // What follows the structure is padding of the reserved space, and nothing else.
  if (cms.subarray(parsed.offset).some((byte) => byte !== 0)) return { signature: false, certificate: false };
  if (!Buffer.from(parsed.result.toBER()).equals(cms.subarray(0, parsed.offset))) return { signature: false, certificate: false };
  const data = new pkijs.SignedData({ schema: new pkijs.ContentInfo({ schema: parsed.result }).content });
  if (!isPlainSeal(data, parsed.result)) return { signature: false, certificate: false };
  const signature = await data.verify({ signer: 0, data: new Uint8Array(signed).buffer, checkChain: false }, engine);
  const anchors = trusted.map((der) => pkijs.Certificate.fromBER(new Uint8Array(der)));
  const given = (data.certificates ?? []).filter((one): one is pkijs.Certificate => one instanceof pkijs.Certificate);
  const serial = data.signerInfos[0]?.sid as pkijs.IssuerAndSerialNumber;
  const leaf = given.find((one) => one.serialNumber.isEqual(serial.serialNumber) && one.issuer.isEqual(serial.issuer));
  if (!leaf) return { signature, certificate: false };
  // Nothing rides along: a certificate in the seal is the signer's, or one that is trusted byte for byte.
  const known = new Set(trusted.map((der) => Buffer.from(der).toString("base64"))),
    extra = given.filter((one) => one !== leaf);
  if (
    extra.length + 1 !== (data.certificates ?? []).length ||
    extra.some((one) => !known.has(Buffer.from(one.toSchema(false).toBER()).toString("base64")))
  )
    return { signature, certificate: false };
  const chain = new pkijs.CertificateChainValidationEngine({
    trustedCerts: anchors,
    certs: [...given.filter((one) => one !== leaf), leaf],
    checkDate: signingTime(data) ?? new Date(),
  });
  const { result } = await chain.verify({}, engine);
  return { signature, certificate: result };
}

const SHA256 = "2.16.840.1.101.3.4.2.1",
  SIGNED_DATA = "1.2.840.113549.1.7.2",
  DATA = "1.2.840.113549.1.7.1";

/** The one form our seals have. What a signature does not protect must not vary either, so that any changed byte is found. */
function isPlainSeal(data: pkijs.SignedData, outer: asn1js.AsnType): boolean {
  const [signer] = data.signerInfos,
    type = ((outer as asn1js.Sequence).valueBlock.value[0] as asn1js.ObjectIdentifier | undefined)?.valueBlock.toString();
  const isBare = (one: pkijs.AlgorithmIdentifier) => one.algorithmParams === undefined || one.algorithmParams instanceof asn1js.Null,
    isSha256 = (one: pkijs.AlgorithmIdentifier | undefined) => one?.algorithmId === SHA256 && isBare(one);
  return (
    type === SIGNED_DATA &&
    data.signerInfos.length === 1 &&
    signer !== undefined &&
    data.version === 1 &&
    signer.version === 1 &&
    data.encapContentInfo.eContentType === DATA &&
    !data.encapContentInfo.eContent &&
    data.digestAlgorithms.length === 1 &&
    isSha256(data.digestAlgorithms[0]) &&
    isSha256(signer.digestAlgorithm) &&
    isBare(signer.signatureAlgorithm) &&
    !data.crls &&
    !signer.unsignedAttrs
  );
}

function signingTime(data: pkijs.SignedData): Date | null {
  const attribute = data.signerInfos[0]?.signedAttrs?.attributes.find((one) => one.type === "1.2.840.113549.1.9.5")?.values[0] as
    | asn1js.UTCTime
    | undefined;
  return attribute?.toDate?.() ?? null;
}

async function attachments(bytes: Buffer): Promise<Record<string, string>> {
  const pdf = await PDF.load(new Uint8Array(bytes)),
    result: Record<string, string> = {};
  for (const name of ["agreement.json", "evidence.json"]) {
    const file = pdf.attachments.get(name);
    if (file) result[name] = Buffer.from(file).toString("utf8");
  }
  return result;
}

/** Every party and the mediator signed exactly this content and this frozen PDF. */
function areBound(content: AgreementContent, evidence: Evidence, hash: string): boolean {
  const all = evidence.signatures;
  return (
    all.length === content.parties.length + 1 &&
    all.every((one) => one.contentHash === hash && one.pdfHash === evidence.pdfHash) &&
    content.parties.every((party) => all.filter((one) => one.role === "party" && one.partyId === party.id).length === 1) &&
    all.filter((one) => one.role === "mediator").length === 1
  );
}

function headHolds(evidence: Evidence): boolean {
  const { publicKey, ...head } = evidence.auditHead;
  try {
    return isHeadSigned(head, createPublicKey({ key: Buffer.from(publicKey, "base64"), format: "der", type: "spki" }));
  } catch {
    return false;
  }
}
