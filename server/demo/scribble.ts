import type { Stroke } from "../../shared/agreements/agreement.ts";

/** A made-up hand: one bent stroke row per character, the same for the same name. */
export function scribble(name: string): Stroke[] {
  return [...name].flatMap((char, index): Stroke[] => {
    const seed = char.codePointAt(0) ?? 7;
    const left = 40 + index * 130;
    const wave = (k: number) => ((seed >> k) % 23) - 11;
    return [
      [
        [left, 90 + wave(1)],
        [left + 40, 80 + wave(2)],
        [left + 90, 88 + wave(3)],
      ],
      [
        [left + 50, 40 + wave(4)],
        [left + 46 + wave(2), 120],
        [left + 10, 200 + wave(5)],
      ],
      [
        [left + 48, 110],
        [left + 70, 160 + wave(6)],
        [left + 105, 205 + wave(1)],
        [left + 112, 196],
      ],
    ];
  });
}
