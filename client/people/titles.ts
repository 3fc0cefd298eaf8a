import { useTranslation } from "react-i18next";

const NUMERALS = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];

/**
 * A person's place in the case, in the reader's language: 被申请人一（借款人） → Respondent 1（借款人）, 申请人的代理人 →
 * agent of Applicant. Papers keep the Chinese.
 */
export function useTitle(): (title: string) => string {
  const { t, i18n } = useTranslation();
  return (title) => {
    if (i18n.language !== "en") return title;
    const [, side, numeral, acting, rest = ""] =
      /^(申请人|被申请人|调解员|人民调解员|印章)([一二三四五六七八九十]*)(的代理人|的法定代表人)?(.*)$/.exec(
        title,
      ) ?? [];
    if (!side) return title;
    const number = numeral ? ` ${NUMERALS.indexOf(numeral) + 1}` : "";
    const name =
      {
        申请人: t("cases.side.applicant"),
        被申请人: t("cases.side.respondent"),
        印章: t("people.seal"),
      }[side] ?? t("entry.roles.mediator");
    const who = `${name}${number}${rest}`;
    return acting
      ? t(acting === "的代理人" ? "people.agentOf" : "people.representativeOf", { who })
      : who;
  };
}
