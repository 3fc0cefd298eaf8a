import fc from "fast-check";
import { expect, test } from "vitest";
import { readable } from "./readable.ts";

test("full-width forms are read as plain ones, and quoted as they were written", () => {
  const { plain, quote } = readable("付１０，０００元（含税）。");
  expect(plain).toBe("付10,000元(含税)。");
  const at = plain.indexOf("10,000元");
  expect(quote(at, at + 7)).toBe("１０，０００元");
});

test("a character that is read as several is quoted whole, and one of two halves keeps both", () => {
  const { plain, quote } = readable("㈠苟𠅤付㎏");
  expect(plain).toBe("(一)苟𠅤付kg");
  expect(quote(0, 1)).toBe("");
  expect(quote(0, 3)).toBe("㈠");
  const at = plain.indexOf("𠅤");
  expect(quote(at, at + 2)).toBe("𠅤");
});

test("whatever the text, all of it is quoted by all of it", () =>
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      const { plain, quote } = readable(text);
      expect(quote(0, plain.length)).toBe(text.trim());
      expect(quote(0, plain.length + 5)).toBe(text.trim());
    }),
  ));
