import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { strToU8, zipSync } from "fflate";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { ZipFile } from "yauzl";
import { PACKAGE_NAMES } from "../../shared/confirmation/packageNames.ts";
import { type ZipPart, zipOf } from "../testing/zips.ts";
import { Refused } from "./closedList.ts";
import { givenFiles } from "./givenFiles.ts";

const AGREEMENT = PACKAGE_NAMES.agreement;
const RECORD = PACKAGE_NAMES.record;
const part = (name: string, text: string): ZipPart => ({ name, data: Buffer.from(text) });
const TRUE = [part(AGREEMENT, "true 2"), part(RECORD, "true 7")];
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "given-"));
});

/** What would be checked, or why nothing is. */
async function given(...args: string[]) {
  try {
    const files = await givenFiles(args);
    return (
      files && [
        files.agreement.bytes.toString(),
        files.record?.bytes.toString() ?? null,
        files.others,
      ]
    );
  } catch (error) {
    if (error instanceof Refused) return error.message;
    throw error;
  }
}

function zip(bytes: Uint8Array) {
  const file = path.join(folder, "package.zip");
  writeFileSync(file, bytes);
  return given(file);
}

function inFolder(files: Record<string, string>) {
  const place = path.join(folder, "unpacked");
  rmSync(place, { recursive: true, force: true });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(place, name)), { recursive: true });
    writeFileSync(path.join(place, name), text);
  }
  return given(place);
}

/** The number there, in two bytes, is another. */
function edited(bytes: Buffer, at: number, value: number): Buffer {
  const changed = Buffer.from(bytes);
  changed.writeUInt16LE(value, at < 0 ? bytes.length + at : at);
  return changed;
}

/**
 * Whoever goes by the last number finds the true directory inside the manifest; whoever goes back
 * from the end, the other.
 */
function elsewhere(): Buffer {
  const [head] = TRUE as [ZipPart];
  const plain = zipOf([head, part("manifest.json", "x".repeat(200))]);
  const directory = plain.subarray(plain.indexOf("PK\x01\x02"), -22);
  const whole = zipOf([
    head,
    {
      ...part("manifest.json", ""),
      data: Buffer.concat([directory, Buffer.alloc(200 - directory.length)]),
    },
  ]);
  const forged = whole.subarray(0, whole.lastIndexOf("PK\x01\x02"));
  const changed = Buffer.from(whole);
  changed.writeUInt32LE(forged.indexOf(directory.subarray(0, 12)), changed.length - 6);
  return changed;
}

/**
 * The directory's agreement lies inside the manifest; whoever reads from the beginning finds
 * another in its stead.
 */
function nested(): Buffer {
  const plain = zipOf([part(AGREEMENT, "true 2")]);
  const inner = plain.subarray(0, plain.indexOf("PK\x01\x02"));
  const whole = zipOf([part(AGREEMENT, "forged"), { ...part("manifest.json", ""), data: inner }]);
  const directory = whole.lastIndexOf("PK\x01\x02", whole.lastIndexOf("PK\x01\x02") - 1);
  plain.copy(whole, directory, inner.length, inner.length + 42);
  whole.writeUInt32LE(whole.indexOf(inner), directory + 42);
  return whole;
}

const ambiguous = expect.stringContaining("programs may unpack it to different files");
const noPart = (name: string) => `it holds something that is no part of a package: ${name}`;

