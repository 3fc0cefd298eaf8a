/** One value of DER: its tag, its bytes with and without the head, and what it holds. */
export type Der = { tag: number; whole: Buffer; body: Buffer; parts: Der[] };
const MAX_DEPTH = 24;
const CONSTRUCTED = 0x20;
const LONG_TAG = 0x1f;

/**
 * Reads exactly one value in its one encoding; null for anything else, also when bytes follow it.
 */
export function readDer(bytes: Buffer): Der | null {
  const found = readOne(bytes, 0);
  return found && found.whole.length === bytes.length ? found : null;
}

/** Reads one value at the beginning, whatever follows it. */
export const readFirst = (bytes: Buffer): Der | null => readOne(bytes, 0);

function readOne(bytes: Buffer, depth: number): Der | null {
  const [tag, first] = [bytes[0], bytes[1]];
  if (
    tag === undefined ||
    first === undefined ||
    depth > MAX_DEPTH ||
    (tag & LONG_TAG) === LONG_TAG
  )
    return null;
  const more = first < 0x80 ? 0 : first & 0x7f;
  if (first === 0x80 || more > 3 || bytes.length < 2 + more) return null;
  const length = more === 0 ? first : bytes.readUIntBE(2, more);
  const head = 2 + more;
  // The shortest way to write a length is the only one.
  if ((more > 0 && (length < 0x80 || length < 256 ** (more - 1))) || bytes.length < head + length)
    return null;
  const body = bytes.subarray(head, head + length);
  const parts = tag & CONSTRUCTED ? readAll(body, depth + 1) : [];
  return parts && { tag, whole: bytes.subarray(0, head + length), body, parts };
}

function readAll(bytes: Buffer, depth: number): Der[] | null {
  const all: Der[] = [];
  for (let at = 0; at < bytes.length; ) {
    const one = readOne(bytes.subarray(at), depth);
    if (!one) return null;
    all.push(one);
    at += one.whole.length;
  }
  return all;
}

/** Writes one value. */
export function der(tag: number, ...parts: (Buffer | Uint8Array)[]): Buffer {
  const body = Buffer.concat(parts);
  const size = body.length;
  if (size < 0x80) return Buffer.concat([Buffer.from([tag, size]), body]);
  const width = size < 0x100 ? 1 : size < 0x10000 ? 2 : 3;
  const head = Buffer.alloc(2 + width);
  head[0] = tag;
  head[1] = 0x80 | width;
  head.writeUIntBE(size, 2, width);
  return Buffer.concat([head, body]);
}

/** An object identifier, as 1.2.840.113549.1.7.2. */
export function oid(dotted: string): Buffer {
  const [first, second, ...rest] = dotted.split(".").map(Number) as [number, number, ...number[]];
  const bytes = [first * 40 + second, ...rest].flatMap((arc) => {
    const digits = [arc & 0x7f];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128))
      digits.unshift((left & 0x7f) | 0x80);
    return digits;
  });
  return der(0x06, Buffer.from(bytes));
}
