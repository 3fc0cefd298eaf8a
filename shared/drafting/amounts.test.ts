import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, inChinese } from "../day.ts";
import { inWords, yuan } from "../money.ts";
import { amountsIn, foreignIn, pairsIn, unreadableWords } from "./amounts.ts";
import { datesIn } from "./dates.ts";
import { numeralValue } from "./numerals.ts";

const fens = (text: string) => amountsIn(text).map((one) => one.fen);

const wide = (text: string) =>
  text
    .replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0))
    .replaceAll(" ", "　");

const plainYuan = (fen: number) => (fen % 100 === 0 ? String(fen / 100) : (fen / 100).toFixed(2));

/** Every way people write one amount. */
const styles: Record<string, (fen: number) => string> = {
  "10,000.00元": (fen) => `${yuan(fen)}元`,
  "10000元": (fen) => `${plainYuan(fen)}元`,
  "10 000.00 元": (fen) => `${yuan(fen).replaceAll(",", " ")} 元`,
  "10'000.00元": (fen) => `${yuan(fen).replaceAll(",", "'")}元`,
  "full-width": (fen) => wide(`${yuan(fen)}元`),
  人民币元: (fen) => `人民币${yuan(fen)}元`,
  人民币: (fen) => `人民币${yuan(fen)}`,
  "¥": (fen) => `¥${yuan(fen)}`,
  "￥ 元整": (fen) => `￥ ${plainYuan(fen)}元整`,
  RMB: (fen) => `RMB${yuan(fen)}`,
  大写: inWords,
  大写圆: (fen) => inWords(fen).replace("元", "圆"),
  正: (fen) => inWords(fen).replace("整", "正"),
  人民币大写: (fen) => `人民币${inWords(fen)}`,
  块: (fen) => `${plainYuan(fen)}块`,
  万: (fen) => `${fen / 1_000_000}万元`,
};

describe("reading amounts", () => {
  test.each(Object.keys(styles))(
    "R-D11 every amount written as %s reads back to the same fen",
    (style) =>
      fc.assert(
        fc.property(
          fc.oneof(
            fc.integer({ min: 1, max: 1e12 }),
            fc.integer({ min: 1, max: 1e5 }),
            fc.integer({ min: 1, max: 1e6 }).map((n) => n * 1e4),
          ),
          fc.constantFrom("", "甲付乙", "共计", "（", "本金为"),
          fc.constantFrom("", "。", "，于12月15日前付清", "）", "整"),
          (fen, before, after) => {
            if (style === "万" && fen % 1_000_000 > 0 && fen > 1e11) return;
            const tail =
              after === "整" && /[整正分]$/u.test((styles[style] as (fen: number) => string)(fen))
                ? ""
                : after;
            expect(fens(`${before}${styles[style]?.(fen)}${tail}`)).toEqual([fen]);
          },
        ),
        { numRuns: 150 },
      ),
  );
  test.each([
    ["1万5千元", 1_500_000],
    ["1万5000元", 1_500_000],
    ["一万五千元", 1_500_000],
    ["一万五元", 1_500_000],
    ["15万零500元", 15_050_000],
    ["3亿2000万元", 32_000_000_000],
    ["1.15万元", 1_150_000],
    ["壹拾万元零叁角整", 10_000_030],
    ["五百块钱", 50_000],
    ["50元5角", 5_050],
    ["伍角整", 50],
    ["伍角伍分", 55],
    ["付20万。", 20_000_000],
    ["１０，０００元", 1_000_000],
    ["壹拾万整", 10_000_000],
    ["廿", null],
  ])("R-D11 %s", (text, fen) => expect(fens(text)).toEqual(fen === null ? [] : [fen]));
  test.each([
    "电话13800000001，身份证号330199199001151234",
    "(2026)云东梧人调字第17号",
    "按年利率12%计息，百分之五，万分之五",
    "3个月内分2期，第2期，60日，36个月",
    "梧桐里8幢2单元401室，三元里，三元区",
    "几十元、两千余元",
    "10,000美元和500港币",
    "建筑面积118.5平方米，3万平方米，10分钟",
    "2026年12月15日",
    "尾号0017，账号6222 0212 3456 7890",
  ])("R-D11 no amount in %s", (text) => expect(fens(text)).toEqual([]));
  test("R-D11 the quote is what stands in the text", () =>
    expect(amountsIn("乙付甲１０，０００元（壹拾万元整）。").map((one) => one.quote)).toEqual([
      "１０，０００元",
      "壹拾万元整",
    ]));
  test("R-D11 other currencies are known as such", () => {
    expect(foreignIn("乙付甲10,000美元，另付US$500和１万港币。")).toEqual([
      "10,000美元",
      "US$500",
      "１万港币",
    ]);
    expect(foreignIn("乙付甲10,000元、单元、公元2026年。")).toEqual([]);
  });
  test.each(["伍拾贰叁", "壹佰贰佰", "万", "", "abc"])("R-D11 %s is no number", (run) =>
    expect(numeralValue(run)).toBeNull(),
  );
});

