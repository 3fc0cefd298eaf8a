import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { type Found, redUnder, sealsIn, textOf, wordsOf } from "../testing/paper.ts";
import { samplePapers, SMALL, type Size } from "../testing/samplePapers.ts";
import { openFonts } from "./fonts.ts";
import { forms } from "./forms/index.ts";
import { layOut } from "./lines.ts";
import { openMill } from "./mill.ts";
import { page } from "./page.ts";

const mill = openMill();
const fonts = openFonts();
afterAll(() => mill.stop());

/** Extremes of a case, and a few drawn by a seed. */
const SIZES: [string, Size][] = [
  ["the smallest", { ...SMALL, name: 1, address: 1, clauses: 1 }],
  ["an unsigned one", { ...SMALL, signed: false, agents: 1 }],
  [
    "twelve parties with agents",
    { ...SMALL, parties: 12, name: 12, address: 60, agents: 1, clauses: 3 },
  ],
  [
    "names of 60, sixty instalments",
    {
      ...SMALL,
      parties: 3,
      name: 60,
      address: 200,
      agents: 2,
      instalments: 60,
      amountFen: Number.MAX_SAFE_INTEGER,
    },
  ],
  ...fc
    .sample(
      fc.record({
        parties: fc.integer({ min: 2, max: 12 }),
        name: fc.integer({ min: 1, max: 60 }),
        address: fc.integer({ min: 1, max: 200 }),
        agents: fc.integer({ min: 0, max: 2 }),
        instalments: fc.integer({ min: 2, max: 30 }),
        amountFen: fc.integer({ min: 100, max: Number.MAX_SAFE_INTEGER }),
        clauses: fc.integer({ min: 1, max: 12 }),
        signed: fc.constant(true),
      }),
      { numRuns: 4, seed: 8 },
    )
    .map((size): [string, Size] => [JSON.stringify(size), size]),
];

/**
 * The ink of a word's box, less the blank half of a mark at its ends: two that meet here overprint
 * each other.
 */
const core = ({ text, left, right, top, bottom }: Found) => {
  const high = bottom - top;
  return {
    left: left + (/^[（《【「『“‘〔]/.test(text) ? high * 0.36 : 1),
    right: right - (/[，。、；：？！）》】」』”’〕]$/.test(text) ? high * 0.36 : 1),
    top: top + high * 0.35,
    bottom: bottom - high * 0.35,
  };
};

function overprinted(words: Found[]): string[] {
  const cores = words.map(core);
  return words.flatMap((one, index) => {
    const a = core(one);
    return words
      .slice(index + 1)
      .filter((_, other) => {
        const b = cores[index + 1 + other];
        return b && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
      })
      .map((two) => `${one.text} × ${two.text}`);
  });
}

const HALF_MARK = 9;

const outside = (words: Found[]) =>
  words
    .filter(
      ({ left, right, top, bottom, text }) =>
        left < page.left - 1 ||
        right >
          page.left +
            page.textWidth +
            (/[，。、；：？！）》】」』”’〕]$/.test(text) ? HALF_MARK : 1) ||
        top < page.top - 8 ||
        bottom > page.height - 20,
    )
    .map(({ text, left, right, top }) => `${text} at ${left}–${right}, ${top}`);

test.each(SIZES)(
  "no text of any paper leaves the page's frame, touches another or is cut: %s",
  { timeout: 60_000 },
  async (_, size) => {
    const papers = samplePapers(size);
    for (const { name: form } of Object.values(forms)) {
      const { bytes, pages } = await mill.render(form, papers[form]);
      const found = wordsOf(bytes);
      expect(found.length).toBe(pages);
      for (const [index, words] of found.entries()) {
        expect([form, index + 1, outside(words), overprinted(words)]).toEqual([
          form,
          index + 1,
          [],
          [],
        ]);
        const lines = new Set(
          words
            .filter(({ top }) => top < page.top + page.textHeight - 5)
            .map(({ bottom }) => Math.round(bottom / 6)),
        );
        expect([form, index + 1, lines.size > 1]).toEqual([form, index + 1, true]);
      }
      const all = found
        .flat()
        .map(({ text }) => text)
        .join("");
      if (form === "agreement")
        for (const party of papers.agreement.content.parties)
          for (const text of [party.idMask, party.phoneMask, papers.agreement.content.code])
            expect(all).toContain(text);
    }
  },
);

test("the page with the signatures also holds the closing line, or the last attachments and 此致", async () => {
  for (const clauses of [1, 2, 3, 4, 5, 6, 7]) {
    const papers = samplePapers({ ...SMALL, clauses });
    for (const [form, signing, with_] of [
      ["agreement", "（签名或盖章）", "人民调解法》第二十九条"],
      ["application", "11:00:01", "送达地址确认书.*签署记录.*此致"],
    ] as const) {
      const found = wordsOf((await mill.render(form, papers[form])).bytes).map((words) =>
        words.map(({ text }) => text).join(""),
      );
      const signed = found.filter((text) => text.includes(signing));
      expect([form, clauses, signed.map((text) => new RegExp(with_).test(text))]).toEqual([
        form,
        clauses,
        [true],
      ]);
    }
  }
});

test("papers of the organisation name it, their number and their day, and draw no seal that nobody put on", async () => {
  const papers = samplePapers({ ...SMALL, agents: 1 });
  for (const form of ["mediation-proof", "identity", "authority"] as const) {
    const { bytes } = await mill.render(form, papers[form]);
    const said = textOf(bytes);
    for (const words of [
      "编号：（2026）云东梧人调字第128号",
      `（盖章处）${papers[form].organisation}2026年11月21日`,
    ])
      expect([form, said]).toEqual([form, expect.stringContaining(words)]);
    expect([form, sealsIn(bytes)]).toEqual([form, []]);
  }
  expect(textOf((await mill.render("address", papers.address)).bytes)).toContain("案由：合同纠纷");
});

