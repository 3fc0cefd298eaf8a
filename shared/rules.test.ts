import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { diffClauses } from "./agreements/diff.ts";
import { effectiveAt, mayReopen, maySeal, mediatorMaySign, partyMaySign, type SigningFacts } from "./agreements/signing.ts";
import { decide, decisions, groundFits, mayFile } from "./confirmation/application.ts";
import { competentCourts } from "./confirmation/court.ts";
import { confirmationDeadline, labourDeadline } from "./confirmation/deadline.ts";
import { channelsOf } from "./correspondence/channels.ts";
import { emptyFields, ordinal } from "./drafting/clause.ts";
import { consentState, proposalOutcome } from "./drafting/consent.ts";
import { preflight, type PreflightInput } from "./drafting/preflight.ts";
import { isCleanText, tidyText } from "./drafting/textPolicy.ts";
import { inWords, parseYuan, yuan } from "./money.ts";
import { companyCheckCharacter, isCompanyCode, isPassport, isResidentId, maskId, residentCheckDigit } from "./people/idNumber.ts";
import { maySignFor, titleFor } from "./people/asker.ts";
import { admit, decline, emptyRoom, end, knock, leave, mayHavePass, open, raiseHand, viewFor } from "./rooms/room.ts";
import { lastDay } from "./workdays.ts";

describe("money", () => {
  test("R-M1 yuan and fen read back the same", () =>
    fc.assert(fc.property(fc.integer({ min: 0, max: 1e12 }), (fen) => parseYuan(yuan(fen)) === fen)));
  test.each([
    [30_400_000, "叁拾万肆仟元整"],
    [1_365_120, "壹万叁仟陆佰伍拾壹元贰角整"],
    [100_000_001, "壹佰万元零壹分"],
    [1005, "壹拾元零伍分"],
    [7_600_000, "柒万陆仟元整"],
  ])("R-M2 %i fen in words", (fen, words) => expect(inWords(fen)).toBe(words));
  test.each(["-1", "1.234", "一百", "1e5", ""])("R-M1 %s is no amount", (text) => expect(parseYuan(text)).toBeNull());
});

describe("periods", () => {
  test.each([
    ["2026-11-12", "2026-12-14"],
    ["2026-11-16", "2026-12-16"],
    ["2026-11-18", "2026-12-18"],
    ["2026-10-30", "2026-11-30"],
    ["2026-11-20", "2026-12-21"],
    ["2026-09-01", "2026-10-08"],
  ])("R-C1 effective %s → last day %s", (from, to) => expect(confirmationDeadline(from)).toBe(to));
  test("R-C2 labour: 15 days", () => expect(labourDeadline("2026-11-05")).toBe("2026-11-20"));
  test("R-T1 the last day is never a rest day, and never early", () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 1, max: 60 }), (offset, days) => {
        const from = new Date(Date.UTC(2025, 0, 1) + offset * 864e5).toISOString().slice(0, 10),
          to = lastDay(from, days);
        return to >= new Date(Date.parse(from) + days * 864e5).toISOString().slice(0, 10);
      }),
    ));
});

describe("identity", () => {
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
          const first = `330199199001${String(15)}${String(sequence).padStart(3, "0")}`,
            right = first + residentCheckDigit(first);
          const wrong = right.slice(0, place) + String((Number(right[place]) + shift) % 10) + right.slice(place + 1);
          return isResidentId(right) && !isResidentId(wrong);
        },
      ),
    ));
  test("R-P2 social credit codes", () => {
    expect(isCompanyCode("91350100M000100Y43")).toBe(true);
    expect(isCompanyCode("91350100M000100Y44")).toBe(false);
    expect(isCompanyCode(`91330199MALT2K3F7${companyCheckCharacter("91330199MALT2K3F7")}`)).toBe(true);
  });
  test("R-P3 passports", () => {
    expect(isPassport("E12345678")).toBe(true);
    expect(isPassport("E1")).toBe(false);
  });
  test("a mask never shows the middle", () => expect(maskId("11010519491231002X")).toBe("1101**********002X"));
  test("R-P4 only the party, its representative or an agent with 特别授权 may bind it", () => {
    expect(maySignFor({ capacity: "agent", authority: "general" })).toBe(false);
    expect(maySignFor({ capacity: "agent", authority: null })).toBe(false);
    expect([
      maySignFor({ capacity: "agent", authority: "special" }),
      maySignFor({ capacity: "self", authority: null }),
      maySignFor({ capacity: "legal-representative", authority: null }),
    ]).toEqual([true, true, true]);
  });
});

