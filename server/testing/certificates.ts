import "reflect-metadata";
import { webcrypto, X509Certificate } from "node:crypto";
import { CryptoKeySigner, type Signer } from "@libpdf/core";
import * as x509 from "@peculiar/x509";

x509.cryptoProvider.set(webcrypto as Crypto);

const RSA = {
  name: "RSASSA-PKCS1-v1_5",
  hash: "SHA-256",
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength: 2048,
};

const SIGNS = x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.nonRepudiation;

export type Authority = { certificate: x509.X509Certificate; keys: CryptoKeyPair };

const pair = () =>
  webcrypto.subtle.generateKey(RSA, true, ["sign", "verify"]) as Promise<CryptoKeyPair>;

const onCurve = (namedCurve: string) =>
  webcrypto.subtle.generateKey({ name: "ECDSA", namedCurve }, true, [
    "sign",
    "verify",
  ]) as Promise<CryptoKeyPair>;

const YEARS = { from: new Date("2020-01-01T00:00:00Z"), to: new Date("2049-12-31T00:00:00Z") };

/** An authority with any name: names prove nothing. */
export async function anAuthority(name: string): Promise<Authority> {
  const keys = await pair();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: "01",
    name,
    notBefore: YEARS.from,
    notAfter: YEARS.to,
    signingAlgorithm: RSA,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(
        x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign,
        true,
      ),
    ],
  });
  return { certificate, keys };
}

/**
 * A key with a certificate by an authority, able to seal; `usages` and `uses` say what it is for.
 */
export async function aSigner(
  authority: Authority,
  subject: string,
  options: {
    usages?: number;
    uses?: string[];
    from?: Date;
    to?: Date;
    isAuthority?: boolean;
    serialNumber?: string;
    curve?: string;
  } = {},
): Promise<Signer & { own: X509Certificate }> {
  const keys = await (options.curve ? onCurve(options.curve) : pair());
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: options.serialNumber ?? "02",
    subject,
    issuer: authority.certificate.subject,
    notBefore: options.from ?? YEARS.from,
    notAfter: options.to ?? YEARS.to,
    signingAlgorithm: RSA,
    publicKey: keys.publicKey,
    signingKey: authority.keys.privateKey,
    extensions: [
      new x509.BasicConstraintsExtension(options.isAuthority ?? false, undefined, true),
      new x509.KeyUsagesExtension(options.usages ?? SIGNS, true),
      ...(options.uses ? [new x509.ExtendedKeyUsageExtension(options.uses)] : []),
    ],
  });
  const der = new Uint8Array(certificate.rawData);
  const root = new Uint8Array(authority.certificate.rawData);
  const key = keys.privateKey as CryptoKey;
  const signer = options.curve
    ? new CryptoKeySigner(key, der, "EC", "ECDSA", [root])
    : new CryptoKeySigner(key, der, "RSA", "RSASSA-PKCS1-v1_5", [root]);
  return Object.assign(signer, { own: new X509Certificate(der) });
}
