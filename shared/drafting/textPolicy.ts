/**
 * R-D1. What people type becomes clean where it comes in: NFC, no bidi controls, no invisible
 * characters, look-alike radicals as the real character. What is seen must be what is signed, and
 * nobody's name or message may show otherwise than it reads. Three kinds of places: words of the
 * agreement are the strictest; names and other lines keep what may be part of a name; talk keeps
 * what pictures and scripts need.
 */
const CONTROLS = "\\u0000-\\u0009\\u000B-\\u001F\\u007F-\\u009F";

const INVISIBLE =
  "\\u00AD\\u034F\\u061C\\u115F\\u1160\\u17B4\\u17B5\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u206F\\u3164\\uFEFF\\uFFA0\\uFFF9-\\uFFFB";

const VARIANTS = "\\uFE00-\\uFE0F\\u{E0000}-\\u{E0FFF}";
const UNDRAWABLE = "\\uE000-\\uF8FF\\u{F0000}-\\u{10FFFF}\\uFFFC\\uFFFD";
const RADICALS = "\\u2E80-\\u2FDF";
const pattern = (...parts: string[]) => new RegExp(`[${parts.join("")}]`, "u");

const FORBIDDEN = pattern(
  CONTROLS,
  "\\u000A\\u2028\\u2029",
  INVISIBLE,
  VARIANTS,
  UNDRAWABLE,
  RADICALS,
);

/** May this stand in one paragraph of a clause? */
export const isCleanText = (text: string): boolean =>
  text.isWellFormed() &&
  !FORBIDDEN.test(text.replaceAll("\t", "")) &&
  text.normalize("NFC") === text;

const all = (...parts: string[]) => new RegExp(pattern(...parts).source, "gu");
const BREAKS = /\r\n|[\r\v\f\u0085\u2028\u2029]/g;
const BLANKS = /[\t\u00A0\u2000-\u200A\u205F]/g;
const ALL_RADICALS = all(RADICALS);
const HIDDEN = all(CONTROLS, INVISIBLE, VARIANTS);
const ALL_UNDRAWABLE = all(UNDRAWABLE);
const LONE_HALVES = /\p{Surrogate}/gu;

/** Stands in print for a character that can't be set: better seen than gone. */
const STAND_IN = "〓";

/** Line breaks as \n and blanks as blanks; then without anything hidden. */
const cleaned = (text: string, hidden = HIDDEN): string =>
  text
    .replace(LONE_HALVES, "")
    .replace(BREAKS, "\n")
    .replace(BLANKS, " ")
    .replace(ALL_RADICALS, (char) => char.normalize("NFKC"))
    .replace(hidden, "")
    .normalize("NFC");

/**
 * R-D1, words of the agreement, paragraphs kept. A character that no paper can print is shown as 〓
 * and never dropped unseen.
 */
export const tidyClause = (text: string): string =>
  cleaned(text).replace(ALL_UNDRAWABLE, STAND_IN).replace(ALL_RADICALS, STAND_IN);

/**
 * R-D1, one line: a name, a title, an address, an account. Rare characters stay; the check before
 * freezing says what can't be printed.
 */
export const tidyLine = (text: string): string => cleaned(text).replaceAll("\n", " ");

/** R-D1, several lines: facts, reasons, notes. */
export const tidyLines = (text: string): string => cleaned(text);

/**
 * Joiners that change what is seen: between letters of scripts that join, and inside one picture.
 */
const TALK_KEEPS =
  /(?<=[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Devanagari}\p{Script=Mongolian}])[\u200C\u200D](?=[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Devanagari}\p{Script=Mongolian}])|(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}]|\uFE0F)\u200D(?=\p{Extended_Pictographic})|(?<=\p{Extended_Pictographic})\uFE0F|(?<=[#*\d])\uFE0F(?=\u20E3)/gu;

/** Nobody can type it: controls fall away from whatever is typed. */
const MARK = "\u0001";
const SET_ASIDE = new RegExp(`${MARK}(\\d+)${MARK}`, "g");

/** R-D1, talk: messages and comments. Never printed on a paper, so pictures stay whole. */
export function tidyTalk(text: string): string {
  const kept: string[] = [];
  // Set aside under marks that can't be typed here, because the controls among them are gone by
  // then.
  const marked = text
    .replaceAll(MARK, "")
    .replace(TALK_KEEPS, (char) => `${MARK}${kept.push(char) - 1}${MARK}`);
  return cleaned(
    marked,
    all(CONTROLS.replace("\\u0000-", "\\u0000\\u0002-"), INVISIBLE, VARIANTS),
  ).replace(SET_ASIDE, (_, index: string) => kept[Number(index)] ?? "");
}
