import { inChinese } from "../../day.ts";
import { datesIn, type FoundDate } from "../dates.ts";
import { type Found, sentencesOf, type TextInput, wordsOf } from "../finding.ts";
import { dueDays } from "./payment.ts";

/** What makes a date the last day of a payment. */
const LAST_DAY =
  /^\s*(?:[(（]含(?:当|本)?日[)）])?\s*(?:之?前|以前|止|届满|到期|付|支付|给付|还|归还|偿还)/u;

const OTHER_DATE =
  /签订|签署|出具|借款|转账|发生|起算|起至|维修|验收|交付房屋|交房|办理|过户|逾期|利息|违约|已经?(?:支付|付|收|还)|已[于在]|曾|如|若|未按/u;

/**
 * R-D14. A date in a person's own words exists, and a last day of payment there is one of the
 * fields.
 */
export const dates = ({ clauses }: TextInput): Found[] =>
  clauses.flatMap((clause) =>
    sentencesOf(wordsOf(clause)).flatMap((text) =>
      datesIn(text).flatMap((found): Found[] => {
        const at = { clauseId: clause.id, field: "words" };
        if (!found.possible)
          return [
            { ...at, code: "date-impossible", blocking: true, values: { quote: found.quote } },
          ];
        const due = clause.kind === "payment" ? dueDays(clause).map(({ day }) => day) : [];
        if (due.length === 0 || due.some((day) => isSame(found, day))) return [];
        const otherYear = due.some((day) => day.slice(5) === found.monthDay);
        const lastDay = !OTHER_DATE.test(text) && LAST_DAY.test(text.slice(found.end));
        if (!otherYear && !lastDay) return [];
        return [
          {
            ...at,
            code: "date-differs",
            blocking: true,
            values: { quote: found.quote, due: due.map(inChinese).join("、") },
          },
        ];
      }),
    ),
  );

const isSame = (found: FoundDate, day: string): boolean =>
  found.day === null ? day.slice(5) === found.monthDay : found.day === day;
