import { describe, expect, test } from "vitest";
import type { AgreementView } from "../../shared/agreements/contract.ts";
import type { CaseView, TimelineEntry } from "../../shared/cases/contract.ts";
import { stories } from "../demo/stories.ts";
import { engines } from "../testing/databases.ts";
import { aCase, frozen, signs } from "../testing/stories.ts";

/** Two people called 张伟 on two sides, and an agent with general authority who is called so too. */
function twins() {
  const input = structuredClone(stories.neighbour.input);
  for (const party of input.parties) {
    party.name = "张伟";
    for (const person of party.people) person.name = "张伟";
  }
  input.parties[0]?.people.push({
    capacity: "agent",
    name: "张伟",
    authority: "general",
    firm: "东浦律师事务所",
    phone: "13800000077",
    email: "",
    idNumber: "330102199003078096",
  });
  return input;
}

describe.each(engines)("people of one name on %s", (engine) => {
  test("R-P11 a decline is the person's, whoever else bears the name, and stands until that party signs", async () => {
    const world = await aCase(engine, { input: twins() });
    const version = await frozen(world);
    const agent = world.people.find(
      (one) => one.partyId === world.first.partyId && one.id !== world.first.id,
    );
    const respondent = world.people.find((one) => one.partyId !== world.first.partyId);
    if (!agent || !respondent) throw new Error("the story has an agent and a respondent");
    const capacityOf = async (id: string) =>
      (
        await world.parts.db
          .selectFrom("participant")
          .select("capacity")
          .where("id", "=", id)
          .executeTakeFirstOrThrow()
      ).capacity;
    const [lawyer, self] =
      (await capacityOf(agent.id)) === "agent" ? [agent, world.first] : [world.first, agent];
    const base = `/api/cases/${world.caseId}`;
    const signers = async () =>
      (
        (await world.does("GET", `${base}/agreement`, world.mediator)) as NonNullable<AgreementView>
      ).signers.filter((one) => one.role === "party");
    const next = async () => (await world.does<CaseView>("GET", base, world.mediator)).next.key;

    expect((await world.does<CaseView>("GET", base, world.mediator)).next.waitingFor).toEqual([
      "申请人张伟",
      "被申请人张伟",
    ]);
    await world.does("POST", `${base}/agreement/decline`, lawyer.seat, {
      versionId: version.versionId,
      reason: "委托人还在考虑",
    });
    const [mine, theirs] = await signers();
    expect(mine).toMatchObject({
      state: "declined",
      declines: [{ by: { name: "张伟", title: "申请人的代理人" }, reason: "委托人还在考虑" }],
    });
    expect(theirs).toMatchObject({ state: "waiting", declines: [] });
    expect(await next()).toBe("declined");

    await signs(world, respondent.seat, version);
    expect((await signers()).map((one) => one.state)).toEqual(["declined", "signed"]);
    expect(await next()).toBe("declined");
    await signs(world, self.seat, version);
    expect((await signers()).map((one) => one.state)).toEqual(["signed", "signed"]);
    expect(await next()).toBe("mediator-sign");

    const { entries } = await world.does<{ entries: TimelineEntry[] }>(
      "GET",
      `${base}/timeline`,
      world.mediator,
    );
    const line = (event: string) =>
      entries.filter((one) => one.event === event).map((one) => [one.actorId, one.actorTitle]);
    expect(line("agreements/declined")).toEqual([[lawyer.id, "申请人的代理人"]]);
    expect(line("agreements/signed")).toEqual([
      [self.id, "申请人"],
      [respondent.id, "被申请人"],
    ]);
  });
});
