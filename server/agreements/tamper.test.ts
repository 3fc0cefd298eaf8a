import { execFile } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Signer } from "@libpdf/core";
import { zipSync } from "fflate";
import { beforeAll, describe, expect, test } from "vitest";
import { PACKAGE_NAMES } from "../../shared/confirmation/packageNames.ts";
import { dice, flip, openForge } from "../testing/tamper.ts";
import { zipOf } from "../testing/zips.ts";
import { factsOf, unfit } from "./certificate.ts";
import { der, readDer } from "./der.ts";
import { explain } from "./explain.ts";
import { givenFiles } from "./givenFiles.ts";
import { keepCertificate } from "./keptCertificates.ts";
import { lowSSigner } from "./lowS.ts";
import { cutPdf } from "./pdfSeal.ts";
import { hashOf } from "./statement.ts";
import { verifySealed } from "./verifySealed.ts";
import { visible } from "./visible.ts";
import { openReaders } from "../readers/readers.ts";

let forge: Awaited<ReturnType<typeof openForge>>;
beforeAll(async () => {
  forge = await openForge();
});

/** The other signature over the same bytes, which anybody can write: (r, n − s). */
function otherOf(signature: Uint8Array): Buffer {
  const [r, s] = readDer(Buffer.from(signature))?.parts ?? [];
  const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
  const other = Buffer.from(
    (order - BigInt(`0x${s?.body.toString("hex")}`)).toString(16).padStart(66, "0"),
    "hex",
  );
  return der(0x30, r?.whole ?? Buffer.alloc(0), der(0x02, other));
}

