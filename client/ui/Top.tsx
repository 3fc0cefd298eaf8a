import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { keepLanguage, keepType } from "./preferences.ts";

/** The head of every page: where one is, the language, the size of type. */
export function Top({ children, home = "/" }: { children?: ReactNode; home?: string }) {
  const { t, i18n } = useTranslation();
  return (
    <header className="top">
      <a className="skip" href="#main">
        {t("ui.skip")}
      </a>
      <Link className="brand" to={home}>
        云调解{i18n.language === "en" && <span className="latin"> Yuntiao</span>}
      </Link>
      <div className="grow row" style={{ flexWrap: "nowrap", overflow: "hidden" }}>
        {children}
      </div>
      <button
        type="button"
        className="quiet"
        onClick={keepType}
        aria-label={t("ui.largeType")}
        title={t("ui.largeType")}
      >
        大 A
      </button>
      <button
        type="button"
        className="quiet"
        lang={i18n.language === "en" ? "zh-CN" : "en"}
        onClick={() => keepLanguage(i18n.language === "en" ? "zh-CN" : "en")}
      >
        {i18n.language === "en" ? "中文" : "EN"}
      </button>
    </header>
  );
}