describe("the room", () => {
  const a = { id: "a", name: "甲", partyId: "p1" },
    b = { id: "b", name: "乙", partyId: "p2" },
    at = (n: number) => new Date(n * 1000).toISOString();
  test("R-R1 who knocks again keeps the place", () => {
    const room = knock(knock(knock(emptyRoom, a, at(1)), b, at(2)), a, at(3));
    expect(room.seats.map((seat) => [seat.personId, seat.since])).toEqual([
      ["a", at(1)],
      ["b", at(2)],
    ]);
  });
  test("R-R2 opening keeps the queue and clears who was inside", () => {
    const room = admit(open(knock(emptyRoom, a, at(1)), at(2)), "a", at(3));
    expect(open(end(knock(room, b, at(4)), at(5)), at(6)).seats).toEqual([]);
  });
  test("R-R3 nobody is admitted before the opening, and nobody who did not knock", () => {
    expect(() => admit(knock(emptyRoom, a, at(1)), "a", at(2))).toThrow();
    expect(() => admit(open(emptyRoom, at(1)), "a", at(2))).toThrow();
  });
  test("R-R4 declined with a reason, and may ask again", () => {
    const room = decline(open(knock(emptyRoom, a, at(1)), at(2)), "a", "等一下", at(3));
    expect(room.seats[0]).toMatchObject({ place: "declined", reason: "等一下" });
    expect(knock(room, a, at(4)).seats[0]?.place).toBe("waiting");
  });
  test("R-R5 leaving gives up the place", () => expect(leave(knock(emptyRoom, a, at(1)), "a").seats).toEqual([]));
  test("R-R6 only those inside raise a hand", () => expect(() => raiseHand(knock(emptyRoom, a, at(1)), "a", true, at(2))).toThrow());
  test("R-R7 the end is for everyone", () => expect(end(open(knock(emptyRoom, a, at(1)), at(2)), at(3)).seats).toEqual([]));
  test("R-R8 no pass before admission, none after the end, none for the declined", () => {
    const waiting = open(knock(emptyRoom, a, at(1)), at(2)),
      inside = admit(waiting, "a", at(3)),
      asA = { id: "a", leads: false };
    expect([
      mayHavePass(waiting, asA),
      mayHavePass(inside, asA),
      mayHavePass(decline(inside, "a", "x", at(4)), asA),
      mayHavePass(end(inside, at(4)), asA),
      mayHavePass(inside, { id: "m", leads: true }),
      mayHavePass(emptyRoom, { id: "m", leads: true }),
    ]).toEqual([false, true, false, false, true, false]);
  });
  test("R-P8 who acts for a party is never shown as the party", () => {
    expect((["self", "agent", "legal-representative"] as const).map((capacity) => titleFor("被申请人二", capacity))).toEqual([
      "被申请人二",
      "被申请人二的代理人",
      "被申请人二的法定代表人",
    ]);
  });
  test("R-R9 one at the door learns no names", () => {
    const room = admit(open(knock(knock(emptyRoom, a, at(1)), b, at(2)), at(3)), "b", at(4)),
      view = viewFor(
        room,
        { id: "a", leads: false },
        { mediatorId: "m", mediatorName: "谷梁书", titleOf: () => "", connected: () => true },
      );
    expect([view.inside, view.waiting, view.me.position]).toEqual([[], [], 1]);
    expect(JSON.stringify(view)).not.toContain("乙");
  });
});

