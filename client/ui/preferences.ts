import i18next from "i18next";
import { initReactI18next } from "react-i18next";

const TYPE = "yuntiao.type";
const LANGUAGE = "yuntiao.language";

const kept = (name: string): string | null => {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
};

const keep = (name: string, value: string) => {
  try {
    localStorage.setItem(name, value);
  } catch {
    /* private browsing: the choice lasts for this page */
  }
};

async function load(language: string) {
  const { words } =
    language === "en"
      ? await import("../locales/en/index.ts")
      : await import("../locales/zh-CN/index.ts");
  if (!i18next.isInitialized)
    await i18next.use(initReactI18next).init({
      lng: language,
      fallbackLng: language,
      resources: { [language]: { translation: words } },
      interpolation: { escapeValue: false },
      returnNull: false,
    });
  else {
    i18next.addResourceBundle(language, "translation", words, true, true);
    await i18next.changeLanguage(language);
  }
  document.documentElement.lang = language;
}

/** Chinese unless the reader chose English: here, or by the browser's own language. */
export async function startPreferences(): Promise<void> {
  const asked =
    new URLSearchParams(location.search).get("lang") ??
    kept(LANGUAGE) ??
    (navigator.language.startsWith("en") ? "en" : "zh-CN");
  document.documentElement.dataset.type = kept(TYPE) ?? "";
  await load(asked.startsWith("en") ? "en" : "zh-CN");
}

export async function keepLanguage(language: "zh-CN" | "en"): Promise<void> {
  keep(LANGUAGE, language);
  await load(language);
}

export function keepType(): void {
  const next = document.documentElement.dataset.type === "large" ? "" : "large";
  document.documentElement.dataset.type = next;
  keep(TYPE, next);
}
