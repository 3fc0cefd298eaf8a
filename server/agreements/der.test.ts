import fc from "fast-check";
import { expect, test } from "vitest";
import { der, oid, readDer, readFirst } from "./der.ts";

const INTEGER = 0x02;
const SEQUENCE = 0x30;
const bytes = (...values: number[]) => Buffer.from(values);

test("what is written is read back: tag, bytes, parts", () => {
  const one = der(INTEGER, bytes(1));
  const whole = der(SEQUENCE, one, der(SEQUENCE, der(INTEGER, bytes(2)), der(0x05)));
  const read = readDer(whole);
  expect([read?.tag, read?.whole.equals(whole)]).toEqual([SEQUENCE, true]);
  expect(read?.parts.map(({ tag }) => tag)).toEqual([INTEGER, SEQUENCE]);
  expect(read?.parts[1]?.parts.map(({ body }) => [...body])).toEqual([[2], []]);
});

test.each([0, 1, 127, 128, 255, 256, 65_535, 65_536])("a value of %i bytes is whole", (size) => {
  const whole = der(0x04, Buffer.alloc(size, 7));
  expect(readDer(whole)?.body.length).toBe(size);
  expect(readDer(whole.subarray(0, -1))).toBeNull();
  expect(readDer(Buffer.concat([whole, bytes(0)]))).toBeNull();
  expect(readFirst(Buffer.concat([whole, bytes(0)]))?.whole.equals(whole)).toBe(true);
});

test.each<[string, Buffer]>([
  ["nothing", bytes()],
  ["a tag alone", bytes(0x02)],
  ["a length without an end", bytes(0x30, 0x80, 0, 0)],
  ["a long length for a short value", bytes(0x04, 0x81, 0x01, 7)],
  ["a length with a leading nought", bytes(0x04, 0x82, 0x00, 0x80, ...Array(128).fill(7))],
  ["a length of four bytes", bytes(0x04, 0x84, 0, 0, 0, 1, 7)],
  ["a tag of more bytes", bytes(0x1f, 0x01, 0x00)],
  ["a sequence with a rest that is no value", bytes(0x30, 0x02, 0x02, 0x05)],
])("%s is none: there is one way to write a value", (_, given) =>
  expect(readDer(given)).toBeNull(),
);

test("a value nested beyond reason is none, and does not end the process", () => {
  let deep = der(INTEGER, bytes(1));
  for (let n = 0; n < 24; n++) deep = der(SEQUENCE, deep);
  expect(readDer(deep)).not.toBeNull();
  expect(readDer(der(SEQUENCE, deep))).toBeNull();
  for (let n = 0; n < 5000; n++) deep = der(SEQUENCE, deep);
  expect(readDer(deep)).toBeNull();
});

test("whatever bytes come, reading ends, and what is read is written the same", () =>
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (given) => {
      const read = readDer(Buffer.from(given));
      if (read) expect(der(read.tag, read.body)).toEqual(Buffer.from(given));
    }),
  ));

test.each([
  ["1.2.840.113549.1.7.2", "06092a864886f70d010702"],
  ["2.5.4.3", "0603550403"],
  ["1.3.6.1.5.5.7.3.1", "06082b06010505070301"],
])("%s is written as X.690 says", (dotted, hex) => expect(oid(dotted).toString("hex")).toBe(hex));