describe("drafting", () => {
  test.each(["同意\u202E付款", "付\u200B款", "甲\uFE0F", "⼀百元", "\uE000", "a\u0301"])("R-D1 %j is refused", (text) =>
    expect(isCleanText(text)).toBe(false),
  );
  test("R-D1 names with rare characters are fine", () =>
    expect(["卫龑", "闻人㛃", "陆䶮", "苟𠅤", "付款 1,000.00 元。"].every(isCleanText)).toBe(true));
  test("R-D1 tidied text is clean, whatever it was", () =>
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => isCleanText(tidyText(text).replace(/\uFFFD/g, "")))));
  test("R-D6 consent falls when the words change", () => {
    const given = [{ clauseId: "c", partyId: "p", stance: "agree" as const, hash: "h1", by: "x", at: "" }];
    expect([consentState(given, "c", "p", "h1"), consentState(given, "c", "p", "h2"), consentState(given, "c", "q", "h1")]).toEqual([
      "agree",
      "changed",
      "none",
    ]);
  });
  test("R-D7 a proposal needs every other party", () =>
    expect([
      proposalOutcome("a", ["a", "b", "c"], { b: true }),
      proposalOutcome("a", ["a", "b", "c"], { b: true, c: true }),
      proposalOutcome("a", ["a", "b", "c"], { b: true, c: false }),
      proposalOutcome(null, ["a", "b"], { a: true }),
    ]).toEqual(["open", "accepted", "declined", "open"]));
  const clean: PreflightInput = {
    clauses: [
      {
        id: "1",
        kind: "payment",
        paragraphs: ["甲付乙1,000元（壹仟元整）。"],
        fields: { payer: "a", payee: "b", amountFen: 100_000, dueDate: "2026-12-01", account: "户名乙", plan: [] },
      },
    ],
    facts: "事实",
    today: "2026-11-21",
    uncovered: [],
    objections: [],
    openComments: [],
    openProposals: [],
    unconfirmed: [],
  };
  const codes = (change: Partial<PreflightInput>) => preflight({ ...clean, ...change }).map((one) => one.code),
    pay = (fields: object) => ({
      clauses: [
        {
          ...(clean.clauses[0] as (typeof clean.clauses)[0]),
          fields: { ...(clean.clauses[0] as (typeof clean.clauses)[0]).fields, ...fields },
        },
      ],
    });
  test("R-D8 a clean text has no finding", () => expect(codes({})).toEqual([]));
  test.each([
    ["no-clause", { clauses: [] }],
    ["facts-missing", { facts: " " }],
    ["payer-missing", pay({ payer: null })],
    ["payee-missing", pay({ payee: null })],
    ["same-party", pay({ payee: "a" })],
    ["amount-missing", pay({ amountFen: 0 })],
    ["due-missing", pay({ dueDate: null })],
    ["account-missing", pay({ account: null })],
    ["date-past", pay({ dueDate: "2026-11-20" })],
    ["plan-sum-differs", pay({ plan: [{ amountFen: 1, dueDate: "2026-12-01" }] })],
    ["plan-row-incomplete", pay({ plan: [{ amountFen: null, dueDate: null }] })],
    [
      "plan-order",
      pay({
        plan: [
          { amountFen: 50_000, dueDate: "2026-12-02" },
          { amountFen: 50_000, dueDate: "2026-12-01" },
        ],
      }),
    ],
    ["empty-clause", { clauses: [{ id: "1", kind: "free", paragraphs: [" "], fields: emptyFields }] }],
    ["vague-time", { clauses: [{ id: "1", kind: "free", paragraphs: ["尽快付清"], fields: emptyFields }] }],
    ["words-differ", { clauses: [{ id: "1", kind: "free", paragraphs: ["付1,000元（壹万元整）"], fields: emptyFields }] }],
    ["character-uncovered", { uncovered: [{ character: "𪻐", clauseId: "1" }] }],
    ["objection-open", { objections: ["1"] }],
    ["comment-open", { openComments: ["1"] }],
    ["proposal-open", { openProposals: ["1"] }],
    ["consent-missing", { unconfirmed: ["1"] }],
  ] as [string, Partial<PreflightInput>][])("R-D8 finds %s", (code, change) => expect(codes(change)).toContain(code));
  test("clause numbers", () => expect([1, 10, 11, 20, 21, 99].map(ordinal)).toEqual(["一", "十", "十一", "二十", "二十一", "九十九"]));
});

describe("signing", () => {
  const facts: SigningFacts = { state: "frozen", partyIds: ["a", "b"], signedParties: [], mediatorSigned: false, paperOnly: false },
    self = { partyId: "a", capacity: "self" as const, authority: null };
  test("R-G1 parties in any order, once per side, by who may bind them", () =>
    expect([
      partyMaySign(facts, self),
      partyMaySign({ ...facts, signedParties: ["a"] }, self),
      partyMaySign(facts, { partyId: "a", capacity: "agent", authority: "general" }),
      partyMaySign({ ...facts, paperOnly: true }, self),
      partyMaySign({ ...facts, state: "void" }, self),
    ]).toEqual([null, "agreements/already-signed", "agreements/no-special-authority", "agreements/paper-only", "agreements/not-signing"]));
  test("R-G2 the mediator after all parties", () =>
    expect([mediatorMaySign({ ...facts, signedParties: ["a"] }), mediatorMaySign({ ...facts, signedParties: ["a", "b"] })]).toEqual([
      "agreements/parties-first",
      null,
    ]));
  test("R-G3 the seal comes last", () =>
    expect([maySeal(facts), maySeal({ ...facts, state: "signed" }), maySeal({ ...facts, state: "sealed" })]).toEqual([
      "agreements/mediator-first",
      null,
      "agreements/not-signing",
    ]));
  test("R-G4 in force with the last necessary signature or seal", () =>
    expect(effectiveAt(["2026-11-10T01:00:00Z", "2026-11-12T07:10:00Z"], "2026-11-12T07:09:00Z")).toBe("2026-11-12T07:10:00Z"));
  test("R-G6 a text in force opens again when the court has given it back, or before filing when all agree", () => {
    const nobody = { partyIds: ["a", "b"], agreedParties: [] },
      one = { partyIds: ["a", "b"], agreedParties: ["a"] },
      all = { partyIds: ["a", "b"], agreedParties: ["b", "a"] };
    const court = [null, "drafted", "filed", "docketed", "confirmed", "returned", "not-accepted", "dismissed"] as const,
      atCourt = ["confirmation/already-filed", "confirmation/already-filed", "confirmation/already-filed"];
    for (const agreed of [nobody, one])
      expect(court.map((application) => mayReopen("sealed", application, agreed))).toEqual([
        "agreements/all-must-agree",
        "agreements/all-must-agree",
        ...atCourt,
        null,
        null,
        null,
      ]);
    expect(court.map((application) => mayReopen("sealed", application, all))).toEqual([null, null, ...atCourt, null, null, null]);
    expect((["frozen", "signed", "sealing", "void"] as const).map((state) => mayReopen(state, null, nobody))).toEqual([
      null,
      null,
      "agreements/not-signing",
      "agreements/not-signing",
    ]);
  });
  test("R-G5 changes clause by clause", () => {
    const clause = (id: string, text: string) => ({ id, kind: "free" as const, paragraphs: [text], fields: emptyFields });
    expect(
      diffClauses([clause("1", "x"), clause("2", "y")], [clause("1", "x"), clause("3", "z")]).map((one) => [one.clauseId, one.change]),
    ).toEqual([
      ["1", "same"],
      ["3", "added"],
      ["2", "removed"],
    ]);
  });
});

