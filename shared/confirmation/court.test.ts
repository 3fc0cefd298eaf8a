import { expect, test } from "vitest";
import { competentCourts } from "./court.ts";

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
