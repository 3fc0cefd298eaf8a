import { webcrypto, X509Certificate } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { CryptoKeySigner, P12Signer, PDF, type Signer } from "@libpdf/core";
import { z } from "zod";
import type { Keys } from "../storage/keys.ts";
import { KEY_FILES, keepOnce } from "../storage/keys.ts";
import { DEMO_ORGANISATION, factsOf, unfit } from "./certificate.ts";
import { keepCertificate } from "./keptCertificates.ts";
import { lowSSigner } from "./lowS.ts";
import { cutPdf, readSeal } from "./pdfSeal.ts";

export type SealWords = { reason: string; location: string; at: Date };

/**
 * Applies the organisation's digital seal to a finished paper. The key may be in a file here, or
 * behind this interface in an HSM.
 */
export type Sealer = {
  seal(pdf: Uint8Array, about: SealWords): Promise<Buffer>;
  /** What a seal carries: the organisation's own certificate, then those that vouch for it. */
  certificates: [X509Certificate, ...X509Certificate[]];
  demo: boolean;
  /** Seals a throw-away page and checks it; throws when sealing would not work. */
  selfTest(): Promise<void>;
};

const SEAL_FIELD = "OrganisationSeal";

/**
 * Puts a seal after what is there, changing nothing of it. The same signer and words give the same
 * bytes but for the signature.
 */
export async function placeSeal(
  bytes: Uint8Array,
  signer: Signer,
  { reason, location, at }: SealWords,
): Promise<Buffer> {
  const pdf = await PDF.load(bytes);
  const sealed = await pdf.sign({
    signer,
    fieldName: SEAL_FIELD,
    reason,
    location,
    signingTime: at,
    level: "B-B",
  });
  return Buffer.from(sealed.bytes);
}

export async function openSealer(options: {
  p12?: string | undefined;
  password?: string | undefined;
  keys: Keys;
}): Promise<Sealer> {
  const signer = lowSSigner(
    options.p12
      ? await fromFile(options.p12, options.password ?? "")
      : await demoSigner(options.keys),
  );
  const certificate = new X509Certificate(signer.certificate);
  const chain = (signer.certificateChain ?? []).map((der) => new X509Certificate(der));
  const { demo } = factsOf(certificate);
  const refuse = (at: Date) => {
    const why = unfit(certificate, chain, at);
    if (why)
      throw new Error(
        `the certificate in SEAL_P12 may not seal papers: ${why} (${certificate.subject.split("\n").join(", ")})`,
      );
  };
  const early = unfit(certificate, chain, new Date());
  if (early && early !== "expired" && early !== "not-yet-valid") refuse(new Date());
  keepCertificate(options.keys.folder, certificate);
  const seal: Sealer["seal"] = async (bytes, about) => {
    refuse(about.at);
    return placeSeal(bytes, signer, about);
  };
  return {
    seal,
    certificates: [certificate, ...chain],
    demo,
    async selfTest() {
      const blank = PDF.create();
      blank.addPage({ size: "a4" });
      const made = await seal(await blank.save(), {
        reason: "self-test",
        location: "",
        at: new Date(),
      });
      const cut = cutPdf(made);
      if (!cut || !readSeal(cut)) throw new Error("the seal does not pass its own check");
    },
  };
}

const fromFile = (file: string, password: string): Promise<Signer> =>
  P12Signer.create(readFileSync(file), password);

const demoSeal = z.object({ key: z.string(), certificate: z.string(), authority: z.string() });

/** A certificate of our own making, kept in the data folder, for demos: every paper says so. */
async function demoSigner(keys: Keys): Promise<Signer> {
  const file = path.join(keys.folder, KEY_FILES.demoSeal);
  if (!existsSync(file)) {
    const text = JSON.stringify(await makeDemoCertificate());
    keepOnce(file, () => text);
  }
  const kept = demoSeal.parse(JSON.parse(readFileSync(file, "utf8")));
  const key = await webcrypto.subtle.importKey(
    "pkcs8",
    Buffer.from(kept.key, "base64"),
    { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" },
    false,
    ["sign"],
  );
  const certificate = new Uint8Array(Buffer.from(kept.certificate, "base64"));
  const authority = new Uint8Array(Buffer.from(kept.authority, "base64"));
  return new CryptoKeySigner(key as CryptoKey, certificate, "RSA", "RSASSA-PKCS1-v1_5", [
    authority,
  ]);
}

async function makeDemoCertificate() {
  // The certificate library wants this in place before it loads; only a first demo start needs
  // either.
  await import("reflect-metadata");
  const x509 = await import("@peculiar/x509");
  x509.cryptoProvider.set(webcrypto as Crypto);
  const algorithm = {
    name: "RSASSA-PKCS1-v1_5",
    hash: "SHA-256",
    publicExponent: new Uint8Array([1, 0, 1]),
    modulusLength: 2048,
  };
  const pair = () =>
    webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]) as Promise<CryptoKeyPair>;
  const [root, leaf] = [await pair(), await pair()];
  const [from, to] = [new Date("2020-01-01T00:00:00Z"), new Date("2049-12-31T00:00:00Z")];
  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: "01",
    name: `CN=云调解演示根证书,O=${DEMO_ORGANISATION},C=CN`,
    notBefore: from,
    notAfter: to,
    signingAlgorithm: algorithm,
    keys: root,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(
        x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign,
        true,
      ),
      await x509.SubjectKeyIdentifierExtension.create(root.publicKey),
    ],
  });
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: "02",
    subject: `CN=人民调解委员会演示印章,O=${DEMO_ORGANISATION},C=CN`,
    issuer: authority.subject,
    notBefore: from,
    notAfter: to,
    signingAlgorithm: algorithm,
    publicKey: leaf.publicKey,
    signingKey: root.privateKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(
        x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.nonRepudiation,
        true,
      ),
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
