import { describe, expect, test } from "vitest";
import type { Finding } from "../../shared/drafting/finding.ts";
import { stories } from "../demo/stories.ts";
import { engines } from "../testing/databases.ts";
import { aCase } from "../testing/stories.ts";

describe.each(engines)("one person on both sides on %s", (engine) => {
  test("R-P6 a number that a side has given is not taken from the opposing side, also from two at once", async () => {
    const world = await aCase(engine, { enter: false });
    const number = world.first.idNumber;
    const gives = async (who: typeof world.first) => {
      const reply = await world.ask("POST", "/api/me/identity", who.seat, {
        name: who.name,
        idKind: "resident-id",
        idNumber: number,
      });
      return reply.status === 200 ? 200 : (reply.body as { code: string }).code;
    };
    // As in a case that was registered without numbers.
    await world.parts.db.updateTable("participant").set({ expected_id_sealed: null }).execute();
    await world.parts.db.updateTable("party").set({ id_sealed: null, id_mask: "" }).execute();
    const both = await Promise.all([gives(world.first), gives(world.second)]);
    expect(both.toSorted()).toEqual([200, "people/number-conflict"]);
    expect(await gives(both[0] === 200 ? world.second : world.first)).toBe(
      "people/number-conflict",
    );
  });

  test("R-P6 a phone hides no number when a case is registered", async () => {
    const world = await aCase(engine, { enter: false });
    const input = structuredClone(stories.neighbour.input);
    const [one, other] = input.parties as [
      (typeof input.parties)[number],
      (typeof input.parties)[number],
    ];
    other.idNumber = one.idNumber;
    for (const person of other.people) person.idNumber = one.idNumber;
    expect((await world.ask("POST", "/api/cases", world.mediator, input)).body).toMatchObject({
      code: "people/conflict",
    });
  });

  test("R-P6 a case that holds one already is not frozen", async () => {
    const world = await aCase(engine);
    const { db, keys } = world.parts;
    const twice = { id_sealed: keys.seal(world.first.idNumber) };
    await db.updateTable("participant").set(twice).where("id", "=", world.second.id).execute();
    await db.updateTable("party").set(twice).where("id", "=", world.second.partyId).execute();
    const reply = await world.ask(
      "POST",
      `/api/cases/${world.caseId}/agreement/freeze`,
      world.mediator,
      {},
    );
    const { code, details } = reply.body as { code: string; details: { findings: Finding[] } };
    expect(code).toBe("agreements/preflight-failed");
    expect(details.findings.filter((one) => one.blocking).map((one) => one.code)).toEqual([
      "both-sides",
    ]);
  });
});
