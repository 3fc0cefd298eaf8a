import { expect, test } from "vitest";
import { input, person } from "../testing/aText.ts";
import type { FindingCode } from "./finding.ts";
import type { PersonBefore } from "./people.ts";
import { preflight, stillBlocking } from "./preflight.ts";

const who = (...people: PersonBefore[]) =>
  preflight({ ...input, people }).filter(
    (one) => one.personId === "y" || one.values?.party === "乙",
  );

const codes = (...people: PersonBefore[]) => who(...people).map((one) => one.code);

test.each<[FindingCode[], Partial<PersonBefore>]>([
  [["not-here"], { identified: false, verified: false, noticed: false, addressGiven: false }],
  [["not-identified", "not-verified"], { identified: false, verified: false }],
  [["not-verified"], { verified: false }],
  [["notice-missing"], { noticed: false }],
  [["address-missing"], { addressGiven: false }],
])("R-D21 R-C16 R-C17 %s", (expected, change) =>
  expect(codes(person("x", "a"), person("y", "b", change))).toEqual(expected),
);

test("R-D21 R-C18 somebody may bind each party", () => {
  expect(codes(person("x", "a"))).toEqual(["nobody-may-sign"]);
  expect(
    codes(person("x", "a"), person("y", "b", { capacity: "agent", authority: "general" })),
  ).toEqual(["nobody-may-sign"]);
  expect(
    codes(person("x", "a"), person("y", "b", { capacity: "agent", authority: "special" })),
  ).toEqual([]);
});

test("R-P37 nobody is there in the party's place under another name or number, and no reason settles it", () => {
  const found = (change: Partial<PersonBefore>, ofParty = {}) => {
    const parties = input.parties.map((party) =>
      party.id === "b" ? { ...party, ...ofParty } : party,
    );
    return stillBlocking(
      preflight({ ...input, parties, people: [person("x", "a"), person("y", "b", change)] }),
      [],
    );
  };
  expect(found({ name: "冒名人" })).toMatchObject([
    { code: "self-differs", personId: "y", values: { name: "冒名人", party: "乙" } },
  ]);
  expect(found({ idNumber: "E12345678" }, { idNumber: "E12345679" })).toMatchObject([
    { code: "self-differs", personId: "y" },
  ]);
  const company = { kind: "company", legalRepName: "真法人" } as const;
  expect(found({ capacity: "legal-representative", name: "冒名法人" }, company)).toMatchObject([
    { code: "legal-representative-differs", personId: "y", blocking: true },
  ]);
  expect(found({ capacity: "legal-representative", name: "真法人" }, company)).toEqual([]);
  expect(found({ name: "冒名人" })[0]?.settle).toBeUndefined();
});

test("R-P6 one number on both sides forbids freezing, and no reason settles it", () => {
  const twins = [
    person("x", "a", { idNumber: "E12345678" }),
    person("y", "b", { idNumber: "E12345678", phone: "13800000002" }),
  ];
  expect(stillBlocking(preflight({ ...input, people: twins }), [])).toMatchObject([
    { code: "both-sides", values: { one: "甲", other: "乙" } },
  ]);
});

test("R-D21 one who is ready is enough; an agent who never came is pointed out", () => {
  const agent = person("z", "b", {
    name: "丙",
    capacity: "agent",
    authority: "special",
    identified: false,
    verified: false,
    noticed: false,
    addressGiven: false,
  });
  expect(who(person("x", "a"), person("y", "b"), agent)).toMatchObject([
    { code: "agent-absent", blocking: false, personId: "z" },
  ]);
});
