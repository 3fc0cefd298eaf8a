import { expect, test } from "vitest";
import { fromOurPage } from "./origin.ts";

const OURS = ["https://yuntiao.example", "http://localhost:3000"];

test.each<[string | undefined, string | undefined, boolean]>([
  [undefined, "yuntiao.example", true],
  ["https://yuntiao.example", "other.example", true],
  ["http://localhost:3000", undefined, true],
  ["https://proxy.example", "proxy.example", true],
  ["https://proxy.example:8443", "proxy.example:8443", true],
  ["https://proxy.example:8443", "proxy.example", false],
  ["https://yuntiao.example.evil.example", "yuntiao.example", false],
  ["https://evil.example", "yuntiao.example", false],
  ["null", "yuntiao.example", false],
  ["null", undefined, false],
  ["", "", false],
  ["file://", "", false],
  ["garbage", "garbage", false],
  ["http://[", "[", false],
])("a request from %s to %s: ours %s", (origin, host, ours) =>
  expect(fromOurPage(origin, host, OURS)).toBe(ours),
);
