import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { deflateSync } from "node:zlib";
import { PDF } from "@libpdf/core";
import { afterAll, describe, expect, test } from "vitest";
import { openReaders, startReader } from "./readers.ts";
import { KEY_FILES, openKeys } from "../storage/keys.ts";

const readers = openReaders();
afterAll(() => readers.stop());

const answer = (asked: Promise<unknown>) =>
  asked.catch((error: { code?: string }) => error.code ?? String(error));

async function aPdf(pages: number, password?: string): Promise<Buffer> {
  const made = PDF.create();
  for (let n = 0; n < pages; n++) made.addPage({ size: "a4" });
  if (password) made.setProtection({ userPassword: password, ownerPassword: password });
  return Buffer.from(await made.save());
}

/** A small file, well-formed, whose objects lie in a stream that grows to `size`. */
function aBomb(size: number): Buffer {
  const grown = Buffer.alloc(size, " ");
  grown.write("1 0 2 50 3 150 ");
  for (const [at, text] of [
    [0, "<< /Type /Catalog /Pages 2 0 R >>"],
    [50, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"],
    [150, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>"],
  ] as const)
    grown.write(text, 15 + at);
  const packed = deflateSync(grown);
  const objects = `<< /Type /ObjStm /N 3 /First 15 /Filter /FlateDecode /Length ${packed.length} >>`;
  const before = Buffer.concat([
    Buffer.from(`%PDF-1.7\n4 0 obj\n${objects}\nstream\n`),
    packed,
    Buffer.from("\nendstream\nendobj\n"),
  ]);
  const index = Buffer.from([0, 0, 0, 255, 2, 0, 4, 0, 2, 0, 4, 1, 2, 0, 4, 2, 1, 0, 9, 0]);
  return Buffer.concat([
    before,
    Buffer.from(
      `5 0 obj\n<< /Type /XRef /Size 5 /W [1 2 1] /Root 1 0 R /Length ${index.length} >>\nstream\n`,
    ),
    index,
    Buffer.from(`\nendstream\nendobj\nstartxref\n${before.length}\n%%EOF`),
  ]);
}

/**
 * A dictionary key with a parenthesis that never closes: a parser that goes on looking never ends.
 */
const STRAY = Buffer.from(
  "%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R /Resour)es 3 0 R >>\nendobj\n" +
    "2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n" +
    "4 0 obj\n<< /Type /Sig /ByteRange [0 0189 0195 0137] /Contents <3000> >>\nendobj\n" +
    "xref\n0 1\n0000000000 65535 f \n1 2\n0000000009 00000 n \n0000000075 00000 n \n" +
    "trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n206\n%%EOF",
);

describe("files from outside", () => {
  test("a PDF that can be read is counted; what is no PDF, cut off, broken, locked or too large is refused", async () => {
    const good = await aPdf(3);
    expect(await readers.pdf(good)).toEqual({ pages: 3 });
    for (const bad of [
      Buffer.from("%PDF-1.7 broken scan"),
      Buffer.from("not a paper"),
      Buffer.alloc(0),
      good.subarray(0, good.length >> 1),
      STRAY,
      await aPdf(1, "secret"),
    ])
      expect(await answer(readers.pdf(bad))).toBe("documents/unreadable-pdf");
    expect(await answer(readers.pdf(Buffer.alloc(20 * 2 ** 20 + 1)))).toBe("request/too-large");
    expect(await readers.pdf(good)).toEqual({ pages: 3 });
  });

  test("a file that grows to half a gigabyte is refused, the server's own memory stays, the next file is read", async () => {
    const bomb = aBomb(500 * 2 ** 20);
    expect(await readers.pdf(aBomb(2 ** 20))).toEqual({ pages: 1 });
    expect(bomb.length).toBeLessThan(2 ** 20);
    const before = process.memoryUsage().rss;
    expect(await answer(readers.pdf(bomb))).toBe("documents/unreadable-pdf");
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 2 ** 20);
    expect(await readers.pdf(aBomb(2 ** 20))).toEqual({ pages: 1 });
  }, 180_000);

  test("a file that takes too long is refused, and the reader is there again for the next", async () => {
    const hasty = openReaders({ ms: 1 });
    const good = await aPdf(1);
    expect([await answer(hasty.pdf(good)), await answer(hasty.pdf(good))]).toEqual(
      Array(2).fill("documents/unreadable-pdf"),
    );
    await hasty.stop();
  });

  test("the process that reads opens no key, no other file, no connection, no process and no thread", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "keys-"));
    const { folder: keys } = openKeys(folder);
    const doors = createServer((socket) => socket.end()).listen(0, "127.0.0.1");
    await once(doors, "listening");
    const reader = startReader(new URL("../testing/readerProbe.ts", import.meta.url));
    reader.send({
      port: (doors.address() as AddressInfo).port,
      keys,
      key: path.join(keys, KEY_FILES.audit),
    });
    const [found] = (await once(reader, "message")) as [Record<string, string>];
    reader.kill("SIGKILL");
    doors.close();
    expect(Object.keys(found).length).toBeGreaterThan(14);
    for (const [what, came] of Object.entries(found))
      expect([what, came]).toEqual([
        what,
        what === "put a door back" ? expect.stringContaining("redefine") : "ERR_ACCESS_DENIED",
      ]);
  });

  test("one asker has two files waiting, and takes nobody else's place", async () => {
    const trust = { pins: [] };
    const asks = (asker: string) => answer(readers.verify(STRAY, trust, asker));
    const [a, b, c, other] = await Promise.all([
      asks("one"),
      asks("one"),
      asks("one"),
      asks("other"),
    ]);
    expect(c).toBe("request/too-busy");
    for (const read of [a, b, other]) expect(read).toMatchObject({ valid: false });
  });
});
