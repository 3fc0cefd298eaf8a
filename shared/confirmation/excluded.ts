/** Matters a court does not take up for judicial confirmation, by the ground they fall under. */
export type ExcludedMatter = "status" | "ownership" | "labour-relation";
export type Excluded = { matter: ExcludedMatter; words: string };

const STATUS = "(?:婚姻|夫妻|亲子|父子|父女|母子|母女|收养|监护)关系";

const RIGHT =
  "(?:房屋|房产|住房|不动产|商铺|车位|车库|土地|宅基地|商标权?|专利权?|著作权|版权|所有权|产权|使用权|林权|承包经营权|地役权|抵押权)";

/** Money and things that merely have to do with a thing are no right to it. */
const NOT_THE_RIGHT = "(?:租金|押金|定金|保证金|款|费|收益|赔偿|补偿|钥匙|资料)";

const patterns: [ExcludedMatter, RegExp][] = [
  [
    "status",
    new RegExp(
      `(?:确认|认定|解除|终止|断绝|恢复|存在|建立|成立)[^。；;]{0,40}?${STATUS}(?!存续)`,
      "u",
    ),
  ],
  ["status", new RegExp(`${STATUS}[^。；;，,]{0,12}(?:有效|无效|成立|解除|终止|存在|确认)`, "u")],
  [
    "status",
    /(?:确认|认定)[^。；;]{0,30}[系为是][^。；;，,]{1,20}(?:生父|生母|亲生|养父|养母|养子|养女|监护人)/u,
  ],
  ["status", /(?:自愿|同意|协议|决定)离婚/u],
  ["labour-relation", /(?:确认|认定)[^。；;]{0,40}?(?:劳动|雇佣|人事)关系/u],
  ["labour-relation", /(?:劳动|人事)关系[^。；;，,]{0,12}(?:予以确认|成立|有效|无效)/u],
  [
    "ownership",
    new RegExp(
      `${RIGHT}(?:(?!${NOT_THE_RIGHT})[^。；;]){0,14}?(?:归属?于?|属于?|判归|由)[^。；;，,]{0,20}?(?:所有|享有|共有|取得)`,
      "u",
    ),
  ],
  [
    "ownership",
    new RegExp(`(?:确认|认定)[^。；;]{0,30}(?:${RIGHT})的?(?:所有权人|权利人|产权人|共有人)`, "u"),
  ],
];

/** A sentence that leaves the matter out does not settle it. */
const LEFT_OUT = /不涉及|不包括|不含|不确认|不处理|撤回|另案|另行(?:处理|主张|申请|解决)|除外/u;

/**
 * R-C15. Marriage, parentage and adoption, and to whom a real right or intellectual property
 * belongs, are not confirmed (解释 355(3), (5)); of labour disputes only duties to pay (劳动争议解释(一)
 * 52). The words that say so, each matter once.
 */
export function excludedMatters(text: string): Excluded[] {
  const found = new Map<ExcludedMatter, string>();
  for (const sentence of text
    .normalize("NFKC")
    .replace(/\s/gu, "")
    .split(/(?<=[。;])/u)) {
    if (LEFT_OUT.test(sentence)) continue;
    for (const [matter, pattern] of patterns) {
      const hit = pattern.exec(sentence);
      if (hit && !found.has(matter)) found.set(matter, hit[0]);
    }
  }
  return [...found].map(([matter, words]) => ({ matter, words }));
}
