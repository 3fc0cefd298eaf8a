import { type PackageDocument, packagePapers, RULING } from "./packagePapers.ts";

/** A file of a court package. */
export type PackagePart = PackageDocument | typeof RULING.name | "manifest";

/**
 * The file name of each part of a court package. It holds nothing else, so that whoever checks it
 * knows that he sees what was checked.
 */
export const PACKAGE_NAMES = Object.fromEntries([
  ...[...packagePapers, RULING].map(({ name, place, title }) => [name, `${place}-${title}.pdf`]),
  ["manifest", "manifest.json"],
]) as Record<PackagePart, string>;
