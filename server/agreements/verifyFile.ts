import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { readSettings } from "../settings.ts";
import { openKeys } from "../storage/keys.ts";
import { openSealer } from "./sealer.ts";
import { trustOf } from "./trust.ts";
import { type Trust, verifySealed } from "./verifySealed.ts";

/** `npm run verify -- FILE.pdf [--trust trust.json]`: checks a sealed agreement offline; exit 0 only if all of it holds. */
const [file, flag, trustFile] = process.argv.slice(2);
if (!file || !existsSync(file)) {
  console.error("usage: npm run verify -- FILE.pdf [--trust trust.json]");
  process.exit(2);
}

async function readTrust(): Promise<Trust> {
  if (flag === "--trust" && trustFile) {
    const given = JSON.parse(readFileSync(trustFile, "utf8")) as { certificates: string[]; auditKey: string };
    return { certificates: given.certificates.map((one) => new Uint8Array(Buffer.from(one, "base64"))), auditKey: given.auditKey };
  }
  const settings = readSettings(process.env),
    keys = openKeys(settings.DATA_DIR, settings.AUTH_SECRET);
  return trustOf(await openSealer({ p12: settings.SEAL_P12, password: settings.SEAL_P12_PASSWORD, keys }), keys);
}

const NAMES: Record<string, string> = {
  "whole-file": "the seal covers the whole file, nothing was added after it",
  "seal-signature": "the seal's digital signature holds",
  "seal-certificate": "the seal's certificate is the trusted one",
  "content-hash": "the attached text has the hash that was signed",
  "signatures-bound": "every party and the mediator signed this text",
  "audit-head": "the case's record is signed",
  "known-bytes": "this is exactly the file on record",
};
const report = await verifySealed(readFileSync(path.resolve(file)), await readTrust());
for (const check of report.checks)
  console.log(`${check.ok ? "ok    " : "FAILED"} ${NAMES[check.code]}${check.detail ? ` (${check.detail})` : ""}`);
console.log(report.valid ? `VALID ${report.content?.caseCode} ${report.evidence?.contentHash}` : "NOT VALID");
process.exitCode = report.valid ? 0 : 1;
