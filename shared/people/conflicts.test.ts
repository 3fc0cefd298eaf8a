import { expect, test } from "vitest";
import { isOnOtherSide, onBothSides, type OpposingParty } from "./conflicts.ts";

type Acting = OpposingParty["people"][number];

const lawyer: Acting = {
  capacity: "agent",
  name: "单于澄",
  firm: "沧浪津律师事务所",
  phone: "13800000001",
  email: "",
  idNumber: "",
};

const self: Acting = { ...lawyer, capacity: "self", firm: "" };

const side = (name: string, ...people: Acting[]): OpposingParty => ({
  side: name,
  name,
  idNumber: "",
  people,
});

test("R-P6 one firm or one person on two opposing sides is a conflict", () => {
  const colleague = { ...lawyer, name: "乐正平", phone: "13800000002", firm: "沧浪津 律师事务所" };
  expect(onBothSides([side("applicant", lawyer), side("respondent", colleague)])).toEqual({
    one: "单于澄",
    other: "乐正平",
  });
  expect(onBothSides([side("applicant", self), side("respondent", self)])).not.toBe(null);
});

test("R-P6 one agent may act for several parties of one side", () =>
  expect(onBothSides([side("respondent", lawyer), side("respondent", lawyer)])).toBe(null));

test("R-P6 one number on both sides is a conflict, under whatever name and phone, a party's own too", () => {
  const [one, other] = [
    { ...self, name: "苟𠅤", idNumber: "330199199001151239" },
    { ...self, name: "乐正平", phone: "13800000002", idNumber: "3301 9919 9001 1512 39" },
  ];
  expect(onBothSides([side("applicant", one), side("respondent", other)])).toEqual({
    one: "苟𠅤",
    other: "乐正平",
  });
  expect(
    onBothSides([{ ...side("applicant"), idNumber: one.idNumber }, side("respondent", other)]),
  ).not.toBe(null);
  expect(
    onBothSides([side("applicant", one), side("respondent", { ...other, idNumber: "" })]),
  ).toBe(null);
});

test("R-P6 a number that somebody gives is looked for on the opposing sides only", () => {
  const parties = [
    side("applicant", { ...self, idNumber: "E12345678" }),
    { ...side("respondent", lawyer), idNumber: "E87654321" },
  ];
  expect(isOnOtherSide("e1234 5678", "respondent", parties)).toBe(true);
  expect(isOnOtherSide("E12345678", "applicant", parties)).toBe(false);
  expect(isOnOtherSide("E87654321", "applicant", parties)).toBe(true);
  expect(isOnOtherSide("E00000000", "applicant", parties)).toBe(false);
});
