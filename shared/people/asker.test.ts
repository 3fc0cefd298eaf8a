import { expect, test } from "vitest";
import { maySignFor, titleFor } from "./asker.ts";

test("R-P4 only the party, its representative or an agent with 特别授权 may bind it", () => {
  expect(maySignFor({ capacity: "agent", authority: "general" })).toBe(false);
  expect(maySignFor({ capacity: "agent", authority: null })).toBe(false);
  expect([
    maySignFor({ capacity: "agent", authority: "special" }),
    maySignFor({ capacity: "self", authority: null }),
    maySignFor({ capacity: "legal-representative", authority: null }),
  ]).toEqual([true, true, true]);
});

test("R-P8 who acts for a party is never shown as the party", () => {
  expect(
    (["self", "agent", "legal-representative"] as const).map((capacity) =>
      titleFor("被申请人二", capacity),
    ),
  ).toEqual(["被申请人二", "被申请人二的代理人", "被申请人二的法定代表人"]);
});
