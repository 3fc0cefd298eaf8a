import fc from "fast-check";
import { expect, test } from "vitest";
import { bytesOf } from "./updateText.ts";

test("an update reads back byte for byte, whatever bytes it has", () =>
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 3000 }), (bytes) => {
      expect(bytesOf(Buffer.from(bytes).toString("base64"))).toEqual(bytes);
    }),
  ));

test("nothing is nothing, and what is no base64 is a fault", () => {
  expect(bytesOf("")).toEqual(new Uint8Array());
  expect(() => bytesOf("甲")).toThrow();
});
