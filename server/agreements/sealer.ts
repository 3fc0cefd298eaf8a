import { webcrypto } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { CryptoKeySigner, P12Signer, PDF, type Signer } from "@libpdf/core";
import type { Keys } from "../storage/keys.ts";
import { keepOnce } from "../storage/keys.ts";

/** Applies the organisation's digital seal to a finished paper. The key may be in a file here, or behind this interface in an HSM. */
export type Sealer = {
  seal(pdf: Uint8Array, about: { reason: string; location: string }): Promise<Buffer>;
  /** DER of the certificates a seal must chain to. */
  trust: Uint8Array[];
  demo: boolean;
  /** Signs a throw-away page; throws when sealing would not work. */
  selfTest(): Promise<void>;
};
export const SEAL_FIELD = "OrganisationSeal";
const YEARS = 3;

export async function openSealer(options: { p12?: string | undefined; password?: string | undefined; keys: Keys }): Promise<Sealer> {
  const made = options.p12 ? await fromFile(options.p12, options.password ?? "") : await demoSigner(options.keys);
  const seal: Sealer["seal"] = async (bytes, about) => {
    const pdf = await PDF.load(bytes);
    const sealed = await pdf.sign({
      signer: made.signer,
      fieldName: SEAL_FIELD,
      reason: about.reason,
      location: about.location,
      level: "B-B",
    });
    return Buffer.from(sealed.bytes);
  };
  return {
    seal,
    trust: made.trust,
    demo: made.demo,
    async selfTest() {
      const blank = PDF.create();
      blank.addPage({ size: "a4" });
      await seal(await blank.save(), { reason: "self-test", location: "" });
    },
  };
}

async function fromFile(file: string, password: string): Promise<{ signer: Signer; trust: Uint8Array[]; demo: boolean }> {
  const signer = await P12Signer.create(readFileSync(file), password);
  return { signer, trust: [signer.certificateChain?.at(-1) ?? signer.certificate], demo: false };
}

/** A certificate of our own making, kept in the data folder, for demos: every paper says so. */
async function demoSigner(keys: Keys): Promise<{ signer: Signer; trust: Uint8Array[]; demo: boolean }> {
  const file = path.join(keys.folder, "demo-seal.json");
  if (!existsSync(file)) {
    const text = JSON.stringify(await makeDemoCertificate());
    keepOnce(file, () => text);
  }
  const kept = JSON.parse(readFileSync(file, "utf8")) as { key: string; certificate: string; authority: string };
  const key = await webcrypto.subtle.importKey(
    "pkcs8",
    Buffer.from(kept.key, "base64"),
    { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" },
    false,
    ["sign"],
  );
  const certificate = new Uint8Array(Buffer.from(kept.certificate, "base64")),
    authority = new Uint8Array(Buffer.from(kept.authority, "base64"));
  return {
    signer: new CryptoKeySigner(key as CryptoKey, certificate, "RSA", "RSASSA-PKCS1-v1_5", [authority]),
    trust: [authority],
    demo: true,
  };
}

async function makeDemoCertificate() {
  // The certificate library wants this in place before it loads; only a first demo start needs either.
  await import("reflect-metadata");
  const x509 = await import("@peculiar/x509");
  x509.cryptoProvider.set(webcrypto as Crypto);
  const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256", publicExponent: new Uint8Array([1, 0, 1]), modulusLength: 2048 };
  const pair = () => webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]) as Promise<CryptoKeyPair>;
  const [root, leaf] = [await pair(), await pair()],
    from = new Date(Date.now() - 86_400_000),
    to = new Date(from.getTime() + YEARS * 365 * 86_400_000);
  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: "01",
    name: "CN=云调解演示根证书,O=云调解（仅供演示）,C=CN",
    notBefore: from,
    notAfter: to,
    signingAlgorithm: algorithm,
    keys: root,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(root.publicKey),
    ],
  });
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: "02",
    subject: "CN=人民调解委员会演示印章,O=云调解（仅供演示）,C=CN",
    issuer: authority.subject,
    notBefore: from,
    notAfter: to,
    signingAlgorithm: algorithm,
    publicKey: leaf.publicKey,
    signingKey: root.privateKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.nonRepudiation, true),
      await x509.AuthorityKeyIdentifierExtension.create(root.publicKey),
      await x509.SubjectKeyIdentifierExtension.create(leaf.publicKey),
    ],
  });
  const base64 = (bytes: ArrayBuffer) => Buffer.from(bytes).toString("base64");
  return {
    key: base64(await webcrypto.subtle.exportKey("pkcs8", leaf.privateKey)),
    certificate: base64(certificate.rawData),
    authority: base64(authority.rawData),
  };
}
