import { Parser } from "htmlparser2";
import { ordinal } from "./clause.ts";

/**
 * Never part of what a person sees as the text, or struck out there: struck words must not come
 * back to life in a clause.
 */
const LEFT_OUT = new Set(
  "script style head title template noscript iframe object embed svg math audio video canvas select textarea button del s strike".split(
    " ",
  ),
);

const BLOCKS = new Set(
  "p div section article header footer main aside nav h1 h2 h3 h4 h5 h6 ul ol dl dt dd blockquote pre figure figcaption address form fieldset hr center table caption".split(
    " ",
  ),
);

/** Elements that end themselves. */
const VOID = new Set("area base br col hr img input link meta source track wbr".split(" "));

const HIDDEN =
  /display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|line-through|font-size\s*:\s*0(?:px|pt|em)?\s*(?:;|$)/i;

const MAX_HTML = 1_000_000;

/** No page that people copy from nests deeper; reading on would only take time. */
const MAX_DEPTH = 256;

type Kind = "decimal" | "letters" | "Letters" | "roman" | "Roman" | "chinese" | "bullet";
type List = { kind: Kind; next: number };
type Mark = { name: string; hidden: boolean; symbols: boolean; marker: boolean; pre: boolean };

const roman = (n: number) =>
  (
    [
      [10, "x"],
      [9, "ix"],
      [5, "v"],
      [4, "iv"],
      [1, "i"],
    ] as const
  ).reduce<[number, string]>(
    ([left, said], [value, sign]) => [left % value, said + sign.repeat(Math.floor(left / value))],
    [n, ""],
  )[1];

const letters = (n: number): string =>
  (n > 26 ? letters(Math.floor((n - 1) / 26)) : "") + String.fromCharCode(97 + ((n - 1) % 26));

const numbers: Record<Kind, (n: number) => string> = {
  decimal: (n) => `${n}. `,
  letters: (n) => `${letters(n)}. `,
  Letters: (n) => `${letters(n).toUpperCase()}. `,
  roman: (n) => `${roman(n)}. `,
  Roman: (n) => `${roman(n).toUpperCase()}. `,
  chinese: (n) => `${ordinal(n)}、`,
  bullet: () => "• ",
};

function kindOf(name: string, attributes: Record<string, string>): Kind {
  const type = attributes.type ?? "";
  const style = /list-style(?:-type)?\s*:\s*([a-z-]+)/i.exec(attributes.style ?? "")?.[1] ?? "";
  if (/chinese|cjk/.test(style)) return "chinese";
  if (type === "a" || /lower-(?:alpha|latin)/.test(style)) return "letters";
  if (type === "A" || /upper-(?:alpha|latin)/.test(style)) return "Letters";
  if (type === "i" || style === "lower-roman") return "roman";
  if (type === "I" || style === "upper-roman") return "Roman";
  return name === "ol" ? "decimal" : "bullet";
}

const CJK = "[\\p{Script=Han}\\u3000-\\u303F\\uFF00-\\uFFEF\\u201C\\u201D\\u2018\\u2019]";

/** Word breaks its source anywhere between Chinese characters; those breaks are no blanks. */
const SOURCE_BREAKS = new RegExp(`(?<=${CJK})[ \\t]*[\\r\\n]+[ \\t]*(?=${CJK})`, "gu");

/** Lines of text, or of one cell of a table. */
class Lines {
  done: string[] = [];
  #line = "";
  #before = "";

  add(text: string): void {
    if (this.#line === "" && !text.trim()) return;
    this.#line += text;
  }

  /** What the line will begin with once it has words: the number of a list. */
  begin(before: string): void {
    this.end();
    this.#before = before;
  }

  end(): void {
    const line = this.#line.replace(SOURCE_BREAKS, "").replace(/[ \t\r\n\u00A0]+/g, " ");
    this.#line = "";
    if (!line.replaceAll("\u3000", "").trim()) return;
    this.done.push(this.#before + line.replace(/^[ \u3000]+/, "").trimEnd());
    this.#before = "";
  }
}

/**
 * Reads pasted HTML as a text that still says what it showed. Only a tokenizer looks at it: nothing
 * in it is ever loaded or run.
 */
class Reader {
  #lines = new Lines();
  #outer: { lines: Lines; row: string[][] | null }[] = [];
  #row: string[][] | null = null;
  #lists: List[] = [];
  #open: Mark[] = [];

  get depth(): number {
    return this.#open.length;
  }

  opens(name: string, attributes: Record<string, string>): void {
    const style = attributes.style ?? "";
    const above = this.#open.at(-1);
    if (!VOID.has(name))
      this.#open.push({
        name,
        hidden:
          (above?.hidden ?? false) ||
          LEFT_OUT.has(name) ||
          "hidden" in attributes ||
          HIDDEN.test(style),
        symbols:
          (above?.symbols ?? false) || /font-family\s*:\s*["']?(?:wingdings|symbol)/i.test(style),
        marker: (above?.marker ?? false) || /mso-list\s*:\s*ignore/i.test(style),
        pre: (above?.pre ?? false) || name === "pre" || /white-space\s*:\s*pre/i.test(style),
      });
    if (this.#open.at(-1)?.hidden) return;
    if (name === "br") this.#lines.end();
    if (BLOCKS.has(name)) this.#lines.end();
    if (name === "ol" || name === "ul")
      this.#lists.push({
        kind: kindOf(name, attributes),
        next: Number.parseInt(attributes.start ?? "1", 10) || 1,
      });
    if (name === "li") this.#item(attributes);
    if (name === "tr") this.#startRow();
    if (name === "td" || name === "th") this.#startCell();
    const level = Number(/mso-list\s*:[^;]*level(\d)/i.exec(style)?.[1] ?? 1);
    if (BLOCKS.has(name) && level > 1) this.#lines.begin("\u3000".repeat(level - 1));
  }