test("the one seal that is drawn bears the very name that is printed beside it, and leaves the day clear", async () => {
  for (const name of [
    "云江市东浦区梧桐街道人民调解委员会",
    "东浦区调委会",
    "云江市东浦区梧桐街道长宁路社区物业纠纷人民调解委员会",
  ]) {
    const { agreement } = samplePapers(SMALL);
    const content = {
      ...agreement.content,
      organisation: { ...agreement.content.organisation, name },
    };
    const { bytes } = await mill.render("agreement", { ...agreement, content });
    expect([name, sealsIn(bytes)]).toEqual([name, [`${name}印章`]]);
    const right = wordsOf(bytes)
      .flat()
      .filter(({ left }) => left > page.left + page.textWidth - 255);
    expect(right.map(({ text }) => text).join("")).toContain(`${name}2026年11月21日`);
    expect(redUnder(bytes, "2026年11月21日")).toBe(0);
  }
  const frozen = await mill.render(
    "agreement",
    samplePapers({ ...SMALL, signed: false }).agreement,
  );
  expect([sealsIn(frozen.bytes), textOf(frozen.bytes).includes("（盖章处）")]).toEqual([[], true]);
});

test("what a clause says in lines stands in lines on the application too: each instalment, each of the parties' own words", async () => {
  const { application } = samplePapers({ ...SMALL, instalments: 3 });
  const own = "逾期的，按年利率4%支付利息";
  const [first = "", ...rest] = application.content.terms;
  const content = { ...application.content, terms: [`${first}\n${own}`, ...rest] };
  const lines = wordsOf(
    (await mill.render("application", { ...application, content })).bytes,
  ).flat();
  for (const start of ["第一期：", "第二期：", "第三期：", "逾期的，"]) {
    const found = lines.filter(({ text }) => text.startsWith(start));
    expect([start, found.map(({ left }) => Math.round(left - page.left - 31.5))]).toEqual([
      start,
      [0],
    ]);
  }
});

test("whose place to sign it is, and in what capacity he signed, is printed: a legal representative is no agent", async () => {
  const { agreement, application, record } = samplePapers({ ...SMALL, name: 6 });
  const [person, company] = agreement.content.parties.map((party) => party.name);
  const head = agreement.content.parties[1]?.legalRepresentative?.name;
  const said = textOf((await mill.render("agreement", agreement)).bytes);
  const applied = textOf((await mill.render("application", application)).bytes);
  const full = textOf((await mill.render("record", record)).bytes);
  for (const words of [
    `申请人（签名或盖章）：${person}`,
    `被申请人（签名或盖章）：${company}`,
    "人民调解员（签名）：谷梁书",
  ])
    expect(said).toContain(words);
  for (const text of [said, applied]) expect(text).toContain(`${head}（法定代表人）2026-11-21`);
  expect(full).toContain(`${company}的法定代表人`);
  for (const text of [said, applied, full]) expect(text).not.toContain("（代");
  expect(applied).toContain(`申请人：${company}（调解协议书中的被申请人）`);
});

const KEPT = [
  "14,599.00",
  "186,000.00元",
  "2026年12月15日",
  "7KQM-3PMU-9XTR",
  "6222 0212 3456 7890 123",
  "（2026）",
  "第128号",
  "（2026）云东梧人调字第128号",
  "（2026）浙0199诉前调确77号",
  "二〇二六年十二月三十一日",
  "a.b@mail.example.com",
];

test("a number, a date, a code, an account is never broken while it fits, nor opened", () =>
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.constantFrom(...KEPT),
          fc.constantFrom("甲方", "于", "向乙方支付人民币", "，", "。", "（", "）"),
        ),
        {
          maxLength: 40,
        },
      ),
      fc.integer({ min: 190, max: 460 }),
      (parts, width) => {
        const text = parts.join("的");
        const lines = layOut(text, { size: 12, width, face: "serif", fonts, indent: 24 });
        expect(
          lines.flatMap((line) =>
            line.runs.filter((run) => /^[\d,.A-Z-]+$/.test(run.text) && run.spacing !== 0),
          ),
        ).toEqual([]);
        const drawn = lines.map((line) => line.runs.map((run) => run.text).join("")).join("\n");
        for (const kept of KEPT) expect(drawn.split(kept).length).toBe(text.split(kept).length);
        for (const line of lines) expect(line.width).toBeLessThanOrEqual(width + 6.1);
      },
    ),
    { numRuns: 300, seed: 8 },
  ));

test("an amount in a narrow column is read back whole", async () => {
  const papers = samplePapers({ ...SMALL, instalments: 3, amountFen: 4_379_700 });
  const words = wordsOf((await mill.render("agreement", papers.agreement)).bytes).flat();
  expect(words.filter(({ text }) => text === "14,599.00").length).toBe(3);
  expect(words.some(({ text }) => text.includes("43,797.00"))).toBe(true);
  expect(words.some(({ text }) => text.includes(papers.agreement.contentHash))).toBe(true);
  const most = samplePapers({ ...SMALL, instalments: 2, amountFen: Number.MAX_SAFE_INTEGER });
  const largest = wordsOf((await mill.render("agreement", most.agreement)).bytes).flat();
  for (const amount of ["45,035,996,273,704.95", "45,035,996,273,704.96"])
    expect(largest.filter(({ text }) => text === amount).length).toBe(1);
});
