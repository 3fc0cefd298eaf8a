import { expect, test } from "vitest";
import { admit, decline, knock, open } from "./rules.ts";
import { emptySession, type Visitor } from "./session.ts";
import { viewFor } from "./view.ts";

const visitor = (id: string, name: string, leads = false): Visitor => ({
  id,
  name,
  partyId: leads ? null : `party of ${id}`,
  leads,
  publishes: true,
});

const a = visitor("a", "甲");
const b = visitor("b", "乙");
const mediator = visitor("m", "谷梁书", true);
const at = (second: number) => new Date(second * 1000).toISOString();

const about = {
  mediatorId: "m",
  mediatorName: "谷梁书",
  titleOf: (id: string) => `title of ${id}`,
  connected: () => true,
  here: (id: string) => id !== "b",
};

const both = open(knock(knock(emptySession, a, at(1)), b, at(2)), mediator, "r-1", at(3));
const session = admit(both, mediator, "b", at(4));

test("R-R9 one at the door learns no names", () => {
  const view = viewFor(session, a, about);
  expect([view.inside, view.waiting, view.me.position, view.me.place]).toEqual([
    [],
    [],
    1,
    "waiting",
  ]);
  expect(JSON.stringify(view)).not.toContain("乙");
});

test("R-R9 those inside and the mediator see who is there and who is away; only the mediator sees the door", () => {
  const inside = [
    { personId: "b", name: "乙", title: "title of b", here: false, handRaisedAt: null },
  ];
  const theirs = viewFor(session, b, about);
  expect([theirs.inside, theirs.waiting, theirs.me.place]).toEqual([inside, [], "admitted"]);
  const leading = viewFor(session, mediator, about);
  expect([leading.inside, leading.waiting.map(({ name }) => name)]).toEqual([inside, ["甲"]]);
});

test("R-R9 who was declined reads why, and nobody's view carries the name of the media room", () => {
  const declined = decline(session, mediator, { personId: "b", reason: "稍后再来" }, at(5));
  const view = viewFor(declined, b, about);
  expect([view.me.place, view.me.reason, view.inside]).toEqual(["declined", "稍后再来", []]);
  for (const one of [a, b, mediator])
    expect(JSON.stringify(viewFor(session, one, about))).not.toContain("r-1");
});
