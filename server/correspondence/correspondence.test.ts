import { describe, expect, test } from "vitest";
import { joinEarlier, PAGE, type Thread } from "../../shared/correspondence/thread.ts";
import { engines } from "../testing/databases.ts";
import { aCase } from "../testing/stories.ts";

describe.each(engines)("messages on %s", (engine) => {
  test("R-L7 of 2,300 messages the newest are seen first, every earlier one can be called up, and other channels stay closed", async () => {
    const world = await aCase(engine);
    const place = `/api/cases/${world.caseId}/messages`;
    const at = Date.parse("2026-11-01T08:00:00Z");
    const author = { author_id: world.first.id, author: world.first.name, author_title: "申请人" };
    // Many at the very same moment, as two people write at once.
    const rows = Array.from({ length: 2300 }, (_, n) => ({
      ...author,
      case_id: world.caseId,
      channel: "joint",
      body: `第${n}条`,
      at: new Date(at + Math.floor(n / 7)),
    }));
    for (let n = 0; n < rows.length; n += 500)
      await world.parts.db
        .insertInto("message")
        .values(rows.slice(n, n + 500))
        .execute();
    const private_ = `side:${world.second.partyId}`;
    await world.does("POST", place, world.second.seat, { channel: private_, body: "只给调解员" });
    await world.does("POST", place, world.first.seat, { channel: "joint", body: "最后一条" });
    let thread = await world.does<Thread>("GET", place, world.first.seat);
    expect([thread.messages.length, thread.messages.at(-1)?.body]).toEqual([PAGE, "最后一条"]);
    expect(thread.channels.map((one) => one.earlier)).toEqual([true, false]);
    while (thread.channels[0]?.earlier) {
      const before = thread.messages.find((one) => one.channel === "joint")?.id;
      thread = joinEarlier(
        thread,
        await world.does<Thread>(
          "GET",
          `${place}?channel=joint&before=${before}`,
          world.first.seat,
        ),
      );
    }
    const told = thread.messages.map((one) => one.body);
    expect([told.length, new Set(told).size]).toEqual([2301, 2301]);
    expect(JSON.stringify(thread)).not.toContain("只给调解员");
    // Neither the channel of another side nor a message of it as the place to read from opens
    // anything.
    const { id } = (await world.does<Thread>("GET", place, world.second.seat)).messages.find(
      (one) => one.channel === private_,
    ) as {
      id: string;
    };
    expect((await world.ask("GET", `${place}?channel=${private_}`, world.first.seat)).status).toBe(
      403,
    );
    expect(
      (await world.does<Thread>("GET", `${place}?channel=joint&before=${id}`, world.first.seat))
        .messages,
    ).toEqual([]);
    const all = await world.does<Thread>("GET", place, world.mediator);
    expect(all.messages.filter((one) => one.channel === private_).map((one) => one.body)).toEqual([
      "只给调解员",
    ]);
  });
});
