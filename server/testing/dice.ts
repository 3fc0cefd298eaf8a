/** A number from 0 to below `below`, the same for the same seed. */
export function dice(seed: number) {
  let state = seed >>> 0;
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

export type Dice = ReturnType<typeof dice>;

/** One byte changed to another. */
export function flip(bytes: Buffer, roll: Dice): Buffer {
  const changed = Buffer.from(bytes);
  const at = roll(bytes.length);
  changed[at] = (changed[at] ?? 0) ^ (1 + roll(255));
  return changed;
}
