/**
 * No honest request is nested deeper or has more parts than this; only a signature, of 20,000
 * points at most, has its own measure of lists and numbers. Texts and objects, which cost the
 * parser and the checks ten times as much, it has no more than others.
 */
export const MAX_DEPTH = 32,
  MAX_PARTS = 5000,
  SIGNATURE_PARTS = 65_000;

const QUOTE = 34;
const COMMA = 44;
const OPEN_LIST = 91;
const BACKSLASH = 92;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

/**
 * Judges JSON by its characters alone, before anything parses or walks it: one pass, no recursion,
 * texts skipped at once.
 */
export function tangled(json: string, mostParts = MAX_PARTS): boolean {
  let depth = 0;
  let parts = 0;
  let named = 0;
  for (let at = 0; at < json.length; at++) {
    const char = json.charCodeAt(at);
    if (char === QUOTE) {
      do {
        at = json.indexOf('"', at + 1);
        if (at === -1) return false; // an open end: the parser refuses it
        if (++parts > mostParts || ++named > MAX_PARTS) return true;
      } while (escaped(json, at));
    } else if (char === OPEN_LIST || char === OPEN_OBJECT) {
      if (++depth > MAX_DEPTH || ++parts > mostParts) return true;
      if (char === OPEN_OBJECT && ++named > MAX_PARTS) return true;
    } else if (char === CLOSE_LIST || char === CLOSE_OBJECT) depth--;
    else if (char === COMMA && ++parts > mostParts) return true;
  }
  return false;
}

function escaped(json: string, quote: number): boolean {
  let from = quote;
  while (json.charCodeAt(from - 1) === BACKSLASH) from--;
  return (quote - from) % 2 === 1;
}
