import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";
import { afterAll, expect, test } from "vitest";
import { samplePapers, SMALL, type Size } from "../testing/samplePapers.ts";
import { type FormName, forms } from "./forms/index.ts";
import { openMill } from "./mill.ts";

const wall = fileURLToPath(new URL("./golden/", import.meta.url));

/** `npm run golden` paints the wall anew after a deliberate change. */
const painting = process.env.UPDATE === "1";
const mill = openMill();
afterAll(() => mill.stop());

/**
 * Versions of poppler smooth letters differently; a moved line is far more than this part of a
 * page.
 */
const MOST_DIFFERENT = 0.002;
const DPI = "60";
const MANY: Size = { ...SMALL, parties: 12, name: 12, address: 60, agents: 1, clauses: 3 };

const LONG: Size = {
  ...SMALL,
  parties: 3,
  name: 60,
  address: 200,
  agents: 2,
  instalments: 60,
  amountFen: Number.MAX_SAFE_INTEGER,
};

const PICTURES: [name: string, form: FormName, size: Size, page: number][] = [
  ["agreement", "agreement", SMALL, 1],
  ["agreement-signed", "agreement", SMALL, 2],
  ["application", "application", SMALL, 2],
  ["mediation-proof", "mediation-proof", SMALL, 1],
  ["address", "address", SMALL, 1],
  ["identity", "identity", SMALL, 1],
  ["authority", "authority", { ...SMALL, agents: 1 }, 1],
  ["record", "record", SMALL, 1],
  ["extreme-twelve-parties-sign", "agreement", MANY, 6],
  ["extreme-names-of-sixty", "agreement", LONG, 1],
  ["extreme-sixty-instalments", "agreement", LONG, 6],
];

test.each(Object.keys(forms))("%s hangs on the wall", (name) => {
  expect(PICTURES.map(([, form]) => form)).toContain(name);
});

test.each(PICTURES)(
  "%s looks as on the wall of golden pictures",
  { timeout: 60_000 },
  async (name, form, size, page) => {
    const { bytes } = await mill.render(form, samplePapers(size)[form]);
    const drawn = execFileSync(
      "pdftoppm",
      ["-r", DPI, "-gray", "-png", "-f", String(page), "-l", String(page)],
      { input: bytes },
    );
    const file = `${wall}${name}.png`;
    if (painting) {
      mkdirSync(wall, { recursive: true });
      writeFileSync(file, drawn);
    }
    expect([name, existsSync(file)]).toEqual([name, true]);
    const golden = PNG.sync.read(readFileSync(file));
    const now = PNG.sync.read(drawn);
    expect([now.width, now.height]).toEqual([golden.width, golden.height]);
    const different = pixelmatch(golden.data, now.data, undefined, now.width, now.height, {
      threshold: 0.25,
    });
    expect(different / (now.width * now.height)).toBeLessThanOrEqual(MOST_DIFFERENT);
  },
);
