import { Refusal } from "../../shared/refusal.ts";

const MAX_DEPTH = 32;

const invalid = (message: string) =>
  new Refusal("request/invalid", { fields: [{ path: "", message }] });

/**
 * What no column can hold (NUL, half a character) and what is nested deeper than anything we ask
 * for is bad input wherever it stands. Walked without recursion, so that depth costs nothing. Bytes
 * are left to whoever reads them.
 */
export function refuseUnstorable(given: unknown): void {
  const open: { value: unknown; depth: number }[] = [{ value: given, depth: 0 }];
  for (let one = open.pop(); one; one = open.pop()) {
    const { value, depth } = one;
    if (typeof value === "string" && (value.includes("\0") || !value.isWellFormed()))
      throw invalid("unstorable-text");
    if (
      typeof value !== "object" ||
      value === null ||
      ArrayBuffer.isView(value) ||
      value instanceof ArrayBuffer
    )
      continue;
    if (depth >= MAX_DEPTH) throw invalid("too-deep");
    if (Array.isArray(value))
      for (const inside of value) open.push({ value: inside, depth: depth + 1 });
    else
      for (const [name, inside] of Object.entries(value))
        open.push({ value: name, depth: depth + 1 }, { value: inside, depth: depth + 1 });
  }
}
