import { expect, test } from "vitest";
import type { ApplicationState } from "./application.ts";
import { lateChange, rulingRefusal, tidyRulingNumber } from "./filed.ts";

const states: ApplicationState[] = [
  "drafted",
  "filed",
  "returned",
  "docketed",
  "confirmed",
  "not-accepted",
  "dismissed",
  "withdrawn",
];

test("R-C22 with the court a new address is a supplement and another identity document refused", () => {
  for (const state of [null, "drafted", "returned", "withdrawn", "not-accepted"] as const)
    expect([lateChange(state, "address"), lateChange(state, "identity")]).toEqual([
      "plain",
      "plain",
    ]);
  for (const state of ["filed", "docketed", "confirmed", "dismissed"] as const)
    expect([lateChange(state, "address"), lateChange(state, "identity")]).toEqual([
      "supplement",
      "confirmation/identity-filed",
    ]);
});

test.each([
  ["（2026）浙0199诉前调确12号", "（2026）浙0199诉前调确12号"],
  ["(2026) 浙0199 诉前调确 12号", "（2026）浙0199诉前调确12号"],
  ["〔2026〕浙０１９９民特３号之一", "（2026）浙0199民特3号之一"],
  ["（2026）最高法民终1号", "（2026）最高法民终1号"],
])("R-C23 %s is the number %s", (given, tidy) => expect(tidyRulingNumber(given)).toBe(tidy));

test.each([
  "",
  "12号",
  "（2026）浙0199诉前调确12",
  "（2026）浙0199诉前调确12号😀",
  "（2026）浙0199<b>1号",
  "（26）浙0199诉前调确1号",
])("R-C23 %s is no court's number", (given) => expect(tidyRulingNumber(given)).toBeNull());

test("R-C24 a ruling is handed in once, after the decision", () => {
  expect(states.filter((state) => rulingRefusal({ state, hasRuling: false }) === null)).toEqual([
    "confirmed",
    "not-accepted",
    "dismissed",
  ]);
  expect(rulingRefusal({ state: "confirmed", hasRuling: true })).toBe("confirmation/ruling-there");
});
