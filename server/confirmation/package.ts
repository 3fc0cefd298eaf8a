import { strToU8, zipSync } from "fflate";
import { PACKAGE_NAMES } from "../../shared/confirmation/packageNames.ts";
import { RULING } from "../../shared/confirmation/packagePapers.ts";
import type { Parts } from "../parts.ts";
import { filedText } from "./applicationText.ts";
import type { ApplicationRow } from "./applications.ts";
import { filingOf } from "./filings.ts";
import { supplementsOf } from "./supplements.ts";

/** ZIP keeps local wall time; this one is the same everywhere. */
const FIXED = new Date(2026, 0, 1, 0, 0, 0);

/** What the manifest says of a file that lies in the package. */
type Entry = {
  document: string;
  name: string;
  bytes: number;
  pages: number;
  sha256: string;
  signers: { name: string; at: string }[];
};

/**
 * The package a court downloads: the bytes that were filed, and a manifest with hash, size, pages
 * and signers of each.
 */
export async function buildPackage(parts: Parts, application: ApplicationRow): Promise<Buffer> {
  const filing = await filingOf(parts, application);
  const content = filedText(filing);
  const documents: Entry[] = filing.documents.map(
    ({ document, name, bytes, pages, file, signers }) => ({
      document,
      name,
      bytes,
      pages,
      sha256: file,
      signers,
    }),
  );
  const files: [string, Uint8Array][] = [];
  for (const one of filing.documents)
    files.push([one.name, new Uint8Array(await parts.files.get(one.file))]);
  if (application.ruling_file) {
    const bytes = await parts.files.get(application.ruling_file);
    const name = PACKAGE_NAMES.ruling;
    files.push([name, new Uint8Array(bytes)]);
    documents.push({
      document: RULING.name,
      name,
      bytes: bytes.byteLength,
      pages: application.ruling_pages ?? 0,
      sha256: application.ruling_file,
      signers: [],
    });
  }
  const manifest = {
    schema: "yuntiao/court-package/1",
    applicationId: application.id,
    revision: filing.revision,
    caseCode: content.caseCode,
    court: content.court,
    organisation: content.organisation,
    agreementCode: content.agreementCode,
    agreementHash: content.agreementHash,
    applicationHash: filing.content_hash,
    effectiveDay: content.effectiveDay,
    deadline: content.deadline,
    filedAt: application.filed_at?.toISOString() ?? null,
    revisionFiledAt: filing.filed_at.toISOString(),
    state: application.state,
    rulingNumber: application.ruling_number,
    documents,
    supplements: await supplementsOf(parts.db, application.id),
  };
  // Nothing here says which seal to trust: a forger would say it too. The court knows the
  // organisation's certificate already.
  const entries = Object.fromEntries([
    ...files,
    [PACKAGE_NAMES.manifest, strToU8(JSON.stringify(manifest, null, 2))],
  ]);
  // PDFs are packed already: storing them keeps the server's loop free.
  return Buffer.from(zipSync(entries, { mtime: FIXED, level: 0 }));
}
