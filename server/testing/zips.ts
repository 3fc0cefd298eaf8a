import { crc32, deflateRawSync } from "node:zlib";

/**
 * One file of a ZIP as anybody can write it: what its own header and the directory say of it may
 * differ.
 */
export type ZipPart = {
  name: string;
  data: Buffer;
  /** In the header before the file; the directory's where none is given. */
  localName?: string;
  /** Says this size instead of its own. */
  size?: number;
  packed?: boolean;
  flags?: number;
  extra?: Buffer;
  /** The directory points to the file of this number instead of its own. */
  at?: number;
  /** Bytes before its header, of which the directory says nothing. */
  before?: Buffer;
};

const UTF8 = 0x800;

/** A ZIP made by hand. `comment` follows it; `count` is said instead of the number of files. */
export function zipOf(
  parts: ZipPart[],
  { comment = "", count = parts.length }: { comment?: string; count?: number } = {},
): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  const places: number[] = [];
  let place = 0;
  for (const part of parts) {
    const {
      name,
      data,
      localName = name,
      size = data.length,
      packed = false,
      flags = UTF8,
      extra = Buffer.alloc(0),
    } = part;
    const body = packed ? deflateRawSync(data) : data;
    const shared = Buffer.alloc(22);
    shared.writeUInt16LE(flags, 0);
    shared.writeUInt16LE(packed ? 8 : 0, 2);
    shared.writeUInt32LE(crc32(data), 8);
    shared.writeUInt32LE(body.length, 12);
    shared.writeUInt32LE(size, 16);
    const head = (raw: Buffer) => {
      shared.writeUInt16LE(raw.length, 20);
      return shared;
    };
    const [local, central, extraSize] = [
      Buffer.from(localName),
      Buffer.from(name),
      Buffer.alloc(2),
    ];
    const version = Buffer.from([20, 0]);
    const rest = Buffer.alloc(14);
    extraSize.writeUInt16LE(extra.length);
    place += part.before?.length ?? 0;
    places.push(place);
    rest.writeUInt32LE((part.at === undefined ? place : places[part.at]) ?? 0, 10);
    const file = [
      Buffer.from("PK\x03\x04"),
      version,
      Buffer.from(head(local)),
      extraSize,
      local,
      extra,
      body,
    ];
    files.push(part.before ?? Buffer.alloc(0), ...file);
    place += Buffer.concat(file).length;
    directory.push(
      Buffer.from("PK\x01\x02"),
      version,
      version,
      Buffer.from(head(central)),
      extraSize,
      rest,
      central,
      extra,
    );
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(count, 4);
  end.writeUInt16LE(count, 6);
  end.writeUInt32LE(list.length, 8);
  end.writeUInt32LE(place, 12);
  end.writeUInt16LE(comment.length, 16);
  return Buffer.concat([...files, list, Buffer.from("PK\x05\x06"), end, Buffer.from(comment)]);
}
