import { expect, test } from "vitest";
import { differsFromParty, sameName } from "./ownName.ts";

const somebody = {
  kind: "person" as const,
  name: "苟𠅤",
  legalRepName: "",
  idNumber: "330199199001151239",
};

const company = {
  kind: "company" as const,
  name: "云江某某有限公司",
  legalRepName: "樊樾",
  idNumber: "91330199MALT2K3F7X",
};

const self = { capacity: "self" as const, name: "苟𠅤", idNumber: "" };

const head = {
  capacity: "legal-representative" as const,
  name: "樊樾",
  idNumber: "330199198001011234",
};

test("R-P37 who acts as the party bears its name and number", () => {
  expect(differsFromParty(somebody, self)).toBe(null);
  expect(
    differsFromParty(somebody, { ...self, name: " 苟 𠅤", idNumber: "33019919900115123 9" }),
  ).toBe(null);
  expect(differsFromParty({ ...somebody, idNumber: "" }, { ...self, idNumber: "E12345678" })).toBe(
    null,
  );
  for (const other of [
    { name: "冒名人" },
    { name: "苟恩" },
    { name: "" },
    { idNumber: "330199199101151238" },
  ])
    expect(differsFromParty(somebody, { ...self, ...other })).toBe("people/self-differs");
});

test("R-P37 a legal representative bears the name that the company states; a company is never there by itself", () => {
  expect(differsFromParty(company, head)).toBe(null);
  expect(differsFromParty(company, { ...head, name: "冒名法人" })).toBe(
    "people/legal-representative-differs",
  );
  expect(differsFromParty({ ...company, legalRepName: "" }, head)).toBe(
    "people/legal-representative-differs",
  );
  expect(differsFromParty({ ...somebody, legalRepName: "樊樾" }, head)).toBe(
    "people/legal-representative-differs",
  );
  expect(differsFromParty(company, { ...self, name: company.name })).toBe("people/self-differs");
});

test("R-P37 an agent bears a name of its own", () =>
  expect(differsFromParty(somebody, { capacity: "agent", name: "单于澄", idNumber: "x" })).toBe(
    null,
  ));

test("R-P37 a name is the same however it is spaced or encoded, and no other", () => {
  expect(sameName("Ana\u0308 Li", "Anä  Li")).toBe(true);
  expect(sameName("闻人喆", "闻人㛃")).toBe(false);
});
