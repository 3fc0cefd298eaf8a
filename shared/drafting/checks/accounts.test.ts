import { expect, test } from "vitest";
import { pays, told } from "../../testing/aText.ts";

test("R-D16 another account number or holder blocks", () => {
  expect(
    told(pays("付至账号6222021234567899。", { account: "户名甲，账号6222 0212 3456 7890" })),
  ).toEqual(["account-differs!"]);
  expect(told(pays("户名乙。"))).toEqual(["account-differs!"]);
  expect(told(pays("尾号0018。"))).toEqual(["account-differs!"]);
});

test("R-D16 an account in another's name is pointed out, and one that stands in the words only", () => {
  expect(told(pays("", { account: "户名丙，尾号0017" }))).toEqual(["account-of-another"]);
  expect(told(pays("账号6222021234567890。", { account: null }))).toEqual([
    "account-missing",
    "account-in-words",
  ]);
});
