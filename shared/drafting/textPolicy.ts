/**
 * R-D1. What may stand in a clause: NFC text without bidi controls, zero-width characters, variation selectors, private use,
 * lone surrogates, controls or Kangxi-radical look-alikes: what is seen must be what is signed.
 */
const FORBIDDEN =
  /[\u0000-\u0008\u000A-\u001F\u007F-\u009F\u00AD\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFD\uE000-\uF8FF\u2E80-\u2FDF]|[\u{FE00}-\u{FE0F}]|[\u{E0000}-\u{E0FFF}]|[\u{F0000}-\u{10FFFF}]/u;

export const isCleanText = (text: string): boolean => text.isWellFormed() && !FORBIDDEN.test(text) && text.normalize("NFC") === text;

const KANGXI = /[\u2E80-\u2FDF]/gu;
/** What pasted or typed text becomes before it is sent: look-alikes to the real character, invisible characters gone, NFC. */
export function tidyText(text: string): string {
  return text
    .toWellFormed()
    .replace(KANGXI, (char) => char.normalize("NFKC"))
    .normalize("NFC")
    .replace(new RegExp(FORBIDDEN.source, "gu"), "")
    .replace(/\t/g, " ");
}
