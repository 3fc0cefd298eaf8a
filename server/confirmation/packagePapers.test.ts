import { describe, expect, test } from "vitest";
import en from "../../client/locales/en/confirmation.json" with { type: "json" };
import zh from "../../client/locales/zh-CN/confirmation.json" with { type: "json" };
import { PACKAGE_NAMES } from "../../shared/confirmation/packageNames.ts";
import { packagePapers, RULING } from "../../shared/confirmation/packagePapers.ts";
import { forms } from "../papers/forms/index.ts";
import { keptPapers } from "./drawFiling.ts";

const papers = [...packagePapers, RULING];
const names: string[] = packagePapers.map(({ name }) => name);
const formOf = (name: string) => Object.values(forms).find((form) => form.name === name);
const isDrawn = (name: string) => "gather" in (formOf(name) ?? {});
const isKept = (name: string) => Object.keys(keptPapers).includes(name);

const words: [language: string, words: Record<string, string>][] = [
  ["zh-CN", zh.document],
  ["en", en.document],
];

describe.each([...packagePapers])("the row of $name", ({ name, title, place }) => {
  test("has a form of its title", () => expect([name, formOf(name)?.title]).toEqual([name, title]));

  test("is made in one way: drawn when it is filed, or kept from before", () => {
    const ways = [isDrawn(name) && "drawn", isKept(name) && "kept"];
    expect(ways.filter(Boolean)).toHaveLength(1);
  });

  test("has a place of its own", () => {
    expect(papers.filter((one) => one.place === place)).toHaveLength(1);
  });
});

test.each(Object.values(forms))("the form of $name has a row, if it goes to the court", (form) => {
  if (isDrawn(form.name) || isKept(form.name)) expect(names).toContain(form.name);
});

describe.each(words)("in %s", (_, said) => {
  test.each(papers)("$name has words", ({ name }) => expect(said[name] ?? "").not.toBe(""));

  test("no words are left over of a paper that is not in the package", () => {
    const known = papers.map(({ name }): string => name);
    expect(Object.keys(said).filter((name) => !known.includes(name))).toEqual([]);
  });
});

test("R-W5 papers keep the names that packages were published with", () =>
  expect(PACKAGE_NAMES).toMatchObject({
    application: "1-司法确认申请书.pdf",
    agreement: "2-人民调解协议书.pdf",
    "mediation-proof": "3-主持调解情况证明.pdf",
    identity: "4-身份核验记录.pdf",
    address: "5-送达地址确认书.pdf",
    authority: "6-授权情况说明.pdf",
    record: "7-签署记录.pdf",
    ruling: "8-裁定书.pdf",
    manifest: "manifest.json",
  }));
