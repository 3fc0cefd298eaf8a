import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** A page as a grey picture: one byte a point, 0 black. */
export type Picture = { width: number; height: number; grey: Uint8Array };

/** A place on a page in points from its upper left corner. */
export type Place = { x: number; y: number; width: number; height: number };

/** The share of a place that is not white, of a page drawn at `dpi`. */
export function inkIn(picture: Picture, dpi: number, place: Place): number {
  const [left, top, right, bottom] = [
    place.x,
    place.y,
    place.x + place.width,
    place.y + place.height,
  ].map((at) => Math.round((at * dpi) / 72)) as [number, number, number, number];
  let dark = 0;
  for (let y = top; y < bottom; y++)
    for (let x = left; x < right; x++)
      if ((picture.grey[y * picture.width + x] ?? 255) < 160) dark++;
  return dark / Math.max((right - left) * (bottom - top), 1);
}

/** The pages of a PDF as poppler draws them. */
export function drawnByPoppler(pdf: Uint8Array, dpi: number): Picture[] {
  const folder = mkdtempSync(path.join(tmpdir(), "pages-"));
  const file = path.join(folder, "paper.pdf");
  writeFileSync(file, pdf);
  execFileSync("pdftoppm", ["-r", String(dpi), "-gray", file, path.join(folder, "page")]);
  return readdirSync(folder)
    .filter((name) => name.endsWith(".pgm"))
    .sort()
    .map((name) => readPgm(readFileSync(path.join(folder, name))));
}

function readPgm(bytes: Buffer): Picture {
  const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.toString("latin1", 0, 40));
  if (!head) throw new Error("not a grey picture");
  return { width: Number(head[1]), height: Number(head[2]), grey: bytes.subarray(head[0].length) };
}

/** The pages of a PDF as pdf.js draws them, the way our own pages show papers. */
export async function drawnByPdfJs(pdf: Uint8Array, dpi: number): Promise<Picture[]> {
  const { getDocument } = await import("pdfjs-dist/legacy/build/pdf.mjs");
  const task = getDocument({ data: new Uint8Array(pdf), verbosity: 0 });
  const document = await task.promise;
  const pictures: Picture[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const viewport = page.getViewport({ scale: dpi / 72 });
    const factory = document.canvasFactory as {
      create(width: number, height: number): { canvas: HTMLCanvasElement };
    };
    const { canvas } = factory.create(Math.ceil(viewport.width), Math.ceil(viewport.height));
    const context = canvas.getContext("2d");
    if (!context) throw new Error("no canvas to draw on");
    await page.render({ canvas, viewport }).promise;
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    pictures.push({
      width: canvas.width,
      height: canvas.height,
      grey: data.filter((_, index) => index % 4 === 1) as unknown as Uint8Array,
    });
  }
  await task.destroy();
  return pictures;
}

/** A word as it stands on a page, in points from the upper left corner. */
export type Found = { text: string; left: number; top: number; right: number; bottom: number };

/** The words of each page where poppler finds them. */
export function wordsOf(pdf: Uint8Array): Found[][] {
  const read = execFileSync("pdftotext", ["-bbox", "-", "-"], {
    input: pdf,
    encoding: "utf8",
    maxBuffer: 64 << 20,
  });
  const plain = (text: string) =>
    text
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&quot;", '"')
      .replaceAll("&amp;", "&");
  return read
    .split("<page ")
    .slice(1)
    .map((page) =>
      [
        ...page.matchAll(
          /<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)<\/word>/g,
        ),
      ].map(([, left, top, right, bottom, text]) => ({
        text: plain(text ?? ""),
        left: Number(left),
        top: Number(top),
        right: Number(right),
        bottom: Number(bottom),
      })),
    );
}

/** All words of a paper in the order they are written, without blanks. */
export const textOf = (pdf: Uint8Array): string =>
  wordsOf(pdf)
    .flat()
    .map(({ text }) => text)
    .join("")
    .replace(/\s/g, "");

/** The words for every seal drawn on a paper, as those read them who cannot see it. */
export function sealsIn(pdf: Uint8Array): string[] {
  const alts = [
    ...Buffer.from(pdf)
      .toString("latin1")
      .matchAll(/\/Alt \(((?:\\[\s\S]|[^\\)])*)\)/g),
  ].map(([, text = ""]) => {
    const plain = text.replaceAll(/\\([0-7]{3}|[\s\S])/g, (_, one: string) =>
      one.length === 3
        ? String.fromCharCode(Number.parseInt(one, 8))
        : ({ n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" }[one] ?? one),
    );
    return Buffer.from(plain, "latin1").subarray(2).swap16().toString("utf16le");
  });
  return alts.filter((alt) => alt.endsWith("印章"));
}

/** How many red points lie behind these words. */
export function redUnder(pdf: Uint8Array, words: string): number {
  const pages = wordsOf(pdf);
  const number = pages.findIndex((page) => page.some(({ text }) => text === words));
  const place = pages[number]?.find(({ text }) => text === words);
  if (!place) throw new Error(`${words} is on no page`);
  const cut = [
    "-x",
    place.left,
    "-y",
    place.top + 2,
    "-W",
    place.right - place.left,
    "-H",
    place.bottom - place.top - 4,
  ].map((value) => (typeof value === "number" ? String(Math.round(value * 2)) : value));
  const drawn = execFileSync(
    "pdftoppm",
    ["-r", "144", "-f", String(number + 1), "-l", String(number + 1), ...cut],
    { input: pdf },
  );
  const points = drawn.subarray(drawn.indexOf("255\n") + 4);
  let red = 0;
  for (let at = 0; at + 2 < points.length; at += 3)
    if ((points[at] ?? 0) > 170 && (points[at + 1] ?? 0) < 110) red++;
  return red;
}
