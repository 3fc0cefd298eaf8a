import { describe, expect, test } from "vitest";
import { sql } from "kysely";
import * as Y from "yjs";
import { readDocument } from "../../shared/drafting/document.ts";
import { engines } from "../testing/databases.ts";
import { connected, hears } from "../testing/house.ts";
import { aCase, frozen } from "../testing/stories.ts";
import { anEditor, say, type Answer } from "../testing/editor.ts";

describe.each(engines)("a draft being frozen, on %s", (engine) => {
  test("under typing, what the freeze contains is exactly what was acknowledged; late words are refused; no thaw lets them in", async () => {
    const world = await aCase(engine);
    const editors = [
      await anEditor(world, world.first.seat),
      await anEditor(world, world.second.seat),
    ];
    const calm = await anEditor(world, world.mediator);
    const answers: { word: string; answer: Promise<Answer> }[] = [];
    let typing = true;
    const type = async (editor: (typeof editors)[number], who: string) => {
      for (let n = 0; typing; n++) {
        const word = `〔${who}${n}〕`;
        const answer = editor.write(say("c1", word));
        answers.push({ word, answer });
        await answer;
      }
    };
    const both = [
      type(editors[0] as (typeof editors)[number], "甲"),
      type(editors[1] as (typeof editors)[number], "乙"),
    ];
    await hears(editors[1]?.socket as never, "draft:updated");
    const version = await frozen(world);
    typing = false;
    await Promise.all(both);
    const { content } = await world.does<{ content: { clauses: { paragraphs: string[] }[] } }>(
      "GET",
      `/api/cases/${world.caseId}/agreement`,
      world.mediator,
    );
    const text = content.clauses[0]?.paragraphs.join("") ?? "";
    const settled = await Promise.all(
      answers.map(async ({ word, answer }) => ({ word, ok: (await answer).ok })),
    );
    expect(settled.filter(({ ok }) => ok).length).toBeGreaterThan(0);
    expect(settled.filter(({ word, ok }) => text.includes(word) !== ok)).toEqual([]);
    // Who typed without a pause may be told to slow down first.
    let late = await (editors[0] as (typeof editors)[number]).write(say("c1", "迟到"));
    while (late.problem?.code === "drafting/slow-down")
      late = await (editors[0] as (typeof editors)[number]).write(say("c1", "迟到"));
    expect([late.problem?.code, (await calm.write(say("c2", "迟到"))).problem?.code]).toEqual([
      "drafting/frozen",
      "drafting/frozen",
    ]);
    await world.does("POST", `/api/cases/${world.caseId}/agreement/reopen`, world.mediator, {
      versionId: version.versionId,
      reason: "补充一条",
    });
    const same = editors[0] as (typeof editors)[number];
    const again = await same.join();
    expect(again.epoch).toBe(2);
    expect(
      (
        await same.ask("draft:update", {
          draftId: same.joined.draftId,
          update: Y.encodeStateAsUpdate(same.doc),
        })
      ).ok,
    ).toBe(false);
    expect(
      (
        await same.ask("draft:update", {
          draftId: again.draftId,
          update: Y.encodeStateAsUpdate(same.doc),
        })
      ).ok,
    ).toBe(false);
    expect(JSON.stringify(readDocument((await anEditor(world, world.mediator)).doc))).not.toContain(
      "迟到",
    );
  });

  test("a load that fails is said, never taken for an empty document, and nothing is stored on top of it", async () => {
    const world = await aCase(engine);
    const { db, drafts } = world.parts;
    const editor = await anEditor(world, world.first.seat);
    for (const words of ["一", "二", "三"])
      expect((await editor.write(say("c1", words))).ok).toBe(true);
    const draftId = editor.joined.draftId as string;
    await sql`alter table draft_update disable trigger user`.execute(db);
    await db
      .deleteFrom("draft_update")
      .where("draft_id", "=", draftId)
      .where("seq", "=", 2)
      .execute();
    await sql`alter table draft_update enable trigger user`.execute(db);
    drafts.release(draftId);
    const socket = world.socket("/drafting", world.caseId, world.second.seat);
    const doc = new Y.Doc();
    expect(await connected(socket)).toBeNull();
    const answer = (await socket.emitWithAck("draft:join", {
      clientId: doc.clientID,
      stateVector: Y.encodeStateVector(doc),
    })) as Answer;
    expect([answer.ok, answer.problem?.code, answer.update]).toEqual([
      false,
      "request/unknown",
      undefined,
    ]);
    expect(
      (await world.ask("GET", `/api/cases/${world.caseId}/draft`, world.first.seat)).status,
    ).toBe(500);
    expect(
      (await world.ask("POST", `/api/cases/${world.caseId}/agreement/freeze`, world.mediator, {}))
        .status,
    ).toBe(500);
    expect((await editor.write(say("c1", "四"))).ok).toBe(false);
    expect(
      (await db.selectFrom("draft_update").select("seq").orderBy("seq").execute()).map(
        (row) => row.seq,
      ),
    ).toEqual([1, 3]);
    expect(await db.selectFrom("agreement_version").selectAll().execute()).toEqual([]);
  });

  test("the database itself refuses an update to a frozen draft and a change of a frozen text", async () => {
    const world = await aCase(engine);
    const version = await frozen(world);
    const { db } = world.parts;
    const draft = await db.selectFrom("draft").select("id").executeTakeFirstOrThrow();
    await expect(
      db
        .insertInto("draft_update")
        .values({ draft_id: draft.id, seq: 999, actor: "x", data: Buffer.from([0]) })
        .execute(),
    ).rejects.toThrow(/frozen/);
    await expect(
      db
        .updateTable("agreement_version")
        .set({ content: "{}" })
        .where("id", "=", version.versionId)
        .execute(),
    ).rejects.toThrow(/never changed/);
  });
});
