import { page } from "./page.ts";
import type { Sheet } from "./sheet.ts";
import { GREY } from "./signatures.ts";

/** All in points. */
const NAME = 13;
const DAY = 12;

/** Where the day begins below the middle of the seal: under its star. */
const DAY_BELOW = 12;
const SEAL_WIDTH = 250;
const SEAL_ROOM = 124;

/** `seal` is the word in it; null where no seal was put on: then the place for one is marked. */
export type SealBlock = { name: string; day: string; seal: string | null };

/** How high it will be, in points. */
export const sealHeight = (sheet: Sheet, { name }: Pick<SealBlock, "name">): number =>
  Math.max(SEAL_ROOM, 58 + sheet.blockHeight(name, SEAL_WIDTH, NAME) + 18);

/**
 * The organisation's name and the day at the right. A seal bears the very name that is printed; the
 * day lies in its free middle, clear of its letters and its ring.
 */
export function drawSeal(sheet: Sheet, { name, day, seal }: SealBlock): void {
  const width = Math.max(Math.min(sheet.widthOf(name, NAME), SEAL_WIDTH), SEAL_ROOM);
  const x = page.left + page.textWidth - width;
  const height = sealHeight(sheet, { name });
  sheet.need(height);
  const middle = sheet.y + height / 2;
  const top = middle + DAY_BELOW - sheet.blockHeight(name, width, NAME);
  if (seal) sheet.seal(name, seal, x + width / 2, middle);
  else markPlace(sheet, { x, y: top - NAME * 1.6, width });
  sheet.block(name, { x, y: top, width }, { size: NAME, align: "center" });
  sheet.block(day, { x, y: middle + DAY_BELOW, width }, { size: DAY, align: "center" });
}

function markPlace(sheet: Sheet, at: { x: number; y: number; width: number }): void {
  sheet.block("（盖章处）", at, { size: NAME, align: "center", colour: GREY });
}
