import { describe, expect, test } from "vitest";
import { Refusal } from "../../shared/refusal.ts";
import { asKnown, aCase, type CaseWorld } from "../testing/stories.ts";
import { engines } from "../testing/databases.ts";
import { act } from "./act.ts";

const SOMEBODY = { name: "苟方", email: "gou@example.cn", phone: "", service_email: null };

/** The world's parts, and in which order somebody was told or woken. */
function listening({ parts }: CaseWorld) {
  const heard: string[] = [];
  return {
    heard,
    parts: {
      ...parts,
      tell: (_caseId: string, part: string) => void heard.push(`told ${part}`),
      poke: () => void heard.push("woken"),
    },
  };
}

const written = async ({ parts: { db }, caseId }: CaseWorld) => {
  const lines = await db
    .selectFrom("audit_entry")
    .select("text")
    .where("case_id", "=", caseId)
    .execute();
  const jobs = await db
    .selectFrom("outbox")
    .select("payload")
    .where("case_id", "=", caseId)
    .execute();
  return { lines: lines.length, jobs: jobs.length };
};

describe.each(engines)("a change of a case on %s", (engine) => {
  test("what is refused inside leaves no line and no message, and nobody hears of it", async () => {
    const world = await aCase(engine);
    const { heard, parts } = listening(world);
    const before = await written(world);
    const mediator = await asKnown(world, world.mediator);
    const refused = act(parts, mediator, world.caseId, "case:edit", async (now) => {
      await now.record("cases/edited");
      await now.notify(SOMEBODY, { subject: "改了", text: "请看。" });
      now.touches("case");
      now.afterCommit(() => heard.push("closed"));
      throw new Refusal("cases/text-frozen");
    });
    await expect(refused).rejects.toMatchObject({ code: "cases/text-frozen" });
    expect(heard).toEqual([]);
    expect(await written(world)).toEqual(before);
  });

  test("what stands is told after the commit, each part once; a message is greeted by name and wakes the worker once", async () => {
    const world = await aCase(engine);
    const { heard, parts } = listening(world);
    const before = await written(world);
    const mediator = await asKnown(world, world.mediator);
    const answer = await act(parts, mediator, world.caseId, "case:edit", async (now) => {
      now.touches("case", "draft");
      now.touches("case");
      await now.record("cases/edited");
      await now.notify(SOMEBODY, { subject: "改了", text: "请看。" });
      await now.later({ kind: "message", payload: { to: "a@example.cn", subject: "", text: "" } });
      now.afterCommit(() => heard.push("closed"));
      expect(heard).toEqual([]);
      return now.asker.name;
    });
    expect(answer).toBe(mediator.name);
    expect(heard).toEqual(["woken", "closed", "told case", "told draft"]);
    expect(await written(world)).toEqual({ lines: before.lines + 1, jobs: before.jobs + 2 });
    const job = await world.parts.db
      .selectFrom("outbox")
      .select("payload")
      .where("case_id", "=", world.caseId)
      .execute();
    expect(job.map(({ payload }) => payload.text)).toContain("苟方，您好：请看。");
  });

  test("R-A2 whoever may not do this is refused before the change begins, and an outsider learns nothing", async () => {
    const world = await aCase(engine);
    const never = async () => {
      throw new Error("the change began");
    };
    const asks = async (who: CaseWorld["mediator"]) =>
      act(world.parts, await asKnown(world, who), world.caseId, "case:edit", never);
    await expect(asks(world.coordinator)).rejects.toMatchObject({ code: "people/not-allowed" });
    await expect(asks(world.clerk)).rejects.toMatchObject({ code: "cases/not-found" });
    await expect(asks(world.first.seat)).rejects.toMatchObject({ code: "people/not-allowed" });
  });
});
