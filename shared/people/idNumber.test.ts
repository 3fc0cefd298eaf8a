import fc from "fast-check";
import { expect, test } from "vitest";
import {
  companyCheckCharacter,
  fitsParty,
  isCompanyCode,
  isPassport,
  isResidentId,
  maskId,
  residentCheckDigit,
} from "./idNumber.ts";

test("R-P1 resident ID numbers", () => {
  expect(isResidentId("11010519491231002X")).toBe(true);
  expect(isResidentId("110105194912310021")).toBe(false);
  expect(isResidentId("11010519491331002X")).toBe(false);
});

test("R-P1 any one wrong digit is found", () =>
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 999 }),
      fc.integer({ min: 0, max: 16 }),
      fc.integer({ min: 1, max: 9 }),
      (sequence, place, shift) => {
        const first = `330199199001${String(15)}${String(sequence).padStart(3, "0")}`;
        const right = first + residentCheckDigit(first);
        const wrong =
          right.slice(0, place) +
          String((Number(right[place]) + shift) % 10) +
          right.slice(place + 1);
        return isResidentId(right) && !isResidentId(wrong);
      },
    ),
  ));

test("R-P2 social credit codes", () => {
  expect(isCompanyCode("91350100M000100Y43")).toBe(true);
  expect(isCompanyCode("91350100M000100Y44")).toBe(false);
  expect(isCompanyCode(`91330199MALT2K3F7${companyCheckCharacter("91330199MALT2K3F7")}`)).toBe(
    true,
  );
});

test("R-P3 passports", () => {
  expect(isPassport("E12345678")).toBe(true);
  expect(isPassport("E1")).toBe(false);
  expect(["H1234567801", "12345", "ABC12345678901"].every(isPassport)).toBe(true);
});

test("R-P3 R-P7 a resident ID number that fails its check, is one digit short or of the old form is no passport's", () => {
  const right = `33019919900115123${residentCheckDigit("33019919900115123")}`;
  const wrong = `${right.slice(0, 17)}${right.endsWith("0") ? "1" : "0"}`;
  for (const text of [wrong, right.slice(0, 17), right.slice(0, 15), `${right}0`, "PASSPORT"]) {
    expect(isPassport(text)).toBe(false);
    expect(fitsParty("person", text)).toBe(false);
  }
  expect(fitsParty("person", right)).toBe(true);
});

test("a mask never shows the middle", () =>
  expect(maskId("11010519491231002X")).toBe("1101**********002X"));
