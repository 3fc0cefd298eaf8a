import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import {
  addClause,
  bodyOf,
  clausesOf,
  readDocument,
  seedDocument,
} from "../../shared/drafting/document.ts";
import { type Clause, emptyFields } from "../../shared/drafting/clause.ts";
import { engines } from "../testing/databases.ts";
import { connected, hears } from "../testing/house.ts";
import { aCase } from "../testing/stories.ts";
import { anEditor, say, type Answer, wordsIn } from "../testing/editor.ts";

describe.each(engines)("drafting on %s", (engine) => {
  test("two people write at once and both texts stay, in order, for a third who comes later", async () => {
    const world = await aCase(engine);
    const [a, b] = [
      await anEditor(world, world.first.seat),
      await anEditor(world, world.second.seat),
    ];
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => (n % 2 ? a : b).write(say("c1", n % 2 ? "甲" : "乙"))),
    );
    expect(answers.flatMap((one) => one.problem?.code ?? [])).toEqual([]);
    const late = await anEditor(world, world.mediator);
    const text = readDocument(late.doc)[0]?.paragraphs[0] ?? "";
    expect([
      [...text].filter((char) => char === "甲").length,
      [...text].filter((char) => char === "乙").length,
    ]).toEqual([10, 10]);
    const rows = await world.parts.db
      .selectFrom("draft_update")
      .select("seq")
      .orderBy("seq")
      .execute();
    expect(rows.map((row) => row.seq)).toEqual(rows.map((_, index) => index + 1));
  });

  test("a long log opens: its updates are applied one by one, never merged", async () => {
    const world = await aCase(engine);
    const { db } = world.parts;
    const draft = await db
      .selectFrom("draft")
      .select(["id", "seed"])
      .where("case_id", "=", world.caseId)
      .executeTakeFirstOrThrow();
    const doc = seedDocument(draft.seed as Clause[]);
    const rows: { draft_id: string; seq: number; data: Buffer; actor: string }[] = [];
    doc.on("update", (update: Uint8Array) =>
      rows.push({
        draft_id: draft.id,
        seq: rows.length + 1,
        data: Buffer.from(update),
        actor: world.first.id,
      }),
    );
    const words = wordsIn(doc, "c1");
    for (let n = 0; n < 40_000; n++)
      n % 2 ? words.delete(0, 1) : words.insert(0, n % 4 ? "甲" : "乙");
    words.insert(0, "最后");
    for (let from = 0; from < rows.length; from += 2000)
      await db
        .insertInto("draft_update")
        .values(rows.slice(from, from + 2000))
        .execute();
    await db
      .updateTable("draft")
      .set({ last_seq: rows.length })
      .where("id", "=", draft.id)
      .execute();
    const editor = await anEditor(world, world.first.seat);
    expect(readDocument(editor.doc)[0]?.paragraphs[0]?.startsWith("最后")).toBe(true);
    expect((await editor.write(say("c1", "新"))).seq).toBe(40_002);
  });

  test("a refused edit disturbs nobody, and the connection is closed after five hostile ones", async () => {
    const world = await aCase(engine);
    const [bad, good] = [
      await anEditor(world, world.first.seat),
      await anEditor(world, world.second.seat),
    ];
    const closed = hears(bad.socket, "disconnect");
    const told = hears<{ code: string }>(bad.socket, "draft:paused");
    for (let n = 0; n < 5; n++)
      expect(
        (
          await bad.ask("draft:update", {
            draftId: bad.joined.draftId,
            update: new Uint8Array([9, 9, 9, n]),
          })
        ).problem?.code,
      ).toBe("drafting/malformed");
    await closed;
    // On every page of the same person, for a while, and with a word why.
    const again = world.socket("/drafting", world.caseId, world.first.seat);
    expect(await connected(again)).toBeNull();
    const answer = (await again.emitWithAck("draft:join", {
      clientId: 77,
      stateVector: new Uint8Array([0]),
    })) as Answer;
    expect([answer.problem?.code, (await told).code]).toEqual([
      "drafting/paused",
      "drafting/paused",
    ]);
    expect((await good.write(say("c1", "照常"))).ok).toBe(true);
    expect(readDocument((await anEditor(world, world.mediator)).doc)[0]?.paragraphs[0]).toContain(
      "照常",
    );
  });

  test("nobody writes under another's client id, and a client id belongs to one person", async () => {
    const world = await aCase(engine);
    const [a, b] = [
      await anEditor(world, world.first.seat),
      await anEditor(world, world.second.seat),
    ];
    const before = Y.encodeStateVector(a.doc);
    a.doc.transact(() => say("c1", "冒名")(a.doc));
    expect(
      (
        await b.ask("draft:update", {
          draftId: b.joined.draftId,
          update: Y.encodeStateAsUpdate(a.doc, before),
        })
      ).problem?.code,
    ).toBe("drafting/not-your-client");
    expect(
      (await b.ask("draft:join", { clientId: a.doc.clientID, stateVector: new Uint8Array([0]) }))
        .problem?.code,
    ).toBe("drafting/not-your-client");
  });

  test("R-D35 carets carry the server's name, whatever the client says", async () => {
    const world = await aCase(engine);
    const [a, b] = [
      await anEditor(world, world.first.seat),
      await anEditor(world, world.second.seat),
    ];
    const place = { type: { client: 1, clock: 3 }, item: null, assoc: 0 };
    const told = hears<{ name: string; clauseId: string | null }[]>(
      b.socket,
      "draft:carets",
      (all) => all.some((one) => one.clauseId === "c1"),
    );
    let deep: unknown = 1;
    for (let n = 0; n < 20; n++) deep = [deep];
    for (const cursor of [
      { anchor: place, head: { ...place, type: deep } },
      { anchor: place },
      { anchor: place, head: { ...place, assoc: "x" } },
    ])
      a.socket.emit("draft:awareness", { clientId: a.doc.clientID, clauseId: "c2", cursor });
    a.socket.emit("draft:awareness", {
      clientId: a.doc.clientID,
      clauseId: "c1",
      cursor: {
        anchor: { ...place, tname: "x", note: deep },
        head: place,
        user: { name: "调解员 谷梁书" },
      },
      name: "调解员 谷梁书",
    });
    expect((await told).find((one) => one.clauseId !== null)).toEqual({
      clientId: a.doc.clientID,
      clauseId: "c1",
      cursor: { anchor: place, head: place },
      personId: world.first.id,
      name: world.first.name,
      colour: expect.any(Number),
    });
  });

  test("a party of another case, a person with open steps and a visitor can't join", async () => {
    const world = await aCase(engine);
    const other = await aCase(engine);
    const stranger = world.socket("/drafting", world.caseId, other.first.seat);
    expect((await connected(stranger))?.code).toBe("people/sign-in-needed");
    expect(
      (await connected(world.socket("/drafting", world.caseId, { seat: null, cookie: "" })))?.code,
    ).toBe("people/sign-in-needed");
    await world.parts.db
      .updateTable("participant")
      .set({ address_at: null })
      .where("id", "=", world.first.id)
      .execute();
    expect((await connected(world.socket("/drafting", world.caseId, world.first.seat)))?.code).toBe(
      "people/steps-unfinished",
    );
  });

  test("a removed clause keeps its words in the document, so that it can come back", async () => {
    const world = await aCase(engine);
    const editor = await anEditor(world, world.first.seat);
    await editor.write((doc) =>
      addClause(doc, { id: "n1", kind: "free", paragraphs: ["新的一条"], fields: emptyFields }),
    );
    expect((await editor.write((doc) => clausesOf(doc).get("n1")?.set("gone", true))).ok).toBe(
      true,
    );
    const later = await anEditor(world, world.mediator);
    expect(readDocument(later.doc).some((clause) => clause.id === "n1")).toBe(false);
    expect(JSON.stringify(bodyOf(later.doc, "n1")?.toJSON())).toContain("新的一条");
  });
});
