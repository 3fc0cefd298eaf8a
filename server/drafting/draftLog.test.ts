import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { readDocument } from "../../shared/drafting/document.ts";
import { engines } from "../testing/databases.ts";
import { aCase, frozen } from "../testing/stories.ts";
import { keepSnapshot, loadDraft, proveDraft, SNAPSHOT_EVERY } from "./draftLog.ts";
import { wordsIn } from "../testing/editor.ts";

describe.each(engines)("the log of a draft on %s", (engine) => {
  test("memory, snapshot with what came after it, and the whole log give one text; a snapshot that says otherwise freezes nothing", async () => {
    const world = await aCase(engine);
    const { db, drafts } = world.parts;
    const draft = await db
      .selectFrom("draft")
      .select("id")
      .where("case_id", "=", world.caseId)
      .executeTakeFirstOrThrow();
    const live = await drafts.open(draft.id);
    const writers = await Promise.all(
      [world.first, world.second].map(async ({ id, name }) => {
        const doc = new Y.Doc();
        expect(await live.register(doc.clientID, id)).toBe(true);
        Y.applyUpdate(doc, (await live.since(Y.encodeStateVector(doc))).update);
        return { doc, writer: { personId: id, name, leads: false, mayEdit: true } };
      }),
    );
    const upto = async () =>
      (
        await db
          .selectFrom("draft_snapshot")
          .select("upto")
          .where("draft_id", "=", draft.id)
          .executeTakeFirst()
      )?.upto ?? 0;
    const writes: Promise<unknown>[] = [];
    for (let n = 0; n < SNAPSHOT_EVERY + 200; n++) {
      const { doc, writer } = writers[n % 2] as (typeof writers)[number];
      const before = Y.encodeStateVector(doc);
      const words = wordsIn(doc, n % 3 ? "c1" : "c2");
      doc.transact(() => {
        words.insert((n * 7) % (words.length + 1), n % 2 ? "甲方" : "乙方");
        if (n % 5 === 0) words.delete((n * 3) % words.length, 1);
      });
      const written = live.write(writer, Y.encodeStateAsUpdate(doc, before));
      writes.push(written);
      if (n % 20 === 0) expect(await written).toEqual({ seq: n + 1 });
      if (n === SNAPSHOT_EVERY + 20) await expect.poll(upto).toBeGreaterThanOrEqual(SNAPSHOT_EVERY);
    }
    await Promise.all(writes);
    const fromMemory = await drafts.read(db, draft.id);
    const loaded = await loadDraft(db, draft.id);
    const proved = await proveDraft(db, draft.id);
    expect([fromMemory.seq, loaded.seq, proved.seq]).toEqual(Array(3).fill(SNAPSHOT_EVERY + 200));
    expect(loaded.kept).toBeGreaterThanOrEqual(SNAPSHOT_EVERY);
    expect(fromMemory.clauses).toEqual(readDocument(proved.doc));
    expect(readDocument(loaded.doc)).toEqual(readDocument(proved.doc));
    expect(Y.encodeStateVector(loaded.doc)).toEqual(Y.encodeStateVector(proved.doc));

    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(proved.doc));
    wordsIn(other, "c1").insert(0, "没有人写过");
    await keepSnapshot(db, draft.id, proved.seq, Y.encodeStateAsUpdate(other));
    drafts.release(draft.id);
    expect(
      (await world.ask("POST", `/api/cases/${world.caseId}/agreement/freeze`, world.mediator, {}))
        .status,
    ).toBe(500);
    expect(await db.selectFrom("agreement_version").selectAll().execute()).toEqual([]);
    await db.deleteFrom("draft_snapshot").execute();
    drafts.release(draft.id);
    expect((await frozen(world)).versionId).toBeTruthy();
    expect((await drafts.read(db, draft.id)).clauses).toEqual(readDocument(proved.doc));
  });
});