/** No seal takes part here: which bytes are taken for the agreement and the record. */
describe("a package", () => {
  test("R-W5 is read from the ZIP as we make it, packed anew by common programs, and from its folder", async () => {
    const files = {
      [PACKAGE_NAMES.application]: "1",
      [AGREEMENT]: "true 2",
      [RECORD]: "true 7",
      "manifest.json": "{}",
      "trust.json": "{}",
    };
    const whole = ["true 2", "true 7", [PACKAGE_NAMES.application]];
    const bytes = Object.fromEntries(
      Object.entries(files).map(([name, text]) => [name, strToU8(text)]),
    );
    expect(await zip(zipSync(bytes, { level: 0 }))).toEqual(whole);
    expect(await zip(zipSync(bytes))).toEqual(whole);
    expect(await inFolder({ ...files, ".DS_Store": "icons" })).toEqual(whole);
    const python =
      "import zipfile,sys,os\nz=zipfile.ZipFile('p.zip','w',8)\nfor n in sorted(os.listdir('unpacked')):\n if n[0]!='.': z.write('unpacked/'+n,n)";
    execFileSync("python3", ["-c", `${python}\nz.close()`], { cwd: folder });
    expect(await given(path.join(folder, "p.zip"))).toEqual(whole);
    expect(await zip(zipOf(TRUE))).toEqual(["true 2", "true 7", []]);
    // As `unzip` names them where the system knows no Chinese; in a ZIP the names are ours.
    expect(await inFolder({ "2-#U4eba#U6c11.pdf": "true 2", "7-____.pdf": "true 7" })).toEqual([
      "true 2",
      "true 7",
      [],
    ]);
    expect(await zip(zipOf([part("2-#U4eba#U6c11.pdf", "true 2")]))).toBe(
      noPart("2-#U4eba#U6c11.pdf"),
    );
    expect(await zip(zipOf([part(PACKAGE_NAMES.application, "1")]))).toBeNull();
  });

  test("R-W5 two files of one name, or of names that look the same, are refused, whichever is the true one", async () => {
    const forged = part(AGREEMENT, "forged");
    for (const parts of [
      [forged, ...TRUE],
      [...TRUE, forged],
      [...TRUE, part(RECORD, "forged")],
      [...TRUE, part("manifest.json", "{}"), part("manifest.json", "{}")],
    ])
      expect(await zip(zipOf(parts))).toMatch(/^it holds two files for one paper: /);
    expect(await zip(zipOf([...TRUE, part("trust.json", "{}"), part("trust.json", "{}")]))).toBe(
      noPart("trust.json"),
    );
    const names = [
      "2-人民调解协议书.PDF",
      "２-人民调解协议书.pdf",
      "2-⼈民调解协议书.pdf",
      "2-人民调解协议书 .pdf",
      "2-人民调解协议书\u200b.pdf",
    ];
    for (const name of [
      ...names,
      "2-人民调解协议书（最终）.pdf",
      "3-人民调解协议书.pdf",
      "人民调解协议书.pdf",
      "note.txt",
      "desktop.ini",
    ]) {
      expect(await zip(zipOf([...TRUE, part(name, "forged")]))).toBe(noPart(name));
      expect(await inFolder({ [AGREEMENT]: "true 2", [RECORD]: "true 7", [name]: "forged" })).toBe(
        noPart(name),
      );
    }
    expect(await inFolder({ [AGREEMENT]: "true 2", "2-a.pdf": "forged" })).toMatch(
      /^it holds two files for one paper: /,
    );
  });

  test("R-W5 folders and links in it are refused", async () => {
    for (const name of [
      `材料/${AGREEMENT}`,
      "材料/",
      `./${AGREEMENT}`,
      `/${AGREEMENT}`,
      `材料\\${AGREEMENT}`,
    ])
      expect(await zip(zipOf([...TRUE, part(name, "forged")]))).toBe(noPart(name));
    expect(await inFolder({ [AGREEMENT]: "true 2", [`材料/${AGREEMENT}`]: "forged" })).toBe(
      "it holds something that is no file: 材料",
    );
    const place = path.join(folder, "linked");
    mkdirSync(place);
    symlinkSync("/dev/null", path.join(place, AGREEMENT));
    expect(await given(place)).toBe(`it holds something that is no file: ${AGREEMENT}`);
  });

  test("R-W5 a ZIP that programs unpack differently is refused: other headers, hidden files, other names beside the names", async () => {
    const [agreement, record] = TRUE as [ZipPart, ZipPart];
    const hidden = zipOf([part(AGREEMENT, "forged")]).subarray(0, 60);
    const named = Buffer.from(`7570${"0900"}01${"00000000"}${"32612e70"}`, "hex");
    const cases: Record<string, Buffer> = {
      "another name before the file": zipOf([
        { ...agreement, localName: PACKAGE_NAMES.application },
        record,
      ]),
      "the record's file under the agreement's name": zipOf([
        { ...agreement, localName: RECORD },
        record,
      ]),
      "a file the directory does not name": zipOf([agreement, { ...record, before: hidden }]),
      "one file under two names": zipOf([agreement, { ...record, at: 0 }]),
      "bytes before the first": zipOf([
        { ...agreement, before: Buffer.from("PK\x03\x04more") },
        record,
      ]),
      "a comment": zipOf(TRUE, { comment: "PK\x05\x06 and more of it" }),
      "a ZIP after the ZIP": Buffer.concat([zipOf([part(AGREEMENT, "forged")]), zipOf(TRUE)]),
      "sizes after the file": zipOf([{ ...agreement, flags: 0x808 }, record]),
      "a name of its own in an extra field": zipOf([{ ...agreement, extra: named }, record]),
      "sizes of their own in an extra field": zipOf([
        { ...agreement, extra: Buffer.from("01000000", "hex") },
        record,
      ]),
      "an extra field without an end": zipOf([
        { ...agreement, extra: Buffer.from("7788ff0000", "hex") },
        record,
      ]),
      "a directory that ends early": zipOf(TRUE, { count: 1 }),
      "no directory": zipOf(TRUE).subarray(0, 50),
      "another directory inside a file": elsewhere(),
      "a file inside another, and a hidden one in its stead": nested(),
      "bytes between the directory and the end": Buffer.concat([
        zipOf(TRUE).subarray(0, -22),
        Buffer.from("more"),
        zipOf(TRUE).subarray(-22),
      ]),
      "a directory of another length": edited(zipOf(TRUE), -10, 1),
      "another size before the file": edited(zipOf(TRUE), 22, 9),
      "fewer files on this disk": edited(zipOf(TRUE), -14, 1),
    };
    const said = Object.fromEntries(
      await Promise.all(
        Object.entries(cases).map(async ([name, bytes]) => [name, await zip(bytes)]),
      ),
    );
    expect(said).toEqual(Object.fromEntries(Object.keys(cases).map((name) => [name, ambiguous])));
  });

  test("nothing but the two papers is inflated, and neither beyond its size: 400 names over one file, bombs beside and in a paper", async () => {
    const zeros = Buffer.alloc(20 * 1024 * 1024);
    const opened = vi.spyOn(ZipFile.prototype, "openReadStreamPromise");
    const bomb: ZipPart = { name: "2-0.pdf", data: zeros, packed: true };
    const again = Array.from(
      { length: 399 },
      (_, n): ZipPart => ({ name: `2-${n + 1}.pdf`, data: Buffer.alloc(0), packed: true, at: 0 }),
    );
    expect(await zip(zipOf([bomb, ...again]))).toBe("the ZIP holds 400 files");
    const beside: ZipPart = {
      name: PACKAGE_NAMES.identity,
      data: Buffer.alloc(zeros.length + 1),
      packed: true,
    };
    expect(await zip(zipOf([...TRUE, beside]))).toEqual([
      "true 2",
      "true 7",
      [PACKAGE_NAMES.identity],
    ]);
    expect(opened.mock.calls.map(([entry]) => entry.fileNameRaw.toString())).toEqual([
      AGREEMENT,
      RECORD,
    ]);
    const [agreement, record] = TRUE as [ZipPart, ZipPart];
    expect(await zip(zipOf([{ ...beside, name: AGREEMENT }, record]))).toBe(
      `a paper in it is too large: ${AGREEMENT}`,
    );
    expect(await zip(zipOf([{ ...beside, name: AGREEMENT, size: 10 }, record]))).toEqual(ambiguous);
    expect(await zip(zipOf([{ ...agreement, packed: true, size: 99 }, record]))).toEqual(ambiguous);
  });
});
