import { expect, test } from "vitest";
import { type Device, deviceOf } from "./device.ts";

const IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15";
const ANDROID = "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/140.0 Mobile";
const HARMONY = "Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 Chrome/114.0 ArkWeb/4.1";
const WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0";
const MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15";

test.each<[string, Device["kind"], Device["system"], Device["browser"]]>([
  [`${IPHONE} Mobile/15E148 MicroMessenger/8.0`, "phone", "iPhone", "WeChat"],
  [`${IPHONE} CriOS/140.0 Mobile/15E148 Safari/604.1`, "phone", "iPhone", "Chrome"],
  [`${IPHONE} Version/18.0 Mobile/15E148 Safari/604.1`, "phone", "iPhone", "Safari"],
  [`${IPHONE} FxiOS/140.0 Mobile/15E148 Safari/605.1`, "phone", "iPhone", "Firefox"],
  ["Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) Safari/604.1", "tablet", "iPad", "Safari"],
  [`${ANDROID} Safari/537.36`, "phone", "Android", "Chrome"],
  ["Mozilla/5.0 (Linux; Android 14; SM-X710) Chrome/140.0 Safari", "tablet", "Android", "Chrome"],
  [`${ANDROID} Safari/537.36 EdgA/140.0`, "phone", "Android", "Edge"],
  [`${ANDROID} MQQBrowser/15.0 Safari/537.36`, "phone", "Android", "QQ"],
  [`${ANDROID} UCBrowser/16.0 Safari/537.36`, "phone", "Android", "UC"],
  [`${ANDROID} Safari/537.36 AliApp(DingTalk/7.6)`, "phone", "Android", "DingTalk"],
  [`${HARMONY} Mobile HuaweiBrowser/5.0`, "phone", "HarmonyOS", "Huawei"],
  [`${WINDOWS} Safari/537.36`, "computer", "Windows", "Chrome"],
  [`${WINDOWS} Safari/537.36 Edg/140.0`, "computer", "Windows", "Edge"],
  [`${MAC} Version/18.0 Safari/605.1.15`, "computer", "Mac", "Safari"],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0", "computer", "Linux", "Firefox"],
  ["node", "unknown", "", ""],
  ["", "unknown", "", ""],
])("R-P20 %s", (userAgent, kind, system, browser) =>
  expect(deviceOf(userAgent)).toEqual({ kind, system, browser }),
);
