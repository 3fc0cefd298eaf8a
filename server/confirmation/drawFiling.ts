import { PACKAGE_NAMES } from "../../shared/confirmation/packageNames.ts";
import { inPackageOrder, type PackageDocument } from "../../shared/confirmation/packagePapers.ts";
import { recordOf } from "../agreements/records.ts";
import { type Signer, signersOf } from "../papers/filedForm.ts";
import { type FiledFormName, forms } from "../papers/forms/index.ts";
import type { Parts } from "../parts.ts";
import type { FilingFacts } from "./filingFacts.ts";

type Made = { bytes: Buffer; pages: number; signers: Signer[] };

/** One paper as the court gets it; `name` is its file's in the package. */
export type DrawnDocument = { document: PackageDocument; name: string } & Made;

type Kept = {
  bytes(parts: Parts, facts: FilingFacts): Promise<Buffer>;
  signers(facts: FilingFacts): Signer[];
};

/** The papers that lie in the case already: the court gets those very bytes. */
export const keptPapers: Record<Exclude<PackageDocument, FiledFormName>, Kept> = {
  agreement: {
    bytes: (parts, { version }) => parts.files.get(version.sealed_file as string),
    signers: ({ signatures }) => signersOf(signatures),
  },
  record: {
    bytes: (parts, { version }) => recordOf(parts, version),
    signers: () => [],
  },
};

/**
 * Everything the court gets, in the order of the package. Drawn once, when it is filed; from then
 * on the bytes count.
 */
export async function drawFiling(parts: Parts, facts: FilingFacts): Promise<DrawnDocument[]> {
  const drawn: DrawnDocument[] = [];
  for (const { name: document } of inPackageOrder) {
    const paper = await made(parts, facts, document);
    drawn.push({ document, name: PACKAGE_NAMES[document], ...paper });
  }
  return drawn;
}

async function made(parts: Parts, facts: FilingFacts, name: PackageDocument): Promise<Made> {
  const form = forms[name];
  if ("gather" in form) {
    const data = form.gather(facts, parts.sealer.demo);
    return { ...(await parts.papers.render(form.name, data)), signers: form.signers(facts) };
  }
  const kept = keptPapers[form.name];
  const bytes = await kept.bytes(parts, facts);
  const { pages } = await parts.readers.pdf(bytes);
  return { bytes, pages, signers: kept.signers(facts) };
}
