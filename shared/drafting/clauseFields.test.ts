import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { addDays, inChinese } from "../day.ts";
import { yuan } from "../money.ts";
import { boundText } from "./boundText.ts";
import { type ClauseFields, emptyFields } from "./clause.ts";
import { clauseFields } from "./clauseFields.ts";
import { clausesOf, orderOf, readDocument } from "./document.ts";
import type { FieldName, RowsName } from "./eachField.ts";
import { cellsOf, eachValue, fieldNames, isRowsName, scalarField } from "./eachField.ts";
import { callsFor, linesOf, sentenceOf } from "./sentence.ts";

/** A draft as it was written before there was a table of fields, as a Yjs update. */
const STORED =
  "ASUBACcBB2NsYXVzZXMCYzEBKAABAARraW5kAXcHcGF5bWVudCgAAQAEZ29uZQF5JwABAARib2R5BAcAAQMDCXBhcmFn" +
  "cmFwaAcAAQQGBAABBRjku6XovazotKbmlrnlvI/mlK/ku5jjgIInAAEABmZpZWxkcwEoAAEOBXBheWVyAXcBYigAAQ4F" +
  "cGF5ZWUBdwFhKAABDglhbW91bnRGZW4BfawEKAABDgdkdWVEYXRlAX4oAAEOB2FjY291bnQBdwrlsL7lj7cwMDE3JwAB" +
  "AARwbGFuAAcAARQBKAABFQlhbW91bnRGZW4BfaQBKAABFQdkdWVEYXRlAXcKMjAyNi0xMi0xNYcBFQEoAAEYCWFtb3Vu" +
  "dEZlbgF+KAABGAdkdWVEYXRlAX4IAQVvcmRlcgF3AmMxJwEHY2xhdXNlcwJjMgEoAAEcBGtpbmQBdwRmcmVlKAABHARn" +
  "b25lAXknAAEcBGJvZHkEBwABHwMJcGFyYWdyYXBoBwABIAYEAAEhD+WPjOaWueWQjOaEj+OAgocBIAMJcGFyYWdyYXBo" +
  "JwABHAZmaWVsZHMBKAABKAVwYXllcgF+KAABKAVwYXllZQF+KAABKAlhbW91bnRGZW4BfigAASgHZHVlRGF0ZQF+KAAB" +
  "KAdhY2NvdW50AX4nAAEcBHBsYW4AiAEbAXcCYzIA";

/** What stands in it, and the hash that consent to each clause was given to. */
const STOOD = [
  {
    id: "c1",
    kind: "payment",
    paragraphs: ["以转账方式支付。"],
    fields: {
      payer: "b",
      payee: "a",
      amountFen: 300,
      dueDate: null,
      account: "尾号0017",
      plan: [
        { amountFen: 100, dueDate: "2026-12-15" },
        { amountFen: null, dueDate: null },
      ],
    },
    hash: "e08379cea645a3f64ab964738382a110897bbe23b2cd745182573a36ce14b2ae",
  },
  {
    id: "c2",
    kind: "free",
    paragraphs: ["双方同意。", ""],
    fields: {
      payer: null,
      payee: null,
      amountFen: null,
      dueDate: null,
      account: null,
      plan: [],
    },
    hash: "d47146139dd3fd16a424af9bc0dc4a97e1c61fe4f02afbfe2be60c06b2d58e85",
  },
];

test("R-D6 a draft from before a field came reads as it did, and consent given to it holds", () => {
  const doc = new Y.Doc();
  orderOf(doc);
  clausesOf(doc);
  Y.applyUpdate(doc, Buffer.from(STORED, "base64"));
  const read = readDocument(doc).map((clause) => ({
    ...clause,
    hash: createHash("sha256").update(boundText(clause)).digest("hex"),
  }));
  expect(read).toMatchObject(STOOD);
});

test.each(["zh-CN", "en"])("every field has its words in %s", (language) => {
  const file = new URL(`../../client/locales/${language}/drafting.json`, import.meta.url);
  const drafting = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
  const asked = fieldNames.flatMap((name) => {
    const cells = isRowsName(name) ? cellsOf(name).map(([, cell]) => cell) : [];
    return [clauseFields[name], ...cells].flatMap((field) => [
      field.label,
      ...("hint" in field && field.hint ? [field.hint] : []),
      ...("labelOf" in field ? [field.labelOf] : []),
    ]);
  });
  const wordsFor = (key: string) => drafting[key.replace(/^drafting\./u, "")];
  expect(asked.filter((key) => typeof wordsFor(key) !== "string")).toEqual([]);
});

describe("R-D10 a payment clause says what each of its fields holds", () => {
  const parties = ["a", "b", "c", "d"].map((id) => ({ id, name: `当事人${id}`, title: "" }));
  const calls = callsFor(parties);
  /** Another value at each asking, and how papers write it. */
  let n = 0;
  const make = {
    party: () => parties[n++ % parties.length]?.id,
    money: () => 1_000 + n++,
    day: () => addDays("2027-01-01", n++),
    words: () => `填写的话${n++}`,
  };
  const written = {
    party: (id: unknown) => calls(String(id)) ?? "",
    money: (fen: unknown) => yuan(Number(fen)),
    day: (day: unknown) => inChinese(String(day)),
    words: String,
  };
  function said(fields: ClauseFields): string {
    const clause = { id: "c", kind: "payment", paragraphs: [], fields } as const;
    return linesOf({ ...clause, paragraphs: [], sentence: sentenceOf(clause, calls) }).join("\n");
  }
  function filled(withRows: boolean): ClauseFields {
    const row = (name: RowsName) => cellsOf(name).map(([cell, { holds }]) => [cell, make[holds]()]);
    const rows = (name: RowsName) => [row(name), row(name)].map((one) => Object.fromEntries(one));
    function value(name: FieldName): unknown {
      if (!isRowsName(name)) return make[scalarField(name).holds]();
      return withRows ? rows(name) : [];
    }
    return Object.fromEntries(fieldNames.map((name) => [name, value(name)])) as ClauseFields;
  }

  test.each([false, true])("with rows: %s", (withRows) => {
    const fields = filled(withRows);
    const text = said(fields);
    // The rows have days of their own, and then the one beside them is not said.
    const asked = eachValue(fields).filter(({ at }) => !(withRows && at === "dueDate"));
    const unsaid = asked.filter(({ field, value }) => !text.includes(written[field.holds](value)));
    expect(unsaid).toEqual([]);
    expect(asked.length).toBeGreaterThan(withRows ? 6 : 4);
  });
});

test("R-D2 nothing is filled in at first", () => {
  expect(eachValue(emptyFields).filter(({ value }) => value !== null)).toEqual([]);
  expect(Object.keys(emptyFields)).toEqual(fieldNames);
});
