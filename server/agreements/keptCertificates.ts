import { X509Certificate } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { keepOnce } from "../storage/keys.ts";
import { fingerprintOf } from "./certificate.ts";

const SEALS = "seal-certificates";

/**
 * The certificates that have sealed here stay known: a paper is checked against the one of its
 * time.
 */
export function keepCertificate(keys: string, certificate: X509Certificate): void {
  mkdirSync(path.join(keys, SEALS), { recursive: true, mode: 0o700 });
  keepOnce(path.join(keys, SEALS, `${fingerprintOf(certificate.raw)}.der`), () => certificate.raw);
}

export function keptCertificates(keys: string): X509Certificate[] {
  const folder = path.join(keys, SEALS);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".der"))
    .sort()
    .map((name) => new X509Certificate(readFileSync(path.join(folder, name))));
}
