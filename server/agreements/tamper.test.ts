import { execFile } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import type { Signer } from "@libpdf/core";
import { beforeAll, describe, expect, test } from "vitest";
import { dice, flip } from "../testing/dice.ts";
import { openForge } from "../testing/tamper.ts";
import { run } from "../testing/verifyCommand.ts";
import { unfit } from "./certificate.ts";
import { der, readDer } from "./der.ts";
import { explain } from "./explain.ts";
import { lowSSigner } from "./lowS.ts";
import { cutPdf } from "./pdfSeal.ts";
import { verifySealed } from "./verifySealed.ts";
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
});
