import { describe, expect, test } from "vitest";
import { type CheckCode, type CheckFacts, confirmationChecks, walkChecks } from "./checks.ts";

const person = {
  partyId: "p1",
  capacity: "self" as const,
  authority: null,
  isNamedAsStated: true,
  verified: true,
  addressGiven: true,
};

const good: CheckFacts = {
  partyIds: ["p1", "p2"],
  people: [
    { ...person, id: "a" },
    { ...person, id: "b", partyId: "p2", capacity: "agent", authority: "special" },
  ],
  signerIds: ["a", "b"],
  clauses: [{ id: "c1", paragraphs: ["乙协助甲于2027年1月31日前办理某路1号房屋的过户登记。"] }],
  competentCourtIds: ["east"],
  filed: {
    courtId: "east",
    day: "2026-11-20",
    effectiveDay: "2026-11-12",
    applicants: ["p1", "p2"],
    agreementSigners: [
      { partyId: "p1", contentHash: "h" },
      { partyId: "p2", contentHash: "h" },
    ],
    contentHash: "h",
    sealValid: true,
  },
};

type Filed = NonNullable<CheckFacts["filed"]>;

const filed = (change: Partial<Filed>): CheckFacts => ({
  ...good,
  filed: { ...(good.filed as Filed), ...change },
});

const failing = (facts: CheckFacts): CheckCode[] =>
  walkChecks(facts)
    .filter((one) => !one.ok)
    .map((one) => one.code);

const failures = (code: CheckCode, facts: CheckFacts) =>
  confirmationChecks.find((one) => one.code === code)?.failures(facts);

const second = (change: Partial<CheckFacts["people"][number]>): CheckFacts => ({
  ...good,
  people: good.people.map((one) => (one.id === "b" ? { ...one, ...change } : one)),
});

describe("the clerk's checks", () => {
  test("a good application passes every one", () => expect(failing(good)).toEqual([]));
  test.each<[string, CheckCode, CheckFacts]>([
    ["R-C10 one party did not apply", "jointly-signed", filed({ applicants: ["p1"] })],
    ["R-C11 a day after the last day", "within-deadline", filed({ day: "2026-12-15" })],
    ["R-C12 another court", "competent-court", filed({ courtId: "west" })],
    ["R-C13 the seal does not hold", "sealed", filed({ sealValid: false })],
    [
      "R-C14 a party signed other words",
      "signatures-match",
      filed({
        agreementSigners: [
          { partyId: "p1", contentHash: "h" },
          { partyId: "p2", contentHash: "old" },
        ],
      }),
    ],
    [
      "R-C14 a party did not sign",
      "signatures-match",
      filed({ agreementSigners: [{ partyId: "p1", contentHash: "h" }] }),
    ],
    [
      "R-C15 a matter no court confirms",
      "no-excluded-matter",
      { ...good, clauses: [{ id: "c1", paragraphs: ["商标权归乙所有。"] }] },
    ],
    ["R-C16 a signer was never verified", "identity-checked", second({ verified: false })],
    ["R-C17 a party gave no address", "addresses-given", second({ addressGiven: false })],
    [
      "R-C18 an agent without 特别授权 signed",
      "authority-special",
      second({ authority: "general" }),
    ],
    [
      "R-C18 R-P37 a stranger signed in the party's place",
      "authority-special",
      second({ isNamedAsStated: false }),
    ],
    ["R-C18 nobody signs for a party", "authority-special", { ...good, signerIds: ["a"] }],
  ])("%s", (_, code, facts) => expect(failing(facts)).toEqual([code]));
  test("R-C11 the last day itself is in time", () =>
    expect(failing(filed({ day: "2026-12-14" }))).toEqual([]));
  test("R-C16 R-C18 each failure names the person and the party", () => {
    expect(failures("identity-checked", second({ verified: false }))).toEqual([
      { personId: "b", partyId: "p2" },
    ]);
    expect(failures("authority-special", { ...good, signerIds: ["a"] })).toEqual([
      { partyId: "p2" },
    ]);
  });
  test("R-C12 before filing it is enough that some court may take it", () => {
    expect(failures("competent-court", { ...good, filed: null })).toEqual([]);
    expect(failures("competent-court", { ...good, competentCourtIds: [], filed: null })).toEqual([
      {},
    ]);
  });
});
