import fc from "fast-check";
import { expect, test } from "vitest";
import { inWords, parseYuan, yuan } from "./money.ts";

test("R-M1 yuan and fen read back the same", () =>
  fc.assert(fc.property(fc.integer({ min: 0, max: 1e12 }), (fen) => parseYuan(yuan(fen)) === fen)));

test.each([
  [30_400_000, "叁拾万肆仟元整"],
  [1_365_120, "壹万叁仟陆佰伍拾壹元贰角整"],
  [100_000_001, "壹佰万元零壹分"],
  [1005, "壹拾元零伍分"],
  [7_600_000, "柒万陆仟元整"],
])("R-M2 %i fen in words", (fen, words) => expect(inWords(fen)).toBe(words));

test.each(["-1", "1.234", "一百", "1e5", ""])("R-M1 %s is no amount", (text) =>
  expect(parseYuan(text)).toBeNull(),
);
