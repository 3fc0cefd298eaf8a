import { PACKAGE_NAMES, type PackagePart } from "../../shared/confirmation/packageNames.ts";

/**
 * What was given can show other papers than those that would be checked: nothing of it is to be
 * relied on.
 */
export class Refused extends Error {}

const PARTS = Object.entries(PACKAGE_NAMES) as [PackagePart, string][];

/** In packages before 2026-11-26; it proved nothing. */
const EARLIER = "trust.json";

/**
 * Some programs that unpack write a Chinese name in other characters. With Chinese left in it, it
 * could pose as another paper.
 */
const SPOILT = /^(\d+)-[^\p{Script=Han}\p{C}/\\]*\.pdf$/u;

function partOf(name: string, maybeSpoilt: boolean): PackagePart | null {
  const exact = PARTS.find(([, known]) => known === name)?.[0];
  const number = maybeSpoilt && SPOILT.exec(name)?.[1];
  return exact ?? PARTS.find(([, known]) => number && known.startsWith(`${number}-`))?.[0] ?? null;
}

/**
 * R-W5. A package is a closed list: each of its papers once under its own name, no folder, nothing
 * else. A second file whose name looks like a paper's would be the one that people open.
 * `maybeSpoilt` for what another program unpacked.
 */
export function closedList(
  names: string[],
  { maybeSpoilt }: { maybeSpoilt: boolean },
): Map<PackagePart, string> {
  const found = new Map<PackagePart, string>();
  for (const name of names) {
    if (name === EARLIER && names.indexOf(name) === names.lastIndexOf(name)) continue;
    const part = partOf(name, maybeSpoilt);
    if (!part) throw new Refused(`it holds something that is no part of a package: ${name}`);
    if (found.has(part))
      throw new Refused(`it holds two files for one paper: ${found.get(part)} and ${name}`);
    found.set(part, name);
  }
  return found;
}
