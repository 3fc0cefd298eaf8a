import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { CaseRow } from "../../shared/cases/contract.ts";
import type { StaffAsker } from "../../shared/people/asker.ts";
import { stories } from "../demo/stories.ts";
import type { Database } from "../storage/database.ts";
import { engines } from "../testing/databases.ts";
import { aCase, asKnown, type CaseWorld } from "../testing/stories.ts";
import { createCase } from "./createCase.ts";
import { listCases } from "./listCases.ts";

async function staffOf(world: CaseWorld, who: CaseWorld["mediator"]): Promise<StaffAsker> {
  const asker = await asKnown(world, who);
  if (asker.kind !== "staff") throw new Error("no member of staff");
  return asker;
}

/** Another mediator of the same organisation, or of another, as a row. */
async function anotherMediator(db: Database, organisationId: string): Promise<string> {
  const id = randomUUID();
  const user = { id, name: "另一位", email: `${id}@example.cn` };
  await db
    .insertInto("user" as never)
    .values(user as never)
    .execute();
  await db
    .insertInto("staff")
    .values({
      user_id: id,
      name: "另一位",
      role: "mediator",
      organisation_id: organisationId,
      court_id: null,
    })
    .execute();
  return id;
}

describe.each(engines)("the list of cases on %s", (engine) => {
  test("R-A2 a mediator's own and a coordinator's organisation's, the newest change first, at most two hundred", async () => {
    const world = await aCase(engine, { enter: false });
    const { db } = world.parts;
    const mediator = await staffOf(world, world.mediator);
    const coordinator = await staffOf(world, world.coordinator);
    const { id: elsewhere } = await db
      .insertInto("organisation")
      .values({ name: "别处调委会", district: "云江市西浦区" })
      .returning("id")
      .executeTakeFirstOrThrow();
    const own = { id: mediator.id, name: mediator.name };
    const organisationId = mediator.organisationId ?? "";
    const create = (by: { id: string; organisationId: string }, story = stories.loan) =>
      createCase(world.parts, story.input, { ...own, ...by });
    const mine = await create({ id: mediator.id, organisationId }, stories.shop);
    const other = { id: await anotherMediator(db, organisationId), organisationId };
    const colleagues = await create(other, stories.property);
    const stranger = await anotherMediator(db, elsewhere);
    const strange = await create({ id: stranger, organisationId: elsewhere });
    const now = world.parts.now();
    const listed = async (asker: StaffAsker) =>
      (await listCases(db, asker, now)).map((row) => row.id);
    expect(await listed(mediator)).toEqual([mine, world.caseId]);
    expect(await listed(coordinator)).toEqual([colleagues, mine, world.caseId]);
    await world.does("PUT", `/api/cases/${world.caseId}`, world.mediator, {
      facts: "漏水。",
      disputed: "",
      claims: "",
    });
    expect(await listed(coordinator)).toEqual([world.caseId, colleagues, mine]);
    expect(await listed(mediator)).not.toContain(strange);
    for (let n = 0; n < 200; n++) await create({ id: mediator.id, organisationId }, stories.shop);
    expect((await listed(coordinator)).length).toBe(200);
    expect(await listed(coordinator)).not.toContain(world.caseId);
  });

  test("R-S1 a row says what its page shows", async () => {
    const world = await aCase(engine, { enter: false });
    const rows = await world.does<CaseRow[]>("GET", "/api/cases", world.mediator);
    const { input } = stories.neighbour;
    const names = input.parties.map(({ name }) => name);
    expect(rows).toMatchObject([
      {
        id: world.caseId,
        title: input.title,
        kind: "neighbour",
        parties: names,
        next: { key: "entering", waitingFor: names },
        deadline: { of: "mediation", met: false },
        open: true,
      },
    ]);
    await world.parts.db.updateTable("cases").set({ state: "closed" }).execute();
    const [closed] = await world.does<CaseRow[]>("GET", "/api/cases", world.mediator);
    expect(closed?.open).toBe(false);
  });
});