describe("confirmation", () => {
  test("R-C5 courts at a domicile or at the organisation's seat, with reasons", () =>
    expect(
      competentCourts(
        [
          { id: "1", name: "东", district: "东" },
          { id: "2", name: "西", district: "西" },
          { id: "3", name: "北", district: "北" },
        ],
        { name: "调委会", district: "东" },
        [{ name: "甲", district: "西" }],
      ).map((court) => [court.id, court.reasons[0]?.reason]),
    ).toEqual([
      ["1", "organisation-seat"],
      ["2", "party-domicile"],
    ]));
  test("R-C6 what each decision does in each state", () => {
    const states = ["drafted", "filed", "returned", "docketed", "confirmed", "not-accepted", "dismissed"] as const;
    expect(
      states.flatMap((state) =>
        decisions.flatMap((decision) => {
          const outcome = decide({ state, returns: 0 }, decision);
          return "to" in outcome ? [`${state} ${decision} → ${outcome.to}`] : [];
        }),
      ),
    ).toEqual([
      "filed accept → docketed",
      "filed return → returned",
      "filed not-accept → not-accepted",
      "docketed confirm → confirmed",
      "docketed dismiss → dismissed",
    ]);
    expect(decide({ state: "filed", returns: 1 }, "return")).toEqual({ refusal: "confirmation/returned-once" });
  });
  test("R-C7 a ground belongs to its decision", () =>
    expect([
      groundFits("dismiss", "not-voluntary"),
      groundFits("dismiss", "wrong-court"),
      groundFits("not-accept", "wrong-court"),
      groundFits("confirm", undefined),
      groundFits("confirm", "other"),
      groundFits("dismiss", undefined),
    ]).toEqual([true, false, true, true, false, false]));
  test("R-C8 filing needs everyone and the time limit", () => {
    const one = {
      state: "drafted" as const,
      partyIds: ["a", "b"],
      signedParties: ["a", "b"],
      daysLeft: 0,
      defects: [] as unknown[],
      answers: [] as { defect: number }[],
    };
    const returned = { ...one, state: "returned" as const, defects: ["x", "y"] };
    expect([
      mayFile(one),
      mayFile({ ...one, signedParties: ["a"] }),
      mayFile({ ...one, daysLeft: -1 }),
      mayFile({ ...one, state: "filed" }),
      mayFile({ ...returned, answers: [{ defect: 1 }] }),
      mayFile({ ...returned, answers: [{ defect: 1 }, { defect: 0 }] }),
    ]).toEqual([
      null,
      "confirmation/not-all-signed",
      "confirmation/too-late",
      "confirmation/already-filed",
      "confirmation/correct-first",
      null,
    ]);
  });
});

test("R-K1 a party reads the joint channel and its own, nobody else's", () => {
  expect(
    channelsOf(
      { kind: "participant", id: "x", caseId: "c", partyId: "p1", name: "", capacity: "self", authority: null, level: "entered" },
      false,
      ["p1", "p2"],
    ),
  ).toEqual(["joint", "side:p1"]);
  expect(channelsOf({ kind: "staff", id: "m", name: "", role: "coordinator", organisationId: "o", courtId: null }, false, ["p1"])).toEqual(
    [],
  );
});
