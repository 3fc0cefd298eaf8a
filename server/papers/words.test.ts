import { expect, test } from "vitest";
import { openFonts } from "./fonts.ts";
import { piecesOf, tokensOf } from "./words.ts";

const words = (text: string) =>
  tokensOf(text)
    .filter(({ kind }) => kind === "word")
    .map((token) => token.text);

test.each([
  "（2026）云东梧人调字第21号",
  "（2026）浙0199诉前调确77号",
  "2026年12月15日",
  "二〇二六年十二月十五日",
  "2026-11-21 03:00:00",
  "6222 0212 3456 7890",
  "304,000.00元",
  "1.5万元",
  "7KQM-3PMU-9XTR",
  "a.b@mail.example.com",
  "https://yuntiao.example/verify/7KQM",
  "ئابدۇللا ·مەمەت",
  "སྒྲོལ་མ",
])("%s is never broken", (text) => expect(words(`乙${text}甲`)).toEqual([text]));

test("Chinese breaks between any two characters, and a blank is a place to break", () => {
  expect(tokensOf("甲 乙\n丙").map(({ text, kind }) => [text, kind])).toEqual([
    ["甲", "mark"],
    [" ", "space"],
    ["乙", "mark"],
    [" ", "space"],
    ["丙", "mark"],
  ]);
});

test("the parts are the whole text, whatever it is, in its composed form", () => {
  const text = "乙（男，1990年1月15日生）付304,000.00元\u3000至e\u0301tat 6222 0212。";
  expect(
    tokensOf(text)
      .map((token) => token.text)
      .join(""),
  ).toBe(text.normalize("NFC"));
});

test("a word stands in one font where one has all of it, and a name no face has in two", () => {
  const fonts = openFonts();
  const pieces = (text: string) => piecesOf(text, 10, "serif", fonts);
  expect(pieces("2026年").map(({ text }) => text)).toEqual(["2026年"]);
  const [latin] = pieces("Straße");
  expect([latin?.text, latin?.shaped]).toEqual(["Straße", false]);
  expect(pieces("ئابدۇللا")).toMatchObject([{ text: "ئابدۇللا", shaped: true }]);
  const width = pieces("甲乙").reduce((sum, piece) => sum + piece.width, 0);
  expect(width).toBeCloseTo(20, 1);
});

test("a character that no font draws stops the paper by its name", () =>
  expect(() => piecesOf("\u{10fffd}", 10, "serif", openFonts())).toThrow("U+10FFFD"));
