import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { zipSync } from "fflate";
import { beforeAll, describe, expect, test } from "vitest";
import { PACKAGE_NAMES } from "../../shared/confirmation/packageNames.ts";
import { dice, flip } from "../testing/dice.ts";
import { openForge } from "../testing/tamper.ts";
import { run, runWith } from "../testing/verifyCommand.ts";
import { zipOf } from "../testing/zips.ts";
import { factsOf } from "./certificate.ts";
import { explain } from "./explain.ts";
import { givenFiles } from "./givenFiles.ts";
import { keepCertificate } from "./keptCertificates.ts";
import { hashOf } from "./statement.ts";
import { verifySealed } from "./verifySealed.ts";
import { visible } from "./visible.ts";

let forge: Awaited<ReturnType<typeof openForge>>;

beforeAll(async () => {
  forge = await openForge();
});

/** The files alone are judged here; no database takes part. */
describe("the command that checks a sealed paper", () => {
  test("the command says in words and by its exit code what is proved: valid, changed, nobody's, a demo", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "verify-"));
    const file = path.join(folder, "a.pdf");
    const changed = path.join(folder, "b.pdf");
    const list = path.join(folder, "court.txt");
    const pin = forge.trust.pins[0] as string;
    writeFileSync(file, forge.sealed);
    writeFileSync(changed, flip(forge.sealed, dice(3)));
    // As a court keeps it: grouped, in capitals, the name after it.
    writeFileSync(
      list,
      `# certificates\n${pin.toUpperCase().replaceAll(/(..)(?=.)/g, "$1:")}  梧桐街道人民调解委员会\n`,
    );
    const [proved, words] = await run(file, "--pins", list);
    expect(words).toContain("VALID");
    for (const said of [
      "fingerprint",
      "梧桐街道人民调解委员会",
      "卫龑",
      "pages drawn again",
      "not proved: whether the certificate was revoked",
      "not proved: whether this text still stands: it may have been opened again since",
    ])
      expect(words).toContain(said);
    expect([
      proved,
      (await run(changed, "--pin", pin))[0],
      (await run(file))[0],
      (await run())[0],
    ]).toEqual([0, 1, 3, 2]);
    const report = await forge.verify(forge.sealed);
    const certificate = { ...factsOf(forge.own.own), demo: true };
    const outcome = (about: Partial<typeof report>, acceptDemo: boolean) =>
      explain({ ...report, ...about }, { acceptDemo, others: null }).outcome;
    expect([outcome({ certificate }, false), outcome({ certificate }, true)]).toEqual([
      "demo",
      "proved",
    ]);
    expect(outcome({ unproved: ["pages"] }, false)).toBe("not-all-proved");
  }, 60_000);

  test("the signing record is proved with it: its own belongs, a changed or another case's does not, a missing one is said", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "package-"));
    const pin = forge.trust.pins[0] as string;
    const [agreement, record] = [
      path.join(folder, "2-人民调解协议书.pdf"),
      path.join(folder, "7-签署记录.pdf"),
    ];
    const about = (lines: string[]) => lines.find((line) => line.includes("signing record"));
    /** What the command says, short of starting it and of drawing the pages again. */
    const told = async (...args: string[]) => {
      const given = await givenFiles(args);
      if (!given) return "asked wrongly";
      const report = await verifySealed(given.agreement.bytes, {
        ...forge.trust,
        record: given.record?.bytes,
      });
      const { outcome, lines } = explain(report, { acceptDemo: false, others: given.others });
      return [outcome, about(lines)];
    };
    const lie = {
      agreement: forge.sealed,
      changed: flip(forge.record, dice(5)),
      other: forge.otherRecord,
    };
    const zip = (files: Record<string, Buffer>) => {
      const file = path.join(mkdtempSync(path.join(tmpdir(), "zip-")), "package.zip");
      writeFileSync(file, zipSync(files));
      return file;
    };
    const belongs = [
      "proved",
      "ok     the signing record belongs to this agreement: byte for byte the one that its statement names",
    ];
    const no =
      "FAILED the signing record does not belong to this agreement, or was changed: its statement names another";
    const wrong = ["wrong-record", no];
    writeFileSync(agreement, forge.sealed);
    expect(await told(agreement)).toEqual([
      "proved",
      "not proved: the signing record: it was not given",
    ]);
    expect(await told(folder)).toEqual([
      "not-all-proved",
      "not proved: the signing record: it is missing from the package",
    ]);
    writeFileSync(record, forge.record);
    expect([await told(agreement, record), await told(folder)]).toEqual([belongs, belongs]);
    const named = { "2-人民调解协议书.pdf": forge.sealed, "7-签署记录.pdf": forge.record };
    expect(await told(zip(named))).toEqual(belongs);
    for (const bytes of [lie.changed, lie.other, forge.sealed]) {
      writeFileSync(record, bytes);
      expect(await told(folder)).toEqual(wrong);
    }
    expect(await told(zip({ ...named, "7-签署记录.pdf": lie.other }))).toEqual(wrong);
    const [code, words] = await run(folder, "--pin", pin);
    expect([code, about(words.split("\n"))]).toEqual([6, no]);
    // Beside an agreement that does not hold, its own record proves nothing.
    writeFileSync(agreement, flip(forge.sealed, dice(3)));
    writeFileSync(record, forge.record);
    expect((await told(folder))[0]).toBe("not-valid");
    expect([
      await told(zip({ "1-司法确认申请书.pdf": forge.sealed })),
      await told(agreement, record, record),
    ]).toEqual(Array(2).fill("asked wrongly"));
  }, 120_000);

  test("R-W5 the command names the files it checked, tells nothing of the others, and relies on no package with two of one", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "which-"));
    const file = path.join(folder, "package.zip");
    const pin = forge.trust.pins[0] as string;
    const [agreement, record, application] = [
      PACKAGE_NAMES.agreement,
      PACKAGE_NAMES.record,
      PACKAGE_NAMES.application,
    ];
    const forged = Buffer.from("%PDF-1.7 FORGED");
    const papers = [
      { name: application, data: forged },
      { name: agreement, data: forge.sealed },
      { name: record, data: forge.record },
    ];
    writeFileSync(file, zipOf(papers));
    const [code, words] = await run(file, "--pin", pin);
    expect([code, words.trim().split("\n").at(-1)]).toEqual([0, "VALID"]);
    expect(words).toContain(
      `agreement     ${file}/${agreement}\n  SHA-256     ${hashOf(forge.sealed)}\n`,
    );
    expect(words).toContain(
      `record        ${file}/${record}\n  SHA-256     ${hashOf(forge.record)}\n`,
    );
    expect(words).toContain(`nothing is told of them: ${application}\n`);
    writeFileSync(
      file,
      zipOf([{ name: agreement, data: forged }, { name: record, data: forged }, ...papers]),
    );
    const [refused, why] = await run(file, "--pin", pin);
    expect([refused, why]).toEqual([
      1,
      expect.stringMatching(/^FAILED .*two files for one paper: [^\n]*\nNOT VALID: /),
    ]);
    // Alone, too, it says which file it was.
    const alone = path.join(folder, "a.pdf");
    writeFileSync(alone, flip(forge.sealed, dice(3)));
    const [changed, said] = await run(alone, "--pin", pin);
    expect([changed, said]).toEqual([
      1,
      expect.stringContaining(`${alone}\n  SHA-256     ${hashOf(flip(forge.sealed, dice(3)))}\n`),
    ]);
    expect(said).not.toContain("other papers");
  }, 60_000);

  test("whoever says which certificates are trusted has said all: no list is read in part, no other keys stand in", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "pins-"));
    const [file, list] = [path.join(folder, "a.pdf"), path.join(folder, "list.txt")];
    const [pin, other] = [forge.trust.pins[0] as string, "0".repeat(64)];
    writeFileSync(file, forge.sealed);
    keepCertificate(path.join(folder, "data/keys"), forge.own.own);
    const at = (text: string | Buffer) => {
      writeFileSync(list, text);
      return runWith({ DATA_DIR: path.join(folder, "data") }, folder, file, "--pins", list);
    };
    const none = `asked wrongly: there is no fingerprint in ${list}\n`;
    const bad = (line: string) =>
      `asked wrongly: this is no fingerprint (SHA-256, 64 letters and digits): ${list}, line ${line}\n`;
    const unread = `asked wrongly: this is no list in UTF-8 that can be read: ${list}\n`;
    const text = `${pin}\n`;
    for (const [given, why] of [
      ["", none],
      ["# nothing yet\n\n", none],
      ["not a fingerprint\n", bad("1: not a fingerprint")],
      [`${text}${pin.slice(0, 40)}  SHA-1\n`, bad(`2: ${pin.slice(0, 40)}  SHA-1`)],
      [Buffer.from(`\ufeff${text}`, "utf16le"), unread],
      [Buffer.from(text, "utf16le"), bad(`1: ${[...pin].join("\\u{0}")}\\u{0}`)],
    ] as const)
      expect(await at(given)).toEqual([2, expect.stringContaining(why)]);
    expect(
      await runWith({ DATA_DIR: path.join(folder, "data") }, folder, file, "--pins", ""),
    ).toEqual([2, expect.any(String)]);
    expect(await run(file, "--pins", path.join(folder, "absent.txt"))).toEqual([
      2,
      expect.stringContaining("absent.txt"),
    ]);
    expect((await at(`\ufeff${other}\r\n`))[0]).toBe(3);
    const [code, words] = await at(`\ufeff# ours\r\n${pin}  梧桐街道\r\n`);
    expect([code, words]).toEqual([
      0,
      expect.stringContaining("trusted       the 1 you named with --pin or --pins\n"),
    ]);
    // Two lists are both the court's.
    writeFileSync(path.join(folder, "more.txt"), other);
    const [both] = await run(file, "--pins", list, "--pins", path.join(folder, "more.txt"));
    // The machine's own keys, where nobody said: those of the product or of DATA_DIR, never those
    // of the folder one stands in.
    const [own, said] = await runWith({ DATA_DIR: path.join(folder, "data") }, folder, file);
    const [near] = await runWith({}, folder, file);
    expect([both, own, near]).toEqual([0, 0, 3]);
    expect(said).toContain(
      `trusted       this machine's own, 1 in ${path.join(folder, "data/keys")}: no --pin and no --pins was given\n`,
    );
  }, 60_000);

  test("a check that breaks off says so in words, and that nothing is to be relied on", async () => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), "broken-")), "a.pdf");
    const broken = `data:text/javascript,const{all}=Promise;Promise.all=function(...a){if(/pagesOf/.test(Error().stack))throw(Error("fonts are gone"));return(all.apply(this,a))}`;
    writeFileSync(file, forge.sealed);
    const settings = {
      DATA_DIR: tmpdir(),
      NODE_OPTIONS: `--import=${broken.replaceAll('"', "'").replaceAll(" ", "%20")}`,
    };
    const [code, words] = await runWith(
      settings,
      tmpdir(),
      file,
      "--pin",
      forge.trust.pins[0] as string,
    );
    const end =
      "FAILED the check came to its end: fonts are gone\nNOT VALID: do not rely on this file\n";
    expect([code, words]).toEqual([1, expect.stringContaining(end)]);
  }, 60_000);

  test("a stranger's words move nothing on the terminal", () => {
    expect(visible("CN=某某\u001b[2K\rVALID\u202e\u2028\u009b1A")).toBe(
      "CN=某某\\u{1b}[2K\\u{d}VALID\\u{202e}\\u{2028}\\u{9b}1A",
    );
  });
});
