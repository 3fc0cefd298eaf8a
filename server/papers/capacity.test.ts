import { expect, test } from "vitest";
import { authorityInWords, capacityOf, relationOf } from "./capacity.ts";
import { asPrinted } from "./caseNumber.ts";
import { moment } from "./moment.ts";

test("what somebody is to a party stands in the law's words; who is none of it has none", () => {
  expect(["self", "legal-representative", "agent", "mediator", ""].map(relationOf)).toEqual([
    "本人",
    "法定代表人",
    "委托代理人",
    "",
    "",
  ]);
  expect(["special", "general", ""].map(authorityInWords)).toEqual([
    "特别授权",
    "一般授权",
    "一般授权",
  ]);
});

test("in what capacity somebody signed, and whose; the party itself is nobody's", () => {
  const of = (capacity: Parameters<typeof capacityOf>[0]["capacity"], onBehalfOf: string | null) =>
    capacityOf({ capacity, onBehalfOf });
  expect(of("self", "甲")).toBe("本人");
  expect(of("agent", "甲")).toBe("甲的委托代理人（特别授权）");
  expect(of("legal-representative", "某公司")).toBe("某公司的法定代表人");
  expect(of("mediator", null)).toBe("人民调解员");
});

test("a case number stands in full-width brackets, as courts write it, and the rest as it is", () => {
  expect(asPrinted("(2026)云东梧人调字第1号")).toBe("（2026）云东梧人调字第1号");
  expect(asPrinted("（2026）云东梧人调字第1号")).toBe("（2026）云东梧人调字第1号");
  expect(asPrinted("第1号(2026)")).toBe("第1号(2026)");
});

test("a moment is China's, to the second, over midnight and the year; what is no time is a fault", () => {
  expect(moment("2026-11-21T03:00:00.999Z")).toBe("2026-11-21 11:00:00");
  expect(moment("2026-12-31T16:00:00Z")).toBe("2027-01-01 00:00:00");
  expect(moment("2026-11-21T00:00:00+08:00")).toBe("2026-11-21 00:00:00");
  expect(() => moment("soon")).toThrow();
});
