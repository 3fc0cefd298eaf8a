import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import decompress from "woff2-encoder/decompress";
import type { PaperFont } from "./fonts.ts";

const require = createRequire(import.meta.url);
type Slice = { file: string; ranges: [number, number][]; font: PaperFont | null };

/**
 * A wide face cut into small woff2 files. They are unpacked to plain TrueType before use: a PDF
 * subset copies outlines as they stand in the file, and woff2 keeps them in a form of its own that
 * prints as blank paper.
 */
export function openSlices(open: (bytes: Uint8Array) => PaperFont) {
  let slices: Slice[] | null = null;
  const holding = (codePoint: number) => {
    slices ??= readSlices();
    return slices.filter((slice) =>
      slice.ranges.some(([from, to]) => codePoint >= from && codePoint <= to),
    );
  };
  return {
    opened: (codePoint: number): PaperFont[] =>
      holding(codePoint).flatMap((slice) => slice.font ?? []),
    async unpack(codePoint: number): Promise<void> {
      for (const slice of holding(codePoint))
        slice.font ??= open(await decompress(readFileSync(slice.file)));
    },
  };
}

/** Which slice holds which characters, from the style sheet that comes with the slices. */
function readSlices(): Slice[] {
  const sheet = require.resolve("@chinese-fonts/lxgwwenkai/dist/LXGWWenKai-Regular/result.css");
  const folder = path.dirname(sheet);
  const rules = readFileSync(sheet, "utf8").matchAll(
    /@font-face\s*\{[^}]*?url\("\.?\/?(?<file>[^"]+\.woff2)"\)[^}]*?unicode-range:(?<ranges>[^;}]+)/g,
  );
  return [...rules].map(({ groups }) => ({
    file: path.join(folder, groups?.file ?? ""),
    ranges: (groups?.ranges ?? "").split(",").map(rangeOf),
    font: null,
  }));
}

function rangeOf(written: string): [number, number] {
  const [from = "", to = from] = written.trim().slice(2).split("-");
  return [Number.parseInt(from, 16), Number.parseInt(to, 16)];
}
