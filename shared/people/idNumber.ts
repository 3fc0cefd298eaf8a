/**
 * R-P1. The check digit of a resident ID number (GB 11643-1999: ISO 7064 mod 11-2), with a real
 * birth date inside it.
 */
export function isResidentId(text: string): boolean {
  if (!/^\d{17}[\dX]$/.test(text)) return false;
  const birth = `${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`;
  const time = Date.parse(`${birth}T00:00:00Z`);
  if (
    Number.isNaN(time) ||
    new Date(time).toISOString().slice(0, 10) !== birth ||
    birth < "1880-01-01"
  )
    return false;
  return residentCheckDigit(text.slice(0, 17)) === text[17];
}

export function residentCheckDigit(first17: string): string {
  const sum = [...first17].reduce(
    (total, digit, index) => total + Number(digit) * (2 ** (17 - index) % 11),
    0,
  );
  return "10X98765432"[sum % 11] as string;
}

const COMPANY_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/**
 * R-P2. The check character of a unified social credit code (GB 32100-2015: weighted sum mod 31).
 */
export function isCompanyCode(text: string): boolean {
  return (
    /^[0-9A-HJ-NPQRTUWXY]{18}$/.test(text) && companyCheckCharacter(text.slice(0, 17)) === text[17]
  );
}

export function companyCheckCharacter(first17: string): string {
  const sum = [...first17].reduce(
    (total, char, index) => total + COMPANY_ALPHABET.indexOf(char) * (3 ** index % 31),
    0,
  );
  return COMPANY_ALPHABET[(31 - (sum % 31)) % 31] as string;
}

/**
 * R-P3. A passport number has no public check digit: 5 to 14 letters and digits, with a digit among
 * them. Nothing longer is one (ICAO 9303: nine), so that a resident ID number that fails its check,
 * or lacks a digit, is not taken for a passport's.
 */
export const isPassport = (text: string): boolean => /^(?=.*\d)[A-Z0-9]{5,14}$/.test(text);

export type IdKind = "resident-id" | "passport" | "company-code";

export const tidyId = (text: string): string =>
  text.normalize("NFKC").replace(/[\s-]/g, "").toUpperCase();

export const isIdNumber = (kind: IdKind, text: string): boolean =>
  kind === "resident-id"
    ? isResidentId(text)
    : kind === "passport"
      ? isPassport(text)
      : isCompanyCode(text);

/**
 * R-P7. A number given for a party: a resident ID or a credit code must pass its check, what is
 * much shorter may be a passport's.
 */
export const fitsParty = (kind: "person" | "company", text: string): boolean =>
  kind === "company" ? isCompanyCode(text) : isResidentId(text) || isPassport(text);

/**
 * What a resident ID number says of its holder (GB 11643): the day of birth, and the sex by its
 * 17th digit.
 */
export const toldBy = (residentId: string): { birth: string; sex: "男" | "女" } => ({
  birth: `${residentId.slice(6, 10)}-${residentId.slice(10, 12)}-${residentId.slice(12, 14)}`,
  sex: Number(residentId[16]) % 2 ? "男" : "女",
});

/** What anyone but the holder sees: "3301**********1234". */
export const maskId = (text: string): string =>
  text.length < 9
    ? `${text.slice(0, 1)}${"*".repeat(Math.max(text.length - 2, 1))}${text.slice(-1)}`
    : `${text.slice(0, 4)}${"*".repeat(text.length - 8)}${text.slice(-4)}`;

export const maskPhone = (text: string): string =>
  text.length < 7 ? text : `${text.slice(0, 3)}****${text.slice(-4)}`;
