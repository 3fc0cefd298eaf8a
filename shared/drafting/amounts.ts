import { isFen } from "../money.ts";
import { isFormal, NUMERALS, numeralValue } from "./numerals.ts";
import { readable } from "./readable.ts";

/** An amount of money found in a text: how it stands there, what it is worth, how it is written. */
export type Amount = {
  fen: number;
  quote: string;
  start: number;
  end: number;
  form: "digits" | "words";
  per: boolean;
};

const DIGITS = "\\d{1,3}(?: \\d{3})+(?:\\.\\d{1,2})?|\\d+(?:[,'’]\\d+)*(?:\\.\\d+)?";

/**
 * Bounded, and in one way only: what can be read in many ways costs time without end on a text made
 * for it.
 */
const SOME = `[${NUMERALS}]{1,40}`;
const RUN = `(?:${DIGITS}|${SOME}(?:\\s*(?:${DIGITS}))?)(?:(?:\\s+|(?<=\\d))${SOME}(?:\\s*(?:${DIGITS}))?){0,12}`;
const ONE = "[0-9零〇一二三四五六七八九壹贰貳弍叁參叄肆伍陆陸柒捌玖]";
const SIGN = "人民币|RMB|CNY|[¥￥]";

/** 三元里, 三元区 are places, 几十元 and 两千余元 no amounts. */
const YUAN = "(?:元|圆|圓|块钱?|塊)(?![区里村桥镇街路坊庙店素器件年])";
const CENTS = `(?:\\s*零?(?<jiao>${ONE})角)?(?:\\s*零?(?<fen>${ONE})分(?![之钟]))?(?:\\s*[整正])?`;

const patterns = [
  new RegExp(`(?<![\\d.,几数多余])(?:(?:${SIGN})\\s*)*(?<run>${RUN})\\s*${YUAN}${CENTS}`, "giu"),
  new RegExp(`(?:${SIGN})\\s*(?<run>(?:${DIGITS})\\s*[十百千万亿]*)(?![\\d.%])`, "giu"),
  // 壹拾万整: the unit left out, the closing character kept.
  new RegExp(
    `(?<run>[${NUMERALS}]{0,30}[壹贰貳叁肆伍陆陸柒捌玖拾佰仟][${NUMERALS}]{0,30})[整正]`,
    "gu",
  ),
  // 柒角伍分: less than a yuan.
  new RegExp(
    `(?<![元圆圓块\\d${NUMERALS}])(?<jiao>${ONE})角(?:零?(?<fen>${ONE})分)?(?:[整正])?`,
    "gu",
  ),
  /(?<![元圆圓块角])(?<fen>[壹贰叁肆伍陆柒捌玖])分(?:[整正])?/gu,
  // 付20万: everybody knows of what.
  new RegExp(`(?<=[付给还偿赔款金额])(?<run>(?:${RUN}))(?<=[万亿])(?=[,。;、)\\s]|$)`, "gu"),
];

/**
 * R-D11. Reads every amount of money in a text, in whatever style people write it, and nothing that
 * is no money.
 */
export function amountsIn(text: string): Amount[] {
  const { plain, quote } = readable(text);
  const found: Amount[] = [];
  for (const pattern of patterns)
    for (const match of plain.matchAll(pattern)) {
      const start = match.index;
      const end = start + match[0].length;
      const fen = fenOf(match.groups ?? {});
      if (fen === null || found.some((one) => start < one.end && one.start < end)) continue;
      const per =
        /^\s*(?:\/|每|一?平方米)/u.test(plain.slice(end)) ||
        /每[^,。;，；]{0,6}$/u.test(plain.slice(0, start));
      found.push({
        fen,
        quote: quote(start, end),
        start,
        end,
        form: isFormal(match[0]) ? "words" : "digits",
        per,
      });
    }
  return found.sort((one, other) => one.start - other.start);
}

function fenOf({ run, jiao, fen }: Partial<Record<string, string>>): number | null {
  const parts = [
    [run, 100],
    [jiao, 10],
    [fen, 1],
  ] as const;
  let sum = 0;
  for (const [written, worth] of parts) {
    if (written === undefined) continue;
    const value = numeralValue(written);
    if (value === null) return null;
    sum += value * worth;
  }
  const rounded = Math.round(sum);
  return isFen(rounded) ? rounded : null;
}

const CLOSED = /^[\s)\]】〕}」』>》"'”’]*(?![、+])/u;

const JOINT =
  /^(?:[\s()[\]{}【】〔〕「」『』<>《》"'“”‘’,:;、\-—]|大写|小写|人民币|金额|即|为|RMB|CNY|¥)*$/iu;

const OPENS = /[([{【〔「『<《]|大写|小写|即/u;

export type Pair = { first: Amount; second: Amount };

/** Two ways one amount is written side by side: 10,000元（壹万元整）, 大写壹万元整，小写10,000元. */
export function pairsIn(text: string): Pair[] {
  const { plain } = readable(text);
  const amounts = amountsIn(text);
  return amounts.slice(1).flatMap((second, index) => {
    const first = amounts[index] as Amount;
    const joint = plain.slice(first.end, second.start);
    const after = plain.slice(second.end, second.end + 3);
    if (
      joint.length > 20 ||
      !JOINT.test(joint) ||
      /^[、+]/u.test(after) ||
      (/^\s*[)\]】〕}」』>》]/u.test(joint) && !OPENS.test(joint)) ||
      (/[、;]/u.test(joint) && !OPENS.test(joint))
    )
      return [];
    const bracketed = OPENS.test(joint) && /^\s*[)\]】〕}」』>》]/u.test(after);
    return CLOSED.test(after) && (first.form !== second.form || bracketed)
      ? [{ first, second }]
      : [];
  });
}

/** Characters of an amount in words that make no amount: 壹拾百贰元. */
export function unreadableWords(text: string): string[] {
  const { plain, quote } = readable(text);
  const amounts = amountsIn(text);
  return [
    ...plain.matchAll(
      /(?:大写:?\s*)(?:人民币)?([壹贰叁肆伍陆柒捌玖拾佰仟万亿零元圆角分整正]{2,})/gu,
    ),
  ].flatMap((match) => {
    const written = match[1] ?? "";
    const start = match.index + match[0].length - written.length;
    const end = start + written.length;
    return amounts.some((one) => one.start <= start && one.end >= end) ? [] : [quote(start, end)];
  });
}

const CURRENCIES =
  "美元|美金|港元|港币|澳门元|欧元|英镑|日元|日圆|韩元|澳元|加元|加拿大元|新台币|台币|新加坡元|新元|卢布|泰铢|瑞士法郎|USDT?|HKD|EUR|GBP|JPY|比特币";

const FOREIGN = new RegExp(
  `(?:${RUN})\\s*(?:${CURRENCIES})|(?:US|HK)?[$€£]\\s*(?:${DIGITS})|(?:USD|HKD|EUR)\\s*(?:${DIGITS})`,
  "giu",
);

/** Amounts in another currency than the yuan. */
export const foreignIn = (text: string): string[] => {
  const { plain, quote } = readable(text);
  return [...plain.matchAll(FOREIGN)].map((match) =>
    quote(match.index, match.index + match[0].length),
  );
};
