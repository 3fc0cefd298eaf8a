import type { Entry, ZipFile } from "yauzl";
import { Refused } from "./closedList.ts";

/** What a ZIP says it holds, and the bytes of one of them. */
export type OpenZip = { names: string[]; read(name: string): Promise<Buffer> };
const MAX_ENTRIES = 10;
const LOCAL = 30;
const CENTRAL = 46;
const END = 22;

/** How it is packed, and that names are UTF-8; not: locked, or sizes written after the file. */
const FLAGS = 0x0806;

/** Extra fields with sizes or a name of their own, which some programs follow and others do not. */
const MISLEADING = [0x0001, 0x7075];

const SAID_TWICE = [
  "generalPurposeBitFlag",
  "compressionMethod",
  "crc32",
  "compressedSize",
  "uncompressedSize",
] as const;

/**
 * Opens a ZIP that every program unpacks to the same files, and inflates nothing yet. Programs go
 * by the directory at the end or by the headers between the files: so both must say the same, the
 * files lie one after another from the first byte to the directory, and the ZIP ends with it.
 */
export async function openZip(bytes: Buffer, maxBytes: number): Promise<OpenZip> {
  const { fromBufferPromise } = await import("yauzl");
  const zip = await fromBufferPromise(bytes, {
    lazyEntries: true,
    decodeStrings: false,
    autoClose: false,
  }).catch(ambiguous);
  if (zip.entryCount > MAX_ENTRIES) throw new Refused(`the ZIP holds ${zip.entryCount} files`);
  const entries = await entriesOf(zip).catch(ambiguous);
  if (!(await isPlain(zip, entries, bytes).catch(() => false))) ambiguous();
  const names = entries.map((entry) => entry.fileNameRaw.toString("utf8"));
  return {
    names,
    async read(name) {
      const entry = entries[names.indexOf(name)];
      if (!entry || entry.uncompressedSize > maxBytes)
        throw new Refused(`a paper in it is too large: ${name}`);
      return inflated(zip, entry).catch(ambiguous);
    },
  };
}

function ambiguous(): never {
  throw new Refused(
    "the ZIP is damaged or was not made by us: programs may unpack it to different files",
  );
}

async function entriesOf(zip: ZipFile): Promise<Entry[]> {
  const all: Entry[] = [];
  for await (const entry of zip.eachEntry()) all.push(entry);
  return all;
}

async function isPlain(zip: ZipFile, entries: Entry[], bytes: Buffer): Promise<boolean> {
  const { parseExtraFields } = await import("yauzl");
  let place = 0;
  let directory = 0;
  for (const entry of entries) {
    const local = await zip.readLocalFileHeaderPromise(entry);
    const extra = [...entry.extraFields, ...parseExtraFields(local.extraField)];
    const isSame =
      local.fileName.equals(entry.fileNameRaw) &&
      SAID_TWICE.every((field) => local[field] === entry[field]);
    if (
      !isSame ||
      entry.relativeOffsetOfLocalHeader !== place ||
      (entry.generalPurposeBitFlag & ~FLAGS) !== 0
    )
      return false;
    if (extra.some((field) => MISLEADING.includes(field.id))) return false;
    place += LOCAL + local.fileNameLength + local.extraFieldLength + entry.compressedSize;
    directory += CENTRAL + entry.fileNameLength + entry.extraFieldLength + entry.fileCommentLength;
  }
  const end = bytes.subarray(-END);
  return (
    place + directory + END === bytes.length &&
    end.readUInt16LE(8) === entries.length &&
    end.readUInt32LE(12) === directory &&
    end.readUInt32LE(16) === place
  );
}

/** The library ends a stream that grows beyond the size in the directory. */
async function inflated(zip: ZipFile, entry: Entry): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of await zip.openReadStreamPromise(entry)) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
