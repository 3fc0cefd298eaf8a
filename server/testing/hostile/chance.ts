/** Numbers that look random and are the same again for the same seed. */
export function openChance(seed: number) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  const often = (share: number) => next() < share;
  const pick = <T>(things: readonly T[]): T => things[below(things.length)] as T;
  const bytes = (length: number) => Buffer.from(Array.from({ length }, () => below(256)));
  return { below, often, pick, bytes };
}

export type Chance = ReturnType<typeof openChance>;

const TEXTS = [
  "",
  " ",
  "\u0000",
  "\ud800",
  "𠅤",
  "\u202e",
  "\u2028",
  "'; drop table cases; --",
  "<script>",
  "../../etc/passwd",
  "%00",
  "%ff%fe",
  "null",
  "{}",
  "[]",
  "__proto__",
  "constructor",
  "toString",
  "NaN",
  "1e999",
  "-1",
  "2026-02-30",
  "0x10",
  "9".repeat(400),
  "{{7*7}}",
  "00000000-0000-4000-8000-000000000000",
  "undefined",
  "true",
  "\r\nx-a: b",
  "\uffff",
  "a".repeat(5000),
  "。".repeat(3000),
];

export const strangeText = (chance: Chance): string =>
  chance.often(0.7)
    ? chance.pick(TEXTS)
    : chance.bytes(chance.below(60)).toString(chance.often(0.5) ? "latin1" : "utf8");

/** A value that nobody expects, a few levels deep at most. */
export function strangeValue(chance: Chance, depth = 0): unknown {
  const kind = chance.below(depth > 3 ? 6 : 9);
  if (kind < 2) return strangeText(chance);
  if (kind === 2) return chance.pick([0, -1, 1.5, 2 ** 53, -(2 ** 31), 1e308, 20, 1]);
  if (kind === 3) return chance.often(0.5);
  if (kind === 4) return null;
  if (kind === 5) return chance.pick([[], {}, [[]], [{}]]);
  if (kind === 6)
    return Array.from({ length: chance.below(6) }, () => strangeValue(chance, depth + 1));
  return strangeObject(
    chance,
    Array.from({ length: chance.below(5) }, () => strangeText(chance)),
    depth,
  );
}

export function strangeObject(chance: Chance, names: string[], depth = 0): Record<string, unknown> {
  const made: Record<string, unknown> = Object.create(null);
  for (const name of names) if (chance.often(0.8)) made[name] = strangeValue(chance, depth + 1);
  return made;
}

/** The same bytes with something wrong: flipped, cut, doubled, overwritten. */
export function mutated(chance: Chance, real: Buffer): Buffer {
  const bytes = Buffer.from(real);
  const at = chance.below(bytes.length);
  const length = chance.below(200);
  const how = chance.below(5);
  if (how === 0) return bytes.subarray(0, at);
  if (how === 1) return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
  if (how === 2)
    return Buffer.concat([
      bytes.subarray(0, at),
      bytes.subarray(at, at + length),
      bytes.subarray(at),
    ]);
  if (how === 3) {
    chance.bytes(length).copy(bytes, at);
    return bytes;
  }
  for (let n = chance.below(8); n >= 0; n--) bytes[chance.below(bytes.length)] = chance.below(256);
  return bytes;
}
