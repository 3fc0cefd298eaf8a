import { createInstance } from "i18next";
import { words as english } from "../../client/locales/en/index.ts";
import { words as chinese } from "../../client/locales/zh-CN/index.ts";
import { ordinal } from "../../shared/drafting/clause.ts";

export type Language = "zh-CN" | "en";

/**
 * What the page says for a key, in this person's language: the same words the page itself reads.
 */
export type Words = (key: string, about?: Record<string, unknown>) => string;

const both = createInstance({
  lng: "zh-CN",
  fallbackLng: false,
  initAsync: false,
  interpolation: { escapeValue: false },
  resources: { "zh-CN": { translation: chinese }, en: { translation: english } },
});
void both.init();

export function wordsOf(language: Language): Words {
  return (key, about) => {
    if (!both.exists(key, { lng: language, ...about })) throw new Error(`no words for ${key}`);
    return both.t(key, { lng: language, ...about });
  };
}

export const numberIn = (language: Language, n: number): string =>
  language === "en" ? String(n) : ordinal(n);
