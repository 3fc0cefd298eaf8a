import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalText, sha256Hex } from "./canonical.ts";

test("keys are in one order at every depth, numbers and characters in one form (RFC 8785)", () =>
  expect(
    canonicalText({ b: [{ z: 1, a: "\u20ac" }, 1e21], a: { "\u00e9": 0.5, e: null }, B: true }),
  ).toBe(`{"B":true,"a":{"e":null,"é":0.5},"b":[{"a":"€","z":1},1e+21]}`));

test("the same data gives the same text, however it was put together, and says the same", () =>
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (data) => {
      const turned = Object.fromEntries(Object.entries(data).reverse());
      expect(canonicalText(turned)).toBe(canonicalText(data));
      expect(JSON.parse(canonicalText(data))).toEqual(JSON.parse(JSON.stringify(data)));
    }),
  ));

test("what is no JSON has no text", () => {
  expect(() => canonicalText(undefined)).toThrow(TypeError);
  expect(() => canonicalText({ amount: Number.NaN })).toThrow();
});

test("page and server hash alike, words and bytes", async () => {
  const words = "调解协议 苟𠅤";
  const onServer = createHash("sha256").update(words).digest("hex");
  expect(await sha256Hex(words)).toBe(onServer);
  expect(await sha256Hex(new TextEncoder().encode(words))).toBe(onServer);
  expect(await sha256Hex("")).toMatch(/^e3b0c442/);
});
