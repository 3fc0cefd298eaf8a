import { expect, test } from "vitest";
import { refuseUnstorable } from "./storable.ts";

const deep = (levels: number) => {
  let value: unknown = 1;
  for (let n = 0; n < levels; n++) value = n % 2 ? [value] : { in: value };
  return value;
};

test("the text \\u0000 is text; a real NUL, half a character and a bottomless value are refused wherever they stand", () => {
  for (const fine of [
    "\\u0000 \\ud800",
    { a: ["\\u0000", "𠀋"] },
    undefined,
    null,
    7,
    new Uint8Array([0]),
    Buffer.alloc(9),
    deep(20),
    { a: undefined },
  ])
    expect(() => refuseUnstorable(fine)).not.toThrow();
  for (const bad of [
    "\0",
    "a\ud800",
    { a: ["x", { b: "\udc00" }] },
    { "\0": 1 },
    ["\ud83d"],
    deep(100_000),
  ])
    expect(() => refuseUnstorable(bad)).toThrow("request/invalid");
});
