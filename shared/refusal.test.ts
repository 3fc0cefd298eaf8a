import { expect, test } from "vitest";
import { Refusal, type RefusalCode, refusalStatus, refusals, refusalText } from "./refusal.ts";

const codes = Object.keys(refusals) as RefusalCode[];

test("every refusal has a status of its kind and words in both languages that end as a sentence", () => {
  for (const code of codes) {
    expect([code, refusalStatus(code) >= 400 && refusalStatus(code) < 600]).toEqual([code, true]);
    expect([code, refusalText(code, "zh-CN")]).toEqual([code, expect.stringMatching(/[。？]$/)]);
    expect([code, refusalText(code, "en")]).toEqual([code, expect.stringMatching(/[.?]$/)]);
  }
});

test("each is told in its own language", () => {
  for (const code of codes) {
    expect([code, /^[A-Z]/.test(refusalText(code, "en"))]).toEqual([code, true]);
    expect([code, /\p{Script=Han}/u.test(refusalText(code, "zh-CN"))]).toEqual([code, true]);
  }
});

test("no two refusals of one domain say the same, so that a person can tell them apart", () => {
  const texts = codes.map((code) => `${code.split("/")[0]} ${refusalText(code, "zh-CN")}`);
  expect(texts.filter((text, at) => texts.indexOf(text) !== at)).toEqual([]);
});

test("a refusal carries its code and what may be shown with it", () => {
  const refusal = new Refusal("request/too-many", { waitSeconds: 3 });
  expect([refusal.code, refusal.details, refusal.message]).toEqual([
    "request/too-many",
    { waitSeconds: 3 },
    "request/too-many",
  ]);
});