  text(text: string): void {
    const inside = this.#open.at(-1);
    if (inside?.hidden) return;
    const shown = inside?.marker && inside.symbols ? text.replace(/\S/g, "•") : text;
    for (const [index, line] of (inside?.pre ? shown.split(/\r\n|\r|\n/) : [shown]).entries()) {
      if (index > 0) this.#lines.end();
      this.#lines.add(line);
    }
  }

  closes(name: string): void {
    if (VOID.has(name)) return;
    const hidden = this.#open.pop()?.hidden ?? false;
    if (hidden) return;
    if (BLOCKS.has(name) || name === "li") this.#lines.end();
    if (name === "ol" || name === "ul") this.#lists.pop();
    if (name === "td" || name === "th") this.#endCell();
    if (name === "tr") this.#endRow();
  }

  result(): string {
    while (this.#outer.length)
      this.#row && this.#outer.length % 2 === 0 ? this.#endCell() : this.#endRow();
    this.#lines.end();
    return this.#lines.done.join("\n");
  }

  #item(attributes: Record<string, string>): void {
    const list = this.#lists.at(-1);
    const value = Number.parseInt(attributes.value ?? "", 10);
    if (list && Number.isInteger(value)) list.next = value;
    this.#lines.begin(
      list ? "\u3000".repeat(this.#lists.length - 1) + numbers[list.kind](list.next++) : "• ",
    );
  }

  #startRow(): void {
    this.#lines.end();
    this.#outer.push({ lines: this.#lines, row: this.#row });
    this.#row = [];
  }

  #startCell(): void {
    this.#lines.end();
    if (!this.#row) return;
    this.#outer.push({ lines: this.#lines, row: this.#row });
    this.#lines = new Lines();
  }

  #endCell(): void {
    const above = this.#outer.at(-1);
    if (!above || above.row !== this.#row || above.lines === this.#lines) return;
    this.#lines.end();
    this.#row?.push(this.#lines.done);
    this.#lines = above.lines;
    this.#outer.pop();
  }

  /** A row is one line, its cells told apart; a row of one cell is layout and keeps its lines. */
  #endRow(): void {
    const row = this.#row ?? [];
    const above = this.#outer.pop();
    this.#row = above?.row ?? null;
    if (above) this.#lines = above.lines;
    if (row.length === 1) for (const line of row[0] ?? []) this.#lines.done.push(line);
    else if (row.some((cell) => cell.length > 0))
      this.#lines.done.push(row.map((cell) => cell.join(" / ")).join(" | "));
  }
}

/**
 * R-D36. Pasted HTML as text: numbers of lists, rows of tables and line breaks kept, what was
 * hidden or struck out there left out.
 */
export function textOfHtml(html: string): string {
  const reader = new Reader();
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        if (reader.depth < MAX_DEPTH) reader.opens(name, attributes);
        else parser.pause();
      },
      ontext: (text) => reader.text(text),
      onclosetag: (name) => reader.closes(name),
    },
    { decodeEntities: true, lowerCaseTags: true },
  );
  parser.write(html.slice(0, MAX_HTML));
  if (reader.depth < MAX_DEPTH) parser.end();
  return reader.result();
}

const escaped = (line: string) =>
  line.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** The same for an editor that reads HTML itself: one plain paragraph a line. */
export const plainHtml = (html: string): string =>
  textOfHtml(html)
    .split("\n")
    .map((line) => `<p>${escaped(line)}</p>`)
    .join("");
