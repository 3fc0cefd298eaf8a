import { createHash, X509Certificate } from "node:crypto";
import type { CertificateFacts } from "../../shared/agreements/contract.ts";
import { type Der, oid, readDer } from "./der.ts";
import { orderOf } from "./lowS.ts";

/** Our own demo certificates name this organisation; no real one does. */
export const DEMO_ORGANISATION = "云调解（仅供演示）";

/** Why a certificate may not have sealed a paper. */
export type Unfit =
  | "authority"
  | "key-usage"
  | "server-certificate"
  | "weak-key"
  | "not-yet-valid"
  | "expired"
  | "chain";

const KEY_USAGE = oid("2.5.29.15");
const BASIC = oid("2.5.29.19");
const BOOLEAN = 0x01;
const EXTENDED_USAGE = oid("2.5.29.37");

/**
 * For web servers, their clients, code and clocks: keys of these serve something else than sealing
 * papers.
 */
const OTHER_USES = ["1", "2", "3", "8", "9"].map((last) => `1.3.6.1.5.5.7.3.${last}`);
const SIGNS = 0xc0;
const SMALLEST_RSA = 2048;

export const fingerprintOf = (certificate: Uint8Array): string =>
  createHash("sha256").update(certificate).digest("hex");

const oneLine = (name: string) => name.split("\n").join(", ");

export function factsOf(certificate: X509Certificate): CertificateFacts {
  return {
    fingerprint: fingerprintOf(certificate.raw),
    subject: oneLine(certificate.subject),
    issuer: oneLine(certificate.issuer),
    from: new Date(certificate.validFrom).toISOString(),
    to: new Date(certificate.validTo).toISOString(),
    demo: certificate.subject.split("\n").includes(`O=${DEMO_ORGANISATION}`),
  };
}

/**
 * The certificate is made out to the organisation that the paper names, with or without the
 * district before it. A demo's certificate is not asked.
 */
export function isMadeOutTo(certificate: X509Certificate, organisation: string): boolean {
  const plain = (name: string) => name.normalize("NFKC").replaceAll(/\s/g, "");
  const holders = [...certificate.subject.matchAll(/^(?:CN|O)=(.+)$/gm)].map(([, name = ""]) =>
    plain(name),
  );
  return (
    factsOf(certificate).demo ||
    holders.some((holder) => holder.length > 3 && plain(organisation).endsWith(holder))
  );
}

/** A certificate in its one encoding, or null. */
export function readCertificate(bytes: Buffer): X509Certificate | null {
  try {
    const read = readDer(bytes) && new X509Certificate(bytes);
    const isWhole =
      read?.raw.equals(bytes) &&
      read.publicKey &&
      [read.validFrom, read.validTo].every((day) => Date.parse(day) > 0);
    return isWhole ? read : null;
  } catch {
    return null;
  }
}

/**
 * The body of a certificate: [version, serial, algorithm, issuer, validity, subject, key,
 * extensions].
 */
const bodyOf = (certificate: X509Certificate): Der[] =>
  readDer(certificate.raw)?.parts[0]?.parts ?? [];

/** Issuer and serial number, as a seal names its certificate. */
export function nameAndNumber(certificate: X509Certificate): Buffer[] {
  const [, serial, , issuer] = bodyOf(certificate);
  return serial && issuer ? [issuer.whole, serial.whole] : [];
}

function extension(certificate: X509Certificate, id: Buffer): Der | null {
  const list = bodyOf(certificate).find((part) => part.tag === 0xa3)?.parts[0]?.parts ?? [];
  const found = list.find((one) => one.parts[0]?.whole.equals(id))?.parts.at(-1);
  return found ? readDer(found.body) : null;
}

/**
 * Why this certificate may not seal a paper at that moment, or null: it must be for signing
 * (digitalSignature or nonRepudiation), no authority and no server's, valid then, and every
 * certificate that vouches for it must really do so.
 */
export function unfit(
  certificate: X509Certificate,
  chain: X509Certificate[],
  at: Date,
): Unfit | null {
  const usage = extension(certificate, KEY_USAGE);
  const uses = extension(certificate, EXTENDED_USAGE)?.parts ?? [];
  if (certificate.ca || extension(certificate, BASIC)?.parts[0]?.tag === BOOLEAN)
    return "authority";
  if (!usage || ((usage.body[1] ?? 0) & SIGNS) === 0) return "key-usage";
  if (uses.some((use) => OTHER_USES.some((other) => use.whole.equals(oid(other)))))
    return "server-certificate";
  const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey;
  const isStrong =
    asymmetricKeyType === "rsa"
      ? (asymmetricKeyDetails?.modulusLength ?? 0) >= SMALLEST_RSA
      : orderOf(certificate) !== null;
  if (!isStrong) return "weak-key";
  for (const one of [certificate, ...chain]) {
    if (at < new Date(one.validFrom)) return "not-yet-valid";
    if (at > new Date(one.validTo)) return "expired";
  }
  const vouched = [certificate, ...chain].every((one, index, all) => {
    const above = all[index + 1];
    if (above) return above.ca && one.checkIssued(above) && one.verify(above.publicKey);
    return index === 0 || one.subject !== one.issuer || one.verify(one.publicKey);
  });
  return vouched ? null : "chain";
}

/** The last of those that vouch signs itself, so that none of them can vary. */
export function isRooted(chain: X509Certificate[]): boolean {
  const last = chain.at(-1);
  return !last || (last.subject === last.issuer && last.verify(last.publicKey));
}
