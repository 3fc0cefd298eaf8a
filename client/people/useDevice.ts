import { useTranslation } from "react-i18next";
import type { Device } from "../../shared/people/device.ts";

/** A device in the reader's words: 苹果手机 · 微信, Windows 电脑 · Edge. */
export function useDevice(): (device: Device) => string {
  const { t } = useTranslation();
  return ({ kind, system, browser }) =>
    [
      t(`people.device.${system || kind}`, { kind: t(`people.device.${kind}`) }),
      browser && t(`people.browser.${browser}`),
    ]
      .filter(Boolean)
      .join(" · ");
}