/** Runs the command as a court does: its exit code and what it says. */
const run = (...args: string[]) => runWith({ DATA_DIR: tmpdir() }, tmpdir(), ...args);
async function runWith(settings: Record<string, string>, cwd: string, ...args: string[]) {
  const command = [fileURLToPath(new URL("./verifyFile.ts", import.meta.url)), ...args];
  const env = { PATH: process.env.PATH ?? "", ...settings };
  const { code, stdout, stderr } = await promisify(execFile)(process.execPath, command, {
    env,
    cwd,
  }).then(
    (done) => ({ code: 0, ...done }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );
  return [code, stdout || stderr] as const;
}

/** The files alone are judged here; no database takes part. */
describe("a sealed paper", () => {
  test("proves itself whole: seal, certificate, statement, frozen paper, record and pages", async () => {
    const report = await forge.verify(forge.sealed);
    expect(report.checks.filter((check) => !check.ok)).toEqual([]);
    expect(report.checks.map((check) => check.code)).toEqual([
      "whole-file",
      "seal-signature",
      "seal-certificate",
      "seal-pinned",
      "content-hash",
      "signatures-bound",
      "statement",
      "frozen-paper",
      "audit-head",
      "pages",
    ]);
    expect([report.valid, report.unproved, report.certificate?.demo]).toEqual([
      true,
      ["revocation", "time"],
      false,
    ]);
  });

  test("any byte changed to another is found, 250 of 250", async () => {
    const roll = dice(7);
    for (let n = 0; n < 250; n++)
      expect((await forge.verify(flip(forge.sealed, roll))).valid).toBe(false);
  });

  test("every digit of the seal itself counts: none of it can vary, also where no signature protects it", async () => {
    const at = forge.sealed.indexOf("<30820") + 1;
    const size = 8 + 2 * Number.parseInt(forge.sealed.toString("latin1", at + 4, at + 8), 16);
    const missed: number[] = [];
    for (let place = at; place < at + size; place += 3) {
      const changed = Buffer.from(forge.sealed);
      const digit = Number.parseInt(String.fromCharCode(changed[place] as number), 16);
      changed[place] = (digit ^ (1 << (place % 4))).toString(16).toUpperCase().charCodeAt(0);
      if ((await forge.verify(changed)).valid) missed.push(place - at);
    }
    expect([size > 4000, missed]).toEqual([true, []]);
  }, 120_000);

  test("every way to forge one is found, with no key, with a stranger's, and with the organisation's own", async () => {
    const roll = dice(11);
    const missed: string[] = [];
    expect(forge.tampers.length).toBeGreaterThan(120);
    for (const tamper of forge.tampers)
      if ((await forge.verify(await tamper.make(roll))).valid) missed.push(tamper.name);
    expect(missed).toEqual([]);
  }, 180_000);

  test("a certificate of a server, an authority, for encrypting only or out of its time may not seal", () => {
    const why = Object.entries(forge.forgers).map(([name, signer]) => {
      const { own } = signer as { own?: Parameters<typeof unfit>[0] };
      return [name, own ? unfit(own, [], new Date("2026-12-02T03:04:05Z")) : "none"];
    });
    expect(Object.fromEntries(why)).toMatchObject({
      "an authority and a leaf of the same names": null,
      "a web server's certificate of the same authority": "server-certificate",
      "an expired certificate": "expired",
      "a certificate that may only encrypt": "key-usage",
      "an authority's own certificate": "authority",
    });
  });

  test("of the two ECDSA signatures that hold for the same bytes only ours is accepted, which the sealer always makes", async () => {
    for (const curve of ["P-256", "P-384", "P-521"]) {
      const { bytes, trust } = await forge.onCurve(curve, lowSSigner);
      expect([curve, (await verifySealed(bytes, trust)).valid]).toEqual([curve, true]);
    }
    const twin = (signer: Signer): Signer => ({
      ...lowSSigner(signer),
      sign: async (data, algorithm) => otherOf(await lowSSigner(signer).sign(data, algorithm)),
    });
    const { bytes, trust } = await forge.onCurve("P-256", twin);
    const file = path.join(mkdtempSync(path.join(tmpdir(), "twin-")), "a.pdf");
    writeFileSync(file, bytes);
    expect((await promisify(execFile)("pdfsig", [file])).stdout).toContain("Signature is Valid");
    expect((await verifySealed(bytes, trust)).checks.at(-1)).toEqual({
      code: "seal-signature",
      ok: false,
    });
  });

  test("the name on the certificate is the organisation's as printed, or it is said that it is not", async () => {
    const printed = "云江市东浦区梧桐街道人民调解委员会";
    for (const [subject, said] of [
      [`CN=${printed},O=${printed},C=CN`, []],
      ["CN=梧桐街道人民调解委员会,O=云江市东浦区,C=CN", []],
      ["CN=云江市西浦区梧桐街道人民调解委员会,C=CN", ["holder"]],
      ["CN=委员会,C=CN", ["holder"]],
      [`CN=电子印章,O=${printed},C=CN`, []],
      ["CN=某某贸易有限公司,O=某某贸易,C=CN", ["holder"]],
    ] as const) {
      const { bytes, trust } = await forge.sealedFor(subject);
      const report = await verifySealed(bytes, trust);
      expect([subject, report.valid, report.unproved]).toEqual([
        subject,
        true,
        ["revocation", "time", ...said],
      ]);
      const { outcome } = explain(report, { acceptDemo: false, others: null });
      expect(outcome).toBe(said.length > 0 ? "not-all-proved" : "proved");
    }
  });

  test("the reader's process checks it too, and does not open a file that a stranger sealed", async () => {
    const readers = openReaders();
    const [own, forged] = [
      await readers.verify(forge.sealed, forge.trust),
      await readers.verify(forge.sealed, { pins: [] }),
    ];
    await readers.stop();
    expect([own.valid, forged.content, forged.checks.at(-1)]).toEqual([
      true,
      null,
      { code: "seal-pinned", ok: false },
    ]);
  });

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
    // The machine's own keys, where nobody said: those of the product or of DATA_DIR, never those of the folder one stands in.
    const [own, said] = await runWith({ DATA_DIR: path.join(folder, "data") }, folder, file);
    const [near] = await runWith({}, folder, file);
    expect([both, own, near]).toEqual([0, 0, 3]);
    expect(said).toContain(
      `trusted       this machine's own, 1 in ${path.join(folder, "data/keys")}: no --pin and no --pins was given\n`,
    );
  }, 60_000);

  test("no hole of any size, and no number of them, is more than the check can hold", async () => {
    const make = (digits: string, ranges = 1) => {
      const head = (first: number) =>
        `%PDF-1.7 ${`/ByteRange [0 ${first} ${first + digits.length + 2} 1]`.padEnd(60)}`;
      return Buffer.from(
        `${head(head(0).length)}<${digits}>${"/ByteRange [0 0 0 0]".repeat(ranges - 1)}x`,
        "latin1",
      );
    };
    expect(cutPdf(make("AB".repeat(1000)))?.cms.length).toBe(1000);
    for (const digits of ["AB".repeat(4_000_000), "AB".repeat(9_500_000), "ABC", "AG", ""])
      expect(cutPdf(make(digits))).toBeNull();
    const many = make("AB", 900_000);
    const from = performance.now();
    expect(cutPdf(many)).toBeNull();
    expect(performance.now() - from).toBeLessThan(150);
    const file = path.join(mkdtempSync(path.join(tmpdir(), "hole-")), "a.pdf");
    writeFileSync(file, make("AB".repeat(9_500_000)));
    const [code, words] = await run(file);
    expect([code, words.trim().split("\n").at(-1)]).toEqual([
      1,
      "NOT VALID: do not rely on this file",
    ]);
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
