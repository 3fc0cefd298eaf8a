import { useTranslation } from "react-i18next";
import { ordinal } from "../../shared/drafting/clause.ts";

/** 3 → 三, as the clauses of a paper are counted; in English 3. */
export function useClauseNumber(): (n: number) => string {
  const { i18n } = useTranslation();
  return (n) => (i18n.language === "en" ? String(n) : ordinal(n));
}
