import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { MAX_PAPER_BYTES } from "../../shared/agreements/agreement.ts";
import { PACKAGE_NAMES } from "../../shared/confirmation/packageNames.ts";
import { closedList, Refused } from "./closedList.ts";
import { openZip } from "./openZip.ts";

/** A paper that is checked, and where it lies: nobody should take another one for it. */
export type GivenFile = { where: string; bytes: Buffer };

/**
 * An agreement, its signing record where there is one, and the other papers of the package; null
 * when none was given.
 */
export type GivenFiles = {
  agreement: GivenFile;
  record: GivenFile | null;
  others: string[] | null;
};

type Held = { names: string[]; maybeSpoilt: boolean; read(name: string): Buffer | Promise<Buffer> };

const MAX_PACKAGE_BYTES = 10 * MAX_PAPER_BYTES;

/** What an operating system puts by itself into a folder that somebody has looked at. */
const MADE_BY_SYSTEMS = [".DS_Store", "Thumbs.db"];

/**
 * The court package as a ZIP or unpacked in a folder, or the agreement with, after it, the signing
 * record. Null when asked wrongly.
 */
export async function givenFiles([first, second, ...more]: string[]): Promise<GivenFiles | null> {
  if (!first || more.length > 0) return null;
  const isFolder = statSync(first).isDirectory();
  const bytes = isFolder ? null : readFile(first, MAX_PACKAGE_BYTES);
  if (bytes && !bytes.subarray(0, 2).equals(Buffer.from("PK")))
    return {
      agreement: { where: first, bytes },
      record: second ? { where: second, bytes: readFile(second, MAX_PAPER_BYTES) } : null,
      others: null,
    };
  if (second) return null;
  return inPackage(
    first,
    bytes ? { ...(await openZip(bytes, MAX_PAPER_BYTES)), maybeSpoilt: false } : inFolder(first),
  );
}

function inFolder(folder: string): Held {
  const held = readdirSync(folder, { withFileTypes: true }).filter(
    (one) => !(one.isFile() && MADE_BY_SYSTEMS.includes(one.name)),
  );
  const odd = held.find((one) => !one.isFile());
  if (odd) throw new Refused(`it holds something that is no file: ${odd.name}`);
  return {
    names: held.map((one) => one.name),
    maybeSpoilt: true,
    read: (name) => readFile(path.join(folder, name), MAX_PAPER_BYTES),
  };
}

/** The names are chosen first, and nothing but these two is read. */
async function inPackage(
  where: string,
  { names, maybeSpoilt, read }: Held,
): Promise<GivenFiles | null> {
  const parts = closedList(names, { maybeSpoilt });
  const [agreement, record] = [parts.get("agreement"), parts.get("record")];
  const file = async (name: string) => ({ where: path.join(where, name), bytes: await read(name) });
  const others = [...parts.values()].filter(
    (name) => name !== agreement && name !== record && name !== PACKAGE_NAMES.manifest,
  );
  return agreement
    ? { agreement: await file(agreement), record: record ? await file(record) : null, others }
    : null;
}

function readFile(file: string, max: number): Buffer {
  if (statSync(file).size > max) throw new Refused(`a file is too large: ${file}`);
  return readFileSync(file);
}
