/**
 * What a browser calls itself, in words its owner knows: 华为手机 · 微信. Proper names; the pages
 * translate the kinds.
 */
export type Device = {
  kind: "phone" | "tablet" | "computer" | "unknown";
  system: "iPhone" | "iPad" | "Android" | "HarmonyOS" | "Windows" | "Mac" | "Linux" | "";
  browser:
    | "WeChat"
    | "DingTalk"
    | "Edge"
    | "QQ"
    | "UC"
    | "Firefox"
    | "Huawei"
    | "Chrome"
    | "Safari"
    | "";
};

const systems: [RegExp, Device["system"], Device["kind"]][] = [
  [/iPhone|iPod/, "iPhone", "phone"],
  [/iPad/, "iPad", "tablet"],
  [/HarmonyOS|OpenHarmony|ArkWeb/, "HarmonyOS", "phone"],
  [/Android(?!.*Mobile)/, "Android", "tablet"],
  [/Android/, "Android", "phone"],
  [/Windows/, "Windows", "computer"],
  [/Macintosh|Mac OS X/, "Mac", "computer"],
  [/Linux|X11/, "Linux", "computer"],
];

/** In this order: most of these also call themselves Chrome or Safari. */
const browsers: [RegExp, Device["browser"]][] = [
  [/MicroMessenger/, "WeChat"],
  [/DingTalk/, "DingTalk"],
  [/EdgA?\/|EdgiOS/, "Edge"],
  [/MQQBrowser|QQ\//, "QQ"],
  [/UCBrowser|UCWEB/, "UC"],
  [/HuaweiBrowser/, "Huawei"],
  [/Firefox|FxiOS/, "Firefox"],
  [/Chrome|CriOS/, "Chrome"],
  [/Safari/, "Safari"],
];

/**
 * R-P20. A session is shown by device and browser, never by a number or an address that says
 * nothing to its owner.
 */
export function deviceOf(userAgent: string): Device {
  const found = systems.find(([form]) => form.test(userAgent));
  const browser = browsers.find(([form]) => form.test(userAgent));
  return { kind: found?.[2] ?? "unknown", system: found?.[1] ?? "", browser: browser?.[1] ?? "" };
}
