import { createHash, verify, type X509Certificate } from "node:crypto";
import { nameAndNumber, readCertificate } from "./certificate.ts";
import { type Der, der, oid, readFirst } from "./der.ts";
import { asLowS, orderOf } from "./lowS.ts";

/** A PDF cut where its only signature says: what is signed, and the signature. */
export type CutPdf = { signed: Buffer; cms: Buffer };

/** What a seal is made of once it was proved to be one of ours in form. */
export type Seal = { certificate: X509Certificate; chain: X509Certificate[]; signedAt: Date };

const SHA256 = der(0x30, oid("2.16.840.1.101.3.4.2.1"));
const DATA = oid("1.2.840.113549.1.7.1");
const SIGNED_DATA = oid("1.2.840.113549.1.7.2");
const ONE = Buffer.from([2, 1, 1]);

const SIGNATURES: Record<string, Buffer> = {
  rsa: der(0x30, oid("1.2.840.113549.1.1.11")),
  ec: der(0x30, oid("1.2.840.10045.4.3.2")),
};

const ATTRIBUTES = {
  content: oid("1.2.840.113549.1.9.3"),
  digest: oid("1.2.840.113549.1.9.4"),
  time: oid("1.2.840.113549.1.9.5"),
  certificate: oid("1.2.840.113549.1.9.16.2.47"),
};

/** Earlier ECDSA seals may be either of the two signatures that hold. */
const LOW_S_SINCE = Date.parse("2026-11-26T00:00:00Z");

/** Certificates of a long chain are a few thousand bytes each, twice as many digits. */
const MAX_HOLE = 256 * 1024;
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest();

/**
 * One signature, starting at byte 0, covering everything but one hole that is exactly its hex
 * string, to the very end.
 */
export function cutPdf(bytes: Buffer): CutPdf | null {
  const text = bytes.toString("latin1");
  const places = /\/ByteRange\b[^\]]{0,200}\]?/g;
  const [found, another] = [places.exec(text), places.exec(text)];
  const range = !another && /^\/ByteRange \[(\d+) (\d+) +(\d+) +(\d+) *\]$/.exec(found?.[0] ?? "");
  if (!text.startsWith("%PDF-") || !range) return null;
  const [start, first, second, length] = range.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
  ];
  if (start !== 0 || first <= 0 || second <= first || second + length !== bytes.byteLength)
    return null;
  const hole = second - first <= MAX_HOLE && second - first > 2 ? text.slice(first, second) : "";
  // No group that repeats: over a large file it is more than the engine holds.
  if (hole.length % 2 !== 0 || !/^<[0-9A-F]+>$/.test(hole)) return null;
  return {
    signed: Buffer.concat([bytes.subarray(0, first), bytes.subarray(second)]),
    cms: Buffer.from(hole.slice(1, -1), "hex"),
  };
}

/**
 * Checks a seal over what it signs. Its form is the one our sealer writes, and it is written anew
 * from its certificate, its signed attributes and its signature value: what no signature protects
 * cannot vary, so every changed byte is found. Padding is zeros.
 */
export function readSeal(cut: CutPdf): Seal | null {
  try {
    return sealOf(cut);
  } catch {
    return null; // a key or value that the cryptographic library refuses
  }
}

function sealOf({ signed, cms }: CutPdf): Seal | null {
  const outer = readFirst(cms);
  if (!outer || cms.subarray(outer.whole.length).some((byte) => byte !== 0)) return null;
  const data = outer.parts[1]?.parts[0]?.parts;
  const given = data?.[3]?.parts.map((one) => readCertificate(one.whole)) ?? [];
  const [certificate, ...chain] = given.filter((one) => one !== null);
  const signer = data?.[4]?.parts[0]?.parts ?? [];
  const [attributes, signature] = [signer[3], signer[5]];
  if (!certificate || given.includes(null) || !attributes || !signature) return null;
  const algorithm = SIGNATURES[certificate.publicKey.asymmetricKeyType ?? ""];
  if (
    !algorithm ||
    !write(certificate, chain, attributes, algorithm, signature).equals(outer.whole)
  )
    return null;
  const values = attributesOf(attributes);
  const isSigned = verify(
    "sha256",
    der(0x31, attributes.body),
    certificate.publicKey,
    signature.body,
  );
  if (
    !isSigned ||
    !values.content?.whole.equals(DATA) ||
    !values.digest?.body.equals(sha256(signed)) ||
    !values.certificate?.parts[0]?.parts[0]?.parts[0]?.body.equals(sha256(certificate.raw))
  )
    return null;
  const signedAt = timeOf(values.time);
  const order = orderOf(certificate);
  if (
    order &&
    signedAt &&
    signedAt.getTime() > LOW_S_SINCE &&
    !asLowS(signature.body, order)?.equals(signature.body)
  )
    return null;
  return signedAt && { certificate, chain, signedAt };
}

/** The seal as our sealer writes it. */
function write(
  certificate: X509Certificate,
  chain: X509Certificate[],
  attributes: Der,
  algorithm: Buffer,
  signature: Der,
): Buffer {
  const signer = der(
    0x30,
    ONE,
    der(0x30, ...nameAndNumber(certificate)),
    SHA256,
    der(0xa0, attributes.body),
    algorithm,
    der(0x04, signature.body),
  );
  const certificates = der(0xa0, certificate.raw, ...chain.map((one) => one.raw));
  return der(
    0x30,
    SIGNED_DATA,
    der(0xa0, der(0x30, ONE, der(0x31, SHA256), der(0x30, DATA), certificates, der(0x31, signer))),
  );
}

/**
 * The signed attributes by name; null values where one is missing, twice, or more than one value.
 */
function attributesOf(attributes: Der): Partial<Record<keyof typeof ATTRIBUTES, Der>> {
  const found: Partial<Record<keyof typeof ATTRIBUTES, Der>> = {};
  for (const [name, id] of Object.entries(ATTRIBUTES) as [keyof typeof ATTRIBUTES, Buffer][]) {
    const all = attributes.parts.filter((one) => one.parts[0]?.whole.equals(id));
    const values = all[0]?.parts[1]?.parts ?? [];
    if (all.length === 1 && values.length === 1 && values[0]) found[name] = values[0];
  }
  return found;
}

/** A UTC time with two digits of the year, as seals carry it until 2049. */
function timeOf(value: Der | undefined): Date | null {
  const text =
    value?.tag === 0x17
      ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(value.body.toString("latin1"))
      : null;
  if (!text) return null;
  const [year, month, day, hour, minute, second] = text.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return new Date(Date.UTC(2000 + year, month - 1, day, hour, minute, second));
}
