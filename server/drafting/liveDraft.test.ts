import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { BOUNDS } from "../../shared/drafting/allowed.ts";
import type { Clause } from "../../shared/drafting/clause.ts";
import { readDocument, seedDocument } from "../../shared/drafting/document.ts";
import { engines } from "../testing/databases.ts";
import { aroundRaw, say } from "../testing/editor.ts";
import { aCase } from "../testing/stories.ts";
import { LiveDraft } from "./liveDraft.ts";

describe.each(engines)("a draft in memory, on %s", (engine) => {
  test("a batch that was stored although the database gave no answer is told to the others when it is sent again", async () => {
    const { parts } = await aCase(engine);
    const draft = await parts.db
      .selectFrom("draft")
      .select(["id", "seed"])
      .executeTakeFirstOrThrow();
    const heard: number[] = [];
    let lost = false;
    const flaky = aroundRaw(parts.db, async (_, execute) => {
      const answer = await execute();
      if (lost) return answer;
      lost = true;
      throw new Error("connection lost after the commit");
    });
    const live = await LiveDraft.open(flaky, draft.id, (seq) => heard.push(seq));
    const doc = seedDocument(draft.seed as Clause[]);
    const writer = { personId: "a", name: "甲", leads: false, mayEdit: true };
    expect(await live.register(doc.clientID, "a")).toBe(true);
    const before = Y.encodeStateVector(doc);
    say("c1", "写下的")(doc);
    const update = Y.encodeStateAsUpdate(doc, before);
    expect([await live.write(writer, update), lost, heard]).toEqual([
      { refused: "drafting/retry" },
      true,
      [],
    ]);
    expect([await live.write(writer, update), heard]).toEqual([{ seq: 1 }, [1]]);
    expect((await parts.db.selectFrom("draft_update").select("seq").execute()).length).toBe(1);
  });

  test("a batch that is stored only after its answer was lost is told to the others as soon as this process reads it", async () => {
    const { parts } = await aCase(engine);
    const draft = await parts.db
      .selectFrom("draft")
      .select(["id", "seed"])
      .executeTakeFirstOrThrow();
    const heard: number[] = [];
    const late: (() => Promise<unknown>)[] = [];
    const slow = aroundRaw(parts.db, async (statement, execute) => {
      if (late.length || !statement.includes("insert into draft_update")) return execute();
      late.push(execute);
      throw new Error("connection lost while the database still works");
    });
    const live = await LiveDraft.open(slow, draft.id, (seq) => heard.push(seq));
    const doc = seedDocument(draft.seed as Clause[]);
    const nothing = Y.encodeStateVector(new Y.Doc());
    await live.register(doc.clientID, "a");
    say("c1", "迟到的话")(doc);
    const written = await live.write(
      { personId: "a", name: "甲", leads: false, mayEdit: true },
      Y.encodeStateAsUpdate(doc),
    );
    expect([written, (await live.since(nothing)).seq, heard]).toEqual([
      { refused: "drafting/retry" },
      0,
      [],
    ]);
    await late[0]?.();
    expect([(await live.since(nothing)).seq, heard]).toEqual([1, [1]]);
    expect(JSON.stringify(live.reading())).toContain("迟到的话");
  });

  test("words whose append is not answered yet are read by nobody, and are gone where it fails", async () => {
    const { parts } = await aCase(engine);
    const draft = await parts.db
      .selectFrom("draft")
      .select(["id", "seed"])
      .executeTakeFirstOrThrow();
    const seen: unknown[] = [];
    const refusing = aroundRaw(parts.db, async (statement, execute) => {
      if (!statement.includes("insert into draft_update")) return execute();
      seen.push(live.reading());
      throw new Error("no answer, and nothing stored");
    });
    const live = await LiveDraft.open(refusing, draft.id, () => {});
    const doc = seedDocument(draft.seed as Clause[]);
    const textNow = async () => {
      const copy = new Y.Doc();
      Y.applyUpdate(copy, (await live.since(Y.encodeStateVector(new Y.Doc()))).update);
      return JSON.stringify([live.reading()?.clauses, readDocument(copy)]);
    };
    await live.register(doc.clientID, "a");
    say("c1", "从未存下的话")(doc);
    const written = live.write(
      { personId: "a", name: "甲", leads: false, mayEdit: true },
      Y.encodeStateAsUpdate(doc),
    );
    expect([await written, seen]).toEqual([{ refused: "drafting/retry" }, [null]]);
    expect(await textNow()).not.toContain("从未存下的话");
    expect(await textNow()).toContain((draft.seed as Clause[])[0]?.paragraphs[0]);
  });

  test("a page that joins while an append is under way takes no word from the text, also after an edit that spoilt the gate", async () => {
    const { parts } = await aCase(engine);
    const draft = await parts.db
      .selectFrom("draft")
      .select(["id", "seed"])
      .executeTakeFirstOrThrow();
    const full = Array.from({ length: BOUNDS.clientsOfOne }, (_, n) => ({
      draft_id: draft.id,
      client_id: String(n + 1),
      person_id: "b",
    }));
    await parts.db.insertInto("draft_client").values(full).execute();
    const joining = aroundRaw(parts.db, async (statement, execute) => {
      if (statement.includes("insert into draft_update"))
        expect(await live.register(4_000_000, "b")).toBe(true);
      return execute();
    });
    const live = await LiveDraft.open(joining, draft.id, () => {});
    const seed = Y.encodeStateAsUpdate(seedDocument(draft.seed as Clause[]));
    const [good, bad] = [new Y.Doc(), new Y.Doc()];
    for (const doc of [good, bad]) Y.applyUpdate(doc, seed);
    for (const [doc, person] of [
      [good, "a"],
      [bad, "c"],
    ] as const)
      await live.register(doc.clientID, person);
    const before = Y.encodeStateVector(good);
    say("c1", "留下的话")(good);
    say("c1", "\u202e")(bad);
    const written = (
      [
        [good, "a"],
        [bad, "c"],
      ] as const
    ).map(([doc, personId]) =>
      live.write(
        { personId, name: personId, leads: false, mayEdit: true },
        Y.encodeStateAsUpdate(doc, before),
      ),
    );
    expect(await Promise.all(written)).toEqual([{ seq: 1 }, { refused: "drafting/bad-character" }]);
    expect(JSON.stringify(live.reading())).toContain("留下的话");
  });
});
