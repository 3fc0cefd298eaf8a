/**
 * A text as the readers of amounts and dates see it: full-width forms as plain ones, each
 * character's place in the original kept.
 */
export type Readable = { plain: string; quote: (start: number, end: number) => string };

export function readable(text: string): Readable {
  const places: number[] = [];
  let plain = "";
  let at = 0;
  for (const character of text) {
    const form = character.normalize("NFKC");
    for (let index = 0; index < form.length; index++) places.push(at);
    plain += form;
    at += character.length;
  }
  places.push(text.length);
  const place = (index: number) => places[Math.min(index, places.length - 1)] ?? text.length;
  return { plain, quote: (start, end) => text.slice(place(start), place(end)).trim() };
}
