import { expect, test } from "vitest";
import { boundText } from "./boundText.ts";
import { type Clause, emptyFields } from "./clause.ts";

const clause: Omit<Clause, "id"> = {
  kind: "payment",
  paragraphs: ["以转账方式支付。"],
  fields: { ...emptyFields, payer: "b", payee: "a", amountFen: 2_000_000 },
};

test("R-D6 consent is bound to these very characters: they stand in every hash that was given", () =>
  expect(boundText(clause)).toBe(
    `{"fields":{"account":null,"amountFen":2000000,"dueDate":null,"payee":"a","payer":"b","plan":[]},"kind":"payment","paragraphs":["以转账方式支付。"]}`,
  ));

test("R-D6 id, place and sentence are not what somebody agrees to", () => {
  const stands = { ...clause, id: "c9", number: 3, sentence: "乙向甲支付20,000.00元" };
  expect(boundText(stands)).toBe(boundText(clause));
});

test("R-D6 the order in which fields were written makes no other text", () => {
  const turned = Object.fromEntries(Object.entries(clause.fields).reverse()) as Clause["fields"];
  expect(boundText({ ...clause, fields: turned })).toBe(boundText(clause));
});

test("R-D6 a field that came later counts once it is filled", () => {
  const later = (value: unknown) =>
    boundText({ ...clause, fields: { ...clause.fields, ...{ later: value } } });
  expect(later(null)).toBe(boundText(clause));
  expect(later([])).toBe(boundText(clause));
  expect(later("某")).toContain(`"later":"某"`);
});
