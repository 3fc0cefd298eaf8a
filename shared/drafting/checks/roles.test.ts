import { expect, test } from "vitest";
import { input, pays, told } from "../../testing/aText.ts";
import type { PreflightInput } from "../finding.ts";
import type { PersonBefore } from "../people.ts";
import { preflight } from "../preflight.ts";

test.each([
  "甲向乙支付。",
  "甲付给乙上述款项。",
  "由甲向乙付清。",
  "申请人向被申请人支付。",
  "付款人甲，收款人乙。",
  "甲应于期限内给乙转账。",
])("R-D15 payer and payee the other way round block: %s", (own) =>
  expect(told(pays(own))).toEqual(["roles-differ!"]),
);

test("R-D15 names, not positions: two of one name are known by their titles only", () => {
  const [parties, people] = [input.parties, input.people].map((all) =>
    all.map((one) => ({ ...one, name: "张伟" })),
  ) as [PreflightInput["parties"], PersonBefore[]];
  const of = (own: string) =>
    preflight({ ...input, parties, people, clauses: [pays(own, { account: "尾号0017" })] }).map(
      (one) => one.code,
    );
  expect(of("张伟向张伟支付。")).toEqual([]);
  expect(of("申请人向被申请人支付。")).toEqual(["roles-differ"]);
});
