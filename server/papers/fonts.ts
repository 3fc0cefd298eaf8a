import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import * as fontkit from "fontkit";

const require = createRequire(import.meta.url);
export type PaperFont = fontkit.Font;
export type Face = "serif" | "bold" | "sans";

const FILES: Record<Face, string> = {
  serif: "@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf",
  bold: "@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf",
  sans: "@expo-google-fonts/noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf",
};
const open = (bytes: Buffer) => fontkit.create(bytes) as PaperFont;

/** The fonts of one worker: three whole faces, read once, and slices of a wide face opened only for characters the others lack. */
export function openFonts() {
  const faces = Object.fromEntries(
    Object.entries(FILES).map(([face, file]) => [face, open(readFileSync(require.resolve(file)))]),
  ) as Record<Face, PaperFont>;
  let slices: { file: string; ranges: [number, number][] }[] | null = null;
  const opened = new Map<string, PaperFont | null>();

  function fallback(codePoint: number): PaperFont | null {
    slices ??= readSlices();
    for (const slice of slices) {
      if (!slice.ranges.some(([from, to]) => codePoint >= from && codePoint <= to)) continue;
      if (!opened.has(slice.file)) opened.set(slice.file, existsSync(slice.file) ? open(readFileSync(slice.file)) : null);
      const font = opened.get(slice.file);
      if (font?.hasGlyphForCodePoint(codePoint)) return font;
    }
    return null;
  }
  return {
    faces,
    /** The first font that draws this character, or null: then the paper must not be made. */
    fontFor(codePoint: number, face: Face): PaperFont | null {
      return faces[face].hasGlyphForCodePoint(codePoint)
        ? faces[face]
        : faces.serif.hasGlyphForCodePoint(codePoint)
          ? faces.serif
          : fallback(codePoint);
    },
  };
}
export type Fonts = ReturnType<typeof openFonts>;

/** Which slice holds which characters, from the style sheet that comes with the slices. */
function readSlices() {
  const sheet = require.resolve("@chinese-fonts/lxgwwenkai/dist/LXGWWenKai-Regular/result.css"),
    folder = path.dirname(sheet);
  return [...readFileSync(sheet, "utf8").matchAll(/@font-face\s*\{[^}]*?url\("\.?\/?([^"]+\.woff2)"\)[^}]*?unicode-range:([^;}]+)/g)].map(
    ([, file, ranges]) => ({
      file: path.join(folder, file as string),
      ranges: (ranges as string).split(",").map((range) => {
        const [from, to] = range.trim().slice(2).split("-");
        return [Number.parseInt(from as string, 16), Number.parseInt(to ?? (from as string), 16)] as [number, number];
      }),
    }),
  );
}
