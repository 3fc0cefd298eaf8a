import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { routes } from "./contract.ts";
import { tidyClause, tidyLine, tidyLines, tidyTalk } from "./drafting/textPolicy.ts";
import { roomRequests } from "./rooms/contract.ts";
import { typed } from "./typed.ts";

/** Controls but for tab and line break, and everything else that is not seen. */
const HIDDEN = /[[\p{Cc}--[\t\n]]\u00AD\u061C\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/v;

/** Told to every text field: it must come out readable as it is written, or be refused. */
const POISONS = [
  "王\u202E建国\u2066，\u200B付\u00AD款\uFEFF\u200F一百元整，此外再无其他争议，双方签名",
  "a\u202E@example.cn",
  "1380000\u200B0099",
];

type Leaf = { place: string; schema: z.ZodType };

function leavesOf(place: string, schema: unknown): Leaf[] {
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).flatMap(([name, part]) =>
      leavesOf(`${place}.${name}`, part),
    );
  if (schema instanceof z.ZodArray) return leavesOf(`${place}[]`, schema.element);
  if (schema instanceof z.ZodTuple)
    return schema.def.items.flatMap((part) => leavesOf(`${place}[]`, part));
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((part) => leavesOf(place, part));
  if (schema instanceof z.ZodRecord)
    return [
      ...leavesOf(`${place}{key}`, schema.keyType),
      ...leavesOf(`${place}{}`, schema.valueType),
    ];
  if (schema instanceof z.ZodPipe) return leavesOf(place, schema.out);
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault
  )
    return leavesOf(place, schema.unwrap());
  return [{ place, schema: schema as z.ZodType }];
}

const leaves = [
  ...Object.entries(routes).flatMap(([route, parts]) =>
    Object.entries(parts).flatMap(([part, schema]) => leavesOf(`${route} ${part}`, schema)),
  ),
  ...Object.entries(roomRequests).flatMap(([name, schema]) => leavesOf(name, schema)),
];

describe("R-D1 one text policy", () => {
  test("no field of any request lets hidden characters in", () => {
    const through = leaves.flatMap(({ place, schema }) =>
      POISONS.flatMap((poison) => {
        const read = schema.safeParse(poison);
        return read.success && HIDDEN.test(String(read.data)) ? [place] : [];
      }),
    );
    expect(
      leaves.filter(({ schema }) => schema.safeParse("王建国付款一百元整此外再无其他争议").success)
        .length,
    ).toBeGreaterThan(25);
    expect(through).toEqual([]);
  });

  test.each([
    ["a name as people have them", typed.line(100), "麦麦提·吐尔逊", "麦麦提·吐尔逊"],
    ["a Uyghur name in its own script", typed.line(100), "مەمەت تۇرسۇن", "مەمەت تۇرسۇن"],
    [
      "a Mongolian name with its variant selectors",
      typed.line(100),
      "\u182A\u180B\u1820",
      "\u182A\u180B\u1820",
    ],
    ["a rare character beyond the basic plane", typed.line(100), "苟𠅤", "苟𠅤"],
    [
      "a character of a private font, for the check to name",
      typed.line(100),
      "王\uE863",
      "王\uE863",
    ],
    [
      "an ideograph with a variant selector: the ideograph",
      typed.line(100),
      "葛\u{E0100}飾",
      "葛飾",
    ],
    ["a line break in a name: a blank", typed.line(100), "云江市\n东浦区", "云江市 东浦区"],
    ["a name turned round by a control", typed.line(100), "建\u202E国\u202C", "建国"],
    [
      "paragraphs of a proposal",
      typed.clause(5000),
      "第一段\r\n第二段\u2028第三段",
      "第一段\n第二段\n第三段",
    ],
    [
      "a character no paper prints, in a clause: seen as 〓",
      typed.clause(5000),
      "王\uE863付款",
      "王〓付款",
    ],
    ["look-alike radicals", typed.clause(5000), "⼀百元", "一百元"],
    ["a letter and its mark with something hidden between", typed.clause(50), "a\u200B\u0301", "á"],
    ["a family and a heart in a message", typed.talk(400), "👨‍👩‍👧 ❤️ 👍🏽", "👨‍👩‍👧 ❤️ 👍🏽"],
    [
      "a joiner that Persian needs, in a message",
      typed.talk(400),
      "می\u200Cخواهم",
      "می\u200Cخواهم",
    ],
    [
      "a joiner between Chinese characters, in a message",
      typed.talk(400),
      "付\u200D款\u200C",
      "付款",
    ],
    ["turned text in a message", typed.talk(400), "\u202Eabc\u2066", "abc"],
    ["a literal backslash", typed.talk(400), "C:\\u0000\\temp", "C:\\u0000\\temp"],
  ])("%s", (_, schema, given, read) => expect(schema.parse(given)).toBe(read));

  test("whatever is typed, nothing hidden is left, and reading it again changes nothing", () =>
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        for (const tidy of [tidyLine, tidyLines, tidyClause, tidyTalk]) {
          const once = tidy(text);
          expect(tidy(once)).toBe(once);
          if (tidy !== tidyTalk) expect(HIDDEN.test(once)).toBe(false);
        }
      }),
      { numRuns: 2000, seed: 26 },
    ));
});
