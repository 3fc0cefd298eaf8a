import { expect, test } from "vitest";
import { PACKAGE_NAMES } from "./packageNames.ts";
import { inPackageOrder, packageDocuments, packagePapers, RULING } from "./packagePapers.ts";

test("R-W5 every paper has a place and a file name of its own, and so has the court's", () => {
  const papers = [...packagePapers, RULING];
  expect(new Set(papers.map(({ place }) => place)).size).toBe(papers.length);
  expect(new Set(Object.values(PACKAGE_NAMES)).size).toBe(papers.length + 1);
});

test("R-W5 the names that packages bear stay: files are published under them", () =>
  expect(PACKAGE_NAMES).toEqual({
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

test("the package goes by its numbers, and holds exactly what a clerk can name", () => {
  expect(inPackageOrder.map(({ place }) => place)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect([...packageDocuments].sort()).toEqual(inPackageOrder.map(({ name }) => name).sort());
});