describe("pairs of digits and words", () => {
  const glue = [
    "（",
    "(",
    "【",
    "（大写：",
    "，大写",
    "（人民币",
    " （ 大写: ",
    "，即",
    "（大写人民币",
  ];
  test("R-D11 one amount written twice is one pair, in either order", () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e11 }),
        fc.constantFrom(...glue),
        fc.boolean(),
        (fen, joint, wordsFirst) => {
          const close = /[（(]/u.test(joint) ? "）" : joint.includes("【") ? "】" : "";
          const [first, second] = wordsFirst
            ? [inWords(fen), `${yuan(fen)}元`]
            : [`${yuan(fen)}元`, inWords(fen)];
          expect(
            pairsIn(`乙付甲${first}${joint}${second}${close}。`).map((pair) => [
              pair.first.fen,
              pair.second.fen,
            ]),
          ).toEqual([[fen, fen]]);
        },
      ),
    ));
  test.each([
    "本金280,000元（贰拾捌万元整），利息24,000元（贰万肆仟元整）",
    "其中退款6,599元、补偿8,000元",
    "共10,000元（叁仟元、柒仟元）",
    "10,000元，其中5,000元为定金",
  ])("R-D11 different amounts in a row are no pair: %s", (text) =>
    expect(pairsIn(text).filter((pair) => pair.first.fen !== pair.second.fen)).toEqual([]),
  );
  test("R-D12 words that make no amount are found", () => {
    expect(unreadableWords("乙付甲520元（大写：伍佰贰拾叁肆元整）。")).toEqual([
      "伍佰贰拾叁肆元整",
    ]);
    expect(unreadableWords("乙付甲520元（大写：伍佰贰拾元整）。")).toEqual([]);
  });
});

describe("reading dates", () => {
  test("R-D11 every day in every style", () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9000 }), (days) => {
        const day = addDays("2020-01-01", days);
        const [y, m, d] = day.split("-").map(Number) as [number, number, number];
        for (const written of [
          inChinese(day),
          day,
          day.replaceAll("-", "/"),
          `${y}.${m}.${d}`,
          wide(day),
          `${y} 年 ${m} 月 ${d} 号`,
        ])
          expect(datesIn(`于${written}前`).map((one) => one.day)).toEqual([day]);
        expect(datesIn(`于${m}月${d}日前`).map((one) => one.monthDay)).toEqual([day.slice(5)]);
      }),
    ));
  test("R-D11 二〇二六年十二月十五日", () =>
    expect(datesIn("于二〇二六年十二月十五日前").map((one) => one.day)).toEqual(["2026-12-15"]));
  test("R-D11 a day that does not exist is known as such", () =>
    expect(datesIn("2027年2月30日").map((one) => one.possible)).toEqual([false]));
  test.each(["3个月", "10.5%", "(2026)第17号", "12幢2单元", "1,234.56", "尾号2026", "2026年"])(
    "R-D11 no date in %s",
    (text) => expect(datesIn(text)).toEqual([]),
  );
});

test("R-D11 no text costs time without end: whatever is repeated is read at once", () => {
  for (const piece of [
    "一",
    "壹",
    "1",
    "万",
    "1万",
    "1 ",
    "一 ",
    "元",
    "壹整",
    "1,",
    "人民币",
    "零",
    "付",
  ]) {
    const began = performance.now();
    amountsIn(piece.repeat(5000 / piece.length));
    expect(performance.now() - began, piece).toBeLessThan(5000);
  }
});
