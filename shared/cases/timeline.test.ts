import { expect, test } from "vitest";
import type { Asker } from "../people/asker.ts";
import type { TimelineEntry } from "./contract.ts";
import { timelineFor } from "./timeline.ts";

const line = (
  event: string,
  about: TimelineEntry["about"],
  actorId: string | null = "m",
): TimelineEntry => ({
  ...{ seq: 1, at: "2026-11-25T08:00:00Z", actor: "谷梁书", actorTitle: "", event, about, actorId },
});

const party = (partyId: string): Asker => ({
  ...{
    kind: "participant",
    id: `of-${partyId}`,
    caseId: "c",
    name: "x",
    capacity: "self",
    authority: null,
    level: "entered",
    sessionId: "s",
    partyId,
  },
});

const staff: Asker = {
  kind: "staff",
  id: "m",
  name: "谷梁书",
  role: "mediator",
  organisationId: "o",
  courtId: null,
  sessionId: "s",
};

const parties = new Map([
  ["x", "p1"],
  ["y", "p2"],
]);

const about = (asker: Asker, entry: TimelineEntry) =>
  timelineFor(asker, entry, (id) => parties.get(String(id))).about;

test("R-K2 why somebody was declined or a check taken back is for that side and for staff", () => {
  for (const event of ["rooms/declined", "people/check-undone"]) {
    const told = { who: "苟𠅤", whoId: "x", reason: "先和您单独谈谈" };
    const entry = line(event, told);
    expect(about(party("p1"), entry)).toEqual(told);
    expect(about(staff, entry)).toEqual(told);
    expect(about(party("p2"), entry)).toEqual({ who: "苟𠅤", whoId: "x" });
    // A line of before ids were recorded says of nobody whose it is.
    expect(about(party("p1"), line(event, { who: "苟𠅤", reason: "x" }))).toEqual({ who: "苟𠅤" });
  }
});

test("R-K2 how a side wants to be served is that side's; what is said to all stays said to all", () => {
  const chosen = line(
    "people/address-confirmed",
    { electronicService: "false", onlineConsent: "true" },
    "y",
  );
  expect(about(party("p2"), chosen)).toEqual(chosen.about);
  expect(about(party("p1"), chosen)).toEqual({});
  const declined = line("agreements/declined", { reason: "还在考虑" }, "y");
  expect(about(party("p1"), declined)).toEqual({ reason: "还在考虑" });
});
