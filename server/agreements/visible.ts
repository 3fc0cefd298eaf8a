/**
 * A line for a terminal: what a stranger wrote moves no cursor, hides nothing and begins no line of
 * its own.
 */
export const visible = (line: string): string =>
  line.replaceAll(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
    (one) => `\\u{${one.codePointAt(0)?.toString(16)}}`,
  );
