const PLAIN: Record<string, string> = {
  零: "〇",
  壹: "一",
  贰: "二",
  貳: "二",
  弍: "二",
  两: "二",
  叁: "三",
  參: "三",
  叄: "三",
  肆: "四",
  伍: "五",
  陆: "六",
  陸: "六",
  柒: "七",
  捌: "八",
  玖: "九",
  拾: "十",
  佰: "百",
  仟: "千",
  萬: "万",
  億: "亿",
};

const DIGITS = "〇一二三四五六七八九";

const UNITS: [string, number][] = [
  ["亿", 1e8],
  ["万", 1e4],
  ["千", 1e3],
  ["百", 100],
  ["十", 10],
];

export const NUMERALS = "零〇一二三四五六七八九十百千两壹贰貳弍叁參叄肆伍陆陸柒捌玖拾佰仟万萬亿億";
const FORMAL = /[壹贰貳弍叁參叄肆伍陆陸柒捌玖拾佰仟]/u;

/** Whether a number is written in the characters meant for amounts in words (大写). */
export const isFormal = (run: string): boolean => FORMAL.test(run);

/**
 * The value of a number as people write it: 10,000 · 1.5万 · 一万五千 · 壹拾万 · 3亿2000万 · 二〇二六; null when
 * it is none. What does not fit its place (伍拾贰叁) is none either.
 */
export function numeralValue(run: string): number | null {
  const plain = [...run.replace(/[\s,'’]/gu, "")]
    .map((character) => PLAIN[character] ?? character)
    .join("");
  return plain ? value(plain) : null;
}

function value(plain: string): number | null {
  for (const [unit, size] of UNITS) {
    const at = plain.lastIndexOf(unit);
    if (at < 0) continue;
    const before = plain.slice(0, at);
    const left = before === "" && unit === "十" ? 1 : before === "" ? null : value(before);
    const right = rest(plain.slice(at + 1), size);
    const fits = left !== null && right !== null && right < size && (size >= 1e4 || left < 10);
    return fits ? left * size + right : null;
  }
  return base(plain);
}

/**
 * What follows a unit. One digit right behind it counts the next unit down, as it is spoken (一万五,
 * 三百五).
 */
function rest(plain: string, size: number): number | null {
  if (plain === "") return 0;
  const spoken = size >= 100 && plain.length === 1 ? DIGITS.indexOf(plain) : -1;
  return spoken > 0 ? spoken * (size / 10) : value(plain.replace(/^〇(?=.)/u, ""));
}

function base(plain: string): number | null {
  if (/^\d+(?:\.\d+)?$/u.test(plain)) return Number(plain);
  const digits = [...plain].map((character) => DIGITS.indexOf(character));
  return digits.includes(-1) ? null : digits.reduce((sum, digit) => sum * 10 + digit, 0);
}
