import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import * as fontkit from "fontkit";
import { openSlices } from "./slices.ts";

const require = createRequire(import.meta.url);
export type PaperFont = fontkit.Font;
export type Face = "serif" | "bold" | "sans";

const FACES: Record<Face, string> = {
  serif: "@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf",
  bold: "@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf",
  sans: "@expo-google-fonts/noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf",
};

/**
 * Whole fonts for the other scripts of names: Latin beyond the Chinese face, Uyghur and Kazakh,
 * Tibetan.
 */
const OTHERS: { script: RegExp; file: string }[] = [
  {
    script: /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{M}]/u,
    file: "@expo-google-fonts/noto-serif/400Regular/NotoSerif_400Regular.ttf",
  },
  {
    script: /[\p{Script=Arabic}،؛؟]/u,
    file: "@expo-google-fonts/noto-naskh-arabic/400Regular/NotoNaskhArabic_400Regular.ttf",
  },
  {
    script: /\p{Script=Tibetan}/u,
    file: "@expo-google-fonts/noto-serif-tibetan/400Regular/NotoSerifTibetan_400Regular.ttf",
  },
];

const open = (bytes: Uint8Array) => fontkit.create(Buffer.from(bytes)) as PaperFont;
const charOf = (codePoint: number) => String.fromCodePoint(codePoint);

/** A font opened when first asked for. */
function lazy(file: string): () => PaperFont {
  let font: PaperFont | null = null;
  return () => {
    font ??= open(readFileSync(require.resolve(file)));
    return font;
  };
}

/**
 * Whether a font draws anything for a character: an entry in its character map is not enough, its
 * outline must hold ink.
 */
function inkOf() {
  const known = new WeakMap<PaperFont, Map<number, boolean>>();
  return (font: PaperFont, codePoint: number): boolean => {
    const seen = known.get(font) ?? new Map<number, boolean>();
    known.set(font, seen);
    let ink = seen.get(codePoint);
    if (ink === undefined) {
      ink =
        font.hasGlyphForCodePoint(codePoint) &&
        font.glyphForCodePoint(codePoint).path.commands.length > 0;
      seen.set(codePoint, ink);
    }
    return ink;
  };
}

/**
 * The fonts of one worker: whole faces read at first use, and slices of a wide face unpacked only
 * for characters the others lack.
 */
export function openFonts() {
  const faces: Record<Face, () => PaperFont> = {
    serif: lazy(FACES.serif),
    bold: lazy(FACES.bold),
    sans: lazy(FACES.sans),
  };
  const others = OTHERS.map(({ script, file }) => ({ script, font: lazy(file) }));
  const slices = openSlices(open);
  const hasInk = inkOf();

  function fontFor(codePoint: number, face: Face): PaperFont | null {
    if (codePoint === 0x20 || codePoint === 0x3000) return faces[face]();
    for (const font of [faces[face], faces.serif]) if (hasInk(font(), codePoint)) return font();
    for (const { script, font } of others)
      if (script.test(charOf(codePoint)) && hasInk(font(), codePoint)) return font();
    for (const font of slices.opened(codePoint)) if (hasInk(font, codePoint)) return font;
    return null;
  }
  /**
   * Unpacks the slices that a text needs. Call it before setting the text: setting itself never
   * waits.
   */
  async function prepare(text: string): Promise<void> {
    for (const char of new Set(text.normalize("NFC"))) {
      if (/\s/u.test(char)) continue;
      const codePoint = char.codePointAt(0) as number;
      if (!fontFor(codePoint, "serif")) await slices.unpack(codePoint);
    }
  }
  return {
    face: (face: Face): PaperFont => faces[face](),
    /**
     * The first font whose outline of this character holds ink, or null: then the paper must not be
     * made.
     */
    fontFor,
    draws: hasInk,
    prepare,
    /** The characters of a text that no font draws with ink. */
    async uncovered(text: string): Promise<string[]> {
      await prepare(text);
      return [...new Set(text.normalize("NFC"))].filter(
        (char) => !/\s/u.test(char) && fontFor(char.codePointAt(0) as number, "serif") === null,
      );
    },
  };
}

export type Fonts = ReturnType<typeof openFonts>;
