import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { expect, test } from "vitest";
import { drawFiling } from "../confirmation/drawFiling.ts";
import { filingFacts } from "../confirmation/filingFacts.ts";
import { sha256 } from "../storage/files.ts";
import { engines } from "../testing/databases.ts";
import { aCase, filed } from "../testing/stories.ts";
import { openFonts } from "./fonts.ts";
import { layOut } from "./lines.ts";
import { openMill } from "./mill.ts";

const NOT_AT_START = /^[，。、；：？！）》】」』”’％…—～]/;
const NOT_AT_END = /[（《【「『“‘]$/;
const fonts = openFonts();

test("避头尾: no line starts with a closing mark or ends with an opening one, over many widths", () => {
  const text =
    "甲方与乙方于2025年9月16日签订《住宅室内装饰装修合同》（合同编号：BN-2025-0916），约定以“包工包料”方式承揽；合同总价为人民币186,000.00元（大写：壹拾捌万陆仟元整）……工期90日——自进场之日起算。他说：“我同意。”“我也同意！”（见附件）";
  let lines = 0;
  for (let width = 80; width <= 460; width += 4)
    for (const line of layOut(text, { size: 15.75, width, face: "serif", fonts, indent: 31.5 })) {
      const words = line.runs.map((run) => run.text).join("");
      lines++;
      expect([words, NOT_AT_START.test(words), NOT_AT_END.test(words)]).toEqual([
        words,
        false,
        false,
      ]);
    }
  expect(lines).toBeGreaterThan(900);
});

test("no line is wider than its room by more than a mark's blank half, and no character is lost", () =>
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(..."甲乙丙付款元，。（）“”《》、；1a 9.-%𠅤㛃"), {
        minLength: 1,
        maxLength: 200,
      }),
      fc.integer({ min: 60, max: 460 }),
      (chars, width) => {
        const text = chars.join("");
        const lines = layOut(text, { size: 12, width, face: "serif", fonts });
        expect(
          lines
            .map((line) => line.runs.map((run) => run.text).join(""))
            .join("")
            .replaceAll(" ", ""),
        ).toBe(text.replaceAll(" ", ""));
      },
    ),
  ));

test.each(engines)(
  "on %s, every paper of a case passes PDF/A-3a and PDF/UA-1 by veraPDF, and is the same bytes again",
  async (engine) => {
    const world = await aCase(engine);
    const id = await filed(world);
    const folder = mkdtempSync(path.join(tmpdir(), "papers-"));
    const draw = async () => drawFiling(world.parts, await filingFacts(world.parts.db, id));
    const [files, again] = [await draw(), await draw()];
    expect(files.map((file) => sha256(file.bytes))).toEqual(
      again.map((file) => sha256(file.bytes)),
    );
    const names = files.map((file) => {
      const name = path.join(folder, `${file.document}.pdf`);
      writeFileSync(name, file.bytes);
      return name;
    });
    const classpath = process.env.VERAPDF_CLASSPATH;
    if (!classpath)
      throw new Error(
        "VERAPDF_CLASSPATH is not set; run the tests by `npm test`, which fetches veraPDF",
      );
    const said = execFileSync(
      "java",
      ["-cp", classpath, fileURLToPath(new URL("./verapdf/Check.java", import.meta.url)), ...names],
      {
        encoding: "utf8",
      },
    );
    expect(
      said
        .trim()
        .split("\n")
        .filter((line) => !/ ok /.test(line)),
    ).toEqual([]);
    expect(said.match(/ ok /g)?.length).toBe(files.length * 2);
  },
  180_000,
);

test("a rare name comes from the fallback font and is extracted exactly; one that no font has is named", async () => {
  const mill = openMill();
  expect(await mill.uncovered("卫龑、闻人㛃、陆䶮、苟𠅤、𠮷野")).toEqual([]);
  expect(await mill.uncovered("某\u{2FFFD}")).toEqual(["\u{2FFFD}"]);
  const { bytes } = await mill.render("authority", {
    organisation: "云江市东浦区梧桐街道人民调解委员会",
    caseCode: "(2026)试1号",
    at: "2026-11-21T00:00:00.000Z",
    demo: true,
    agents: [
      { name: "𠮷野龑", firm: "陆䶮与苟𠅤律师事务所", party: "闻人㛃", authority: "special" },
    ],
  });
  const file = path.join(mkdtempSync(path.join(tmpdir(), "rare-")), "a.pdf");
  writeFileSync(file, bytes);
  const text = execFileSync("pdftotext", [file, "-"], { encoding: "utf8" }).replace(/\s/g, "");
  for (const name of ["𠮷野龑", "陆䶮与苟𠅤律师事务所", "闻人㛃"]) expect(text).toContain(name);
  await mill.stop();
});

test("a mill without work ends its thread and gives its memory back; the next paper comes from another, byte for byte", async () => {
  const mill = openMill({ idleMs: 200 });
  const threads = () => readdirSync("/proc/self/task").length;
  const paper = {
    organisation: "云江市调解委员会",
    caseCode: "(2026)试1号",
    at: "2026-11-21T00:00:00.000Z",
    demo: true,
    agents: [],
  };
  const draw = () => mill.render("authority", paper);
  const first = await draw();
  const working = threads();
  await expect.poll(threads, { timeout: 20_000 }).toBeLessThan(working);
  expect((await draw()).bytes.equals(first.bytes)).toBe(true);
  await mill.stop();
});
