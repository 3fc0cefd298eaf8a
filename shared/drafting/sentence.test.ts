import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays } from "../day.ts";
import { inWords, yuan } from "../money.ts";
import { type ClauseFields, emptyFields } from "./clause.ts";
import { callsFor, linesOf, planLines, sentenceOf } from "./sentence.ts";

const parties = [
  { id: "a", name: "卫龑", title: "申请人" },
  { id: "b", name: "闻人喆", title: "被申请人" },
];

const calls = callsFor(parties);

const pays = (fields: Partial<ClauseFields> = {}) => ({
  id: "c",
  kind: "payment" as const,
  paragraphs: ["以转账方式支付。"],
  fields: {
    ...emptyFields,
    payer: "b",
    payee: "a",
    amountFen: 30_400_000,
    dueDate: "2026-12-15",
    ...fields,
  },
});

describe("the sentence of a payment clause", () => {
  test("R-D10 one payment", () =>
    expect(sentenceOf(pays({ account: "户名卫龑，云江银行梧桐支行，尾号0017。" }), calls)).toBe(
      "闻人喆于2026年12月15日（含当日）前向卫龑支付人民币304,000.00元（大写：叁拾万肆仟元整），付至以下账户：户名卫龑，云江银行梧桐支行，尾号0017。",
    ));
  test("R-D10 instalments are lines of their own", () => {
    const clause = pays({
      plan: [
        { amountFen: 15_200_000, dueDate: "2026-12-15" },
        { amountFen: 15_200_000, dueDate: "2027-01-15" },
      ],
    });
    expect(linesOf({ ...clause, sentence: sentenceOf(clause, calls) })).toEqual([
      "闻人喆向卫龑支付人民币304,000.00元（大写：叁拾万肆仟元整），分二期付清，每期的金额和期限见付款计划。",
      "第一期：2026年12月15日（含当日）前支付152,000.00元（大写：壹拾伍万贰仟元整）；",
      "第二期：2027年1月15日（含当日）前支付152,000.00元（大写：壹拾伍万贰仟元整）。",
      "以转账方式支付。",
    ]);
  });
  test("R-D10 what is not filled in yet is shown as a gap", () =>
    expect(sentenceOf({ kind: "payment", fields: emptyFields }, calls)).toBe(
      "〔付款人〕于〔期限〕向〔收款人〕支付人民币〔金额〕元。",
    ));
  test("R-D10 a plan of one row is one payment", () => {
    const clause = pays({
      dueDate: null,
      plan: [{ amountFen: 30_400_000, dueDate: "2027-01-15" }],
    });
    expect(sentenceOf(clause, calls)).toContain("于2027年1月15日（含当日）前向卫龑");
    expect(planLines(clause.fields.plan)).toEqual([]);
  });
  test("R-D10 two parties of one name are told apart", () => {
    const same = callsFor(parties.map((party) => ({ ...party, name: "张伟" })));
    expect(sentenceOf(pays(), same)).toMatch(/^被申请人张伟于.*向申请人张伟支付/u);
  });
  test("R-D10 a kind without fields has no sentence", () =>
    expect(sentenceOf({ kind: "act", fields: pays().fields }, calls)).toBe(""));
  test("R-D10 whatever the fields hold stands in the lines", () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e11 }),
        fc.integer({ min: 0, max: 4000 }),
        fc.integer({ min: 2, max: 60 }),
        (fen, days, rows) => {
          const plan = Array.from({ length: rows }, (_, index) => ({
            amountFen: fen,
            dueDate: addDays("2026-12-01", days + index),
          }));
          const clause = pays({ amountFen: fen * rows, dueDate: null, plan });
          const lines = linesOf({ ...clause, paragraphs: [], sentence: sentenceOf(clause, calls) });
          expect(lines).toHaveLength(rows + 1);
          expect(lines[0]).toContain(`${yuan(fen * rows)}元（大写：${inWords(fen * rows)}）`);
          for (const line of lines.slice(1)) expect(line).toContain(yuan(fen));
        },
      ),
    ));
});
