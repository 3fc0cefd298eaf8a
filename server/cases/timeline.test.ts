import { describe, expect, test } from "vitest";
import type { TimelineEntry } from "../../shared/cases/contract.ts";
import { engines } from "../testing/databases.ts";
import { connected } from "../testing/house.ts";
import { aCase } from "../testing/stories.ts";

describe.each(engines)("what the timeline tells whom on %s", (engine) => {
  test("R-K2 why somebody was declined, or a check taken back, is told to that side and to staff only", async () => {
    const world = await aCase(engine);
    const why = { "people/check-undone": "照片看不清楚", "rooms/declined": "先和您单独谈谈" };
    await world.does(
      "POST",
      `/api/cases/${world.caseId}/participants/${world.first.id}/identity-checks/undo`,
      world.mediator,
      {
        reason: why["people/check-undone"],
      },
    );
    const lead = world.socket("/room", world.caseId, world.mediator);
    const page = world.socket("/room", world.caseId, world.first.seat);
    await Promise.all([connected(lead), connected(page)]);
    await page.timeout(8000).emitWithAck("room:knock", {});
    await lead.timeout(8000).emitWithAck("room:open", {});
    await lead
      .timeout(8000)
      .emitWithAck("room:decline", { personId: world.first.id, reason: why["rooms/declined"] });

    const reads = async (who: typeof world.mediator) => {
      const { entries } = await world.does<{ entries: TimelineEntry[] }>(
        "GET",
        `/api/cases/${world.caseId}/timeline`,
        who,
      );
      return Object.fromEntries(
        entries.filter((one) => one.event in why).map((one) => [one.event, one.about.reason]),
      );
    };
    for (const who of [world.mediator, world.coordinator, world.first.seat])
      expect(await reads(who)).toEqual(why);
    expect(await reads(world.second.seat)).toEqual({
      "people/check-undone": undefined,
      "rooms/declined": undefined,
    });
    expect(Object.keys(await reads(world.second.seat))).toHaveLength(2);
  });
});
