import { expect, test } from "vitest";
import { contactChanged, signingCodeRefusal } from "./contact.ts";

test("R-P16 another phone or e-mail is another contact, however it is written", () => {
  const before = { phone: "138 0000 0001", email: "A@b.cn" };
  expect(contactChanged(before, { phone: "13800000001", email: "a@b.cn" })).toBe(false);
  expect(contactChanged(before, { phone: "13800000002", email: "a@b.cn" })).toBe(true);
  expect(contactChanged(before, { phone: "13800000001", email: "" })).toBe(true);
});

test("R-P17 no code for a signature goes to a contact its owner has not confirmed", () => {
  expect(signingCodeRefusal(null)).toBe("people/contact-unconfirmed");
  expect(signingCodeRefusal(new Date())).toBe(null);
});
