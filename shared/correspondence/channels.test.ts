import { expect, test } from "vitest";
import { channelsOf } from "./channels.ts";

test("R-K1 a party reads the joint channel and its own, nobody else's", () => {
  expect(
    channelsOf(
      {
        kind: "participant",
        id: "x",
        caseId: "c",
        partyId: "p1",
        name: "",
        capacity: "self",
        authority: null,
        level: "entered",
        sessionId: null,
      },
      false,
      ["p1", "p2"],
    ),
  ).toEqual(["joint", "side:p1"]);
  expect(
    channelsOf(
      {
        kind: "staff",
        id: "m",
        name: "",
        role: "coordinator",
        organisationId: "o",
        courtId: null,
        sessionId: null,
      },
      false,
      ["p1"],
    ),
  ).toEqual([]);
});
