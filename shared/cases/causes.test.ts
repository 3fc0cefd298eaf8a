import { expect, test } from "vitest";
import words from "../../client/locales/zh-CN/cases.json" with { type: "json" };
import { CAUSES } from "./causes.ts";

test("R-C28 papers name a kind of dispute as the pages do", () =>
  expect(CAUSES).toEqual(words.kinds));
