import { expect, test } from "vitest";
import type { Asker, Level } from "./asker.ts";
import { type Action, type CaseFacts, permissions, refusalFor, roleIn } from "./permissions.ts";

const facts: CaseFacts = {
  id: "c",
  organisationId: "o",
  mediatorId: "m",
  filedCourtIds: [],
  open: true,
};

const party = (level: Level, caseId = "c"): Asker => ({
  kind: "participant",
  id: "p",
  caseId,
  partyId: "s",
  name: "",
  capacity: "self",
  authority: null,
  level,
  sessionId: null,
});

const staff = (
  role: "mediator" | "coordinator" | "clerk",
  id: string,
  organisationId: string | null,
  courtId: string | null = null,
): Asker => ({ kind: "staff", id, name: "", role, organisationId, courtId, sessionId: null });

const askers: Record<string, Asker> = {
  "party@link": party("link"),
  "party@code": party("code"),
  "party@entered": party("entered"),
  "party@verified": party("verified"),
  "other case's party": party("verified", "d"),
  mediator: staff("mediator", "m", "o"),
  "other mediator": staff("mediator", "n", "o"),
  "mediator elsewhere": staff("mediator", "m", "x"),
  coordinator: staff("coordinator", "k", "o"),
  "other coordinator": staff("coordinator", "k", "x"),
  clerk: staff("clerk", "j", null, "court"),
  "other clerk": staff("clerk", "j", null, "court-2"),
};

/** Written by hand: who may do what, while the case is open and nothing is filed. */
const expected: Record<Action, string[]> = {
  "case:read": ["party@code", "party@entered", "party@verified", "mediator", "coordinator"],
  "case:enter": ["party@code", "party@entered", "party@verified"],
  "case:edit": ["mediator"],
  "case:invite": ["mediator", "coordinator"],
  "case:verify-identity": ["mediator"],
  "case:sessions": ["mediator", "coordinator"],
  "timeline:read": ["party@entered", "party@verified", "mediator", "coordinator"],
  "messages:read": ["party@entered", "party@verified", "mediator"],
  "messages:write": ["party@entered", "party@verified", "mediator"],
  "room:be-in": ["party@entered", "party@verified", "mediator"],
  "room:lead": ["mediator"],
  "draft:read": ["party@entered", "party@verified", "mediator"],
  "draft:edit": ["party@entered", "party@verified", "mediator"],
  "draft:consent": ["party@entered", "party@verified"],
  "draft:lead": ["mediator"],
  "agreement:read": ["party@entered", "party@verified", "mediator", "coordinator"],
  "agreement:lead": ["mediator"],
  "agreement:sign": ["party@verified"],
  "agreement:decline": ["party@entered", "party@verified"],
  "agreement:seal": ["coordinator"],
  "confirmation:read": ["party@entered", "party@verified", "mediator", "coordinator"],
  "confirmation:prepare": ["party@entered", "party@verified", "mediator"],
  "confirmation:sign": ["party@verified"],
  "court:read": [],
  "court:decide": [],
};

const writes = (Object.keys(permissions) as Action[]).filter(
  (action) => "whileOpen" in permissions[action],
);

test.each(Object.keys(expected) as Action[])("R-A2 %s: role × state", (action) => {
  const allowed = (state: CaseFacts) =>
    Object.keys(askers).filter((name) => refusalFor(askers[name] as Asker, action, state) === null);
  expect(allowed(facts)).toEqual(expected[action]);
  expect(allowed({ ...facts, open: false })).toEqual(
    writes.includes(action) ? [] : expected[action],
  );
  expect(allowed({ ...facts, filedCourtIds: ["court"] })).toEqual(
    action === "court:read" || action === "court:decide" ? ["clerk"] : expected[action],
  );
});

test("R-A2 the table names every action", () =>
  expect(Object.keys(expected).sort()).toEqual(Object.keys(permissions).sort()));

test("R-A3 outsiders learn nothing, not even that the case exists", () => {
  for (const name of [
    "other case's party",
    "other mediator",
    "mediator elsewhere",
    "other coordinator",
    "clerk",
    "other clerk",
  ])
    for (const action of Object.keys(permissions) as Action[])
      expect(refusalFor(askers[name] as Asker, action, facts)).toBe("cases/not-found");
});

test("R-A1 a clerk is in a case only while it lies with his court, staff only in their own organisation", () => {
  const roles = (state: CaseFacts) =>
    Object.fromEntries(Object.entries(askers).map(([name, asker]) => [name, roleIn(asker, state)]));
  expect(roles(facts)).toEqual({
    "party@link": "party",
    "party@code": "party",
    "party@entered": "party",
    "party@verified": "party",
    "other case's party": "outsider",
    mediator: "mediator",
    "other mediator": "outsider",
    "mediator elsewhere": "outsider",
    coordinator: "coordinator",
    "other coordinator": "outsider",
    clerk: "outsider",
    "other clerk": "outsider",
  });
  expect(roles({ ...facts, filedCourtIds: ["court"] })).toMatchObject({
    clerk: "clerk",
    "other clerk": "outsider",
  });
  expect(roleIn(staff("clerk", "j", null, null), facts)).toBe("outsider");
});
