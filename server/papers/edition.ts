import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const DRAWN_BY = [
  "pdfkit",
  "fontkit",
  "woff2-encoder",
  "@expo-google-fonts/noto-serif-sc",
  "@expo-google-fonts/noto-sans-sc",
  "@expo-google-fonts/noto-serif",
  "@expo-google-fonts/noto-naskh-arabic",
  "@expo-google-fonts/noto-serif-tibetan",
  "@chinese-fonts/lxgwwenkai",
];

const FORM = new URL("./forms/agreement.ts", import.meta.url);
let known: string | null = null;

/**
 * What draws an agreement here, as one short hash: the form with all it is made of, the libraries
 * and Node itself. Two installations of one edition draw the same bytes from the same data; another
 * edition need not.
 */
export function edition(): string {
  known ??= createHash("sha256")
    .update(JSON.stringify([...sources(FORM), ...DRAWN_BY.map(versionOf), process.version]))
    .digest("hex")
    .slice(0, 16);
  return known;
}

/** A module and everything of ours it is made of, each text once, in the order of their names. */
function sources(from: URL, texts = new Map<string, string>()): string[] {
  const place = fileURLToPath(from);
  if (!texts.has(place)) {
    const text = readFileSync(place, "utf8");
    texts.set(place, text);
    for (const [, file] of text.matchAll(/from "(\.{1,2}\/[^"]+\.ts)"/g))
      sources(new URL(file as string, from), texts);
  }
  return [...texts.values()].sort();
}

function versionOf(name: string): string {
  const file = fileURLToPath(new URL(`../../node_modules/${name}/package.json`, import.meta.url));
  return `${name} ${existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version : ""}`;
}
