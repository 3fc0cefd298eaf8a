import { describe, expect, test } from "vitest";
import { sql } from "kysely";
import * as Y from "yjs";
import type { DraftView } from "../../shared/drafting/contract.ts";
import {
  addClause,
  bodyOf,
  clausesOf,
  readDocument,
  restoreClause,
  seedDocument,
  setField,
} from "../../shared/drafting/document.ts";
import { type Clause, emptyFields } from "../../shared/drafting/clause.ts";
import { type ScalarName, scalarField, scalarNames } from "../../shared/drafting/eachField.ts";
import type { Finding } from "../../shared/drafting/finding.ts";
import type { Wording } from "../../shared/drafting/wording.ts";
import { engines } from "../testing/databases.ts";
import { connected, hears } from "../testing/house.ts";
import { aCase, frozen } from "../testing/stories.ts";
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

  test("consent falls when the clause changes, in the server's view too, and stale consent is refused", async () => {
    const world = await aCase(engine);
    const place = `/api/cases/${world.caseId}/draft`;
    const view = () => world.does<DraftView>("GET", place, world.first.seat);
    const hashOf = async () => (await view()).clauses[0]?.hash as string;
    const old = await hashOf();
    await world.does("POST", `${place}/consents`, world.first.seat, {
      clauseId: "c1",
      hash: old,
      stance: "agree",
    });
    expect((await view()).clauses[0]?.consents[world.first.partyId]).toBe("agree");
    await (await anEditor(world, world.second.seat)).write(say("c1", "改"));
    expect((await view()).clauses[0]?.consents[world.first.partyId]).toBe("changed");
    expect(
      (
        await world.ask("POST", `${place}/consents`, world.second.seat, {
          clauseId: "c1",
          hash: old,
          stance: "agree",
        })
      ).body,
    ).toMatchObject({ code: "drafting/clause-changed" });
  });

  test("R-D33 whoever a clause names is a party of the case: at the gate, and again before freezing", async () => {
    const world = await aCase(engine);
    const { db } = world.parts;
    const draft = await db.selectFrom("draft").select("seed").executeTakeFirstOrThrow();
    const clauses = draft.seed as Clause[];
    const stray: Clause = {
      id: "p9",
      kind: "payment",
      paragraphs: [""],
      fields: { ...emptyFields, payer: world.caseId, payee: world.first.partyId },
    };
    await db
      .updateTable("draft")
      .set({ seed: JSON.stringify([...clauses, stray]) })
      .execute();
    const editor = await anEditor(world, world.first.seat);
    const frozenAs = () =>
      world.ask("POST", `/api/cases/${world.caseId}/agreement/freeze`, world.mediator, {});
    expect(
      (await editor.write((doc) => setField(doc, "p9", "payer", "谷梁书"))).problem?.code,
    ).toBe("drafting/not-a-party");
    const again = await anEditor(world, world.first.seat);
    const refused = (await frozenAs()).body as {
      code: string;
      details: { findings: { code: string; clauseId: string }[] };
    };
    expect(refused.details.findings).toContainEqual(
      expect.objectContaining({ code: "party-unknown", clauseId: "p9", blocking: true }),
    );
    expect(
      (await again.write((doc) => setField(doc, "p9", "payer", world.second.partyId))).ok,
    ).toBe(true);
    expect(JSON.stringify((await frozenAs()).body)).not.toContain("party-unknown");
  });

  test("R-D8 a character without ink in a field is told with its clause, said or not", async () => {
    const world = await aCase(engine);
    const editor = await anEditor(world, world.first.seat);
    const words = scalarNames.filter((name) => scalarField(name).holds === "words");
    const clauseOf = (name: ScalarName): Clause => ({
      id: `n-${name}`,
      kind: "free",
      paragraphs: ["另行约定。"],
      fields: { ...emptyFields, [name]: "某\u{2fffd}" },
    });
    for (const name of words) {
      const answer = await editor.write((doc) => addClause(doc, clauseOf(name)));
      expect(answer.problem).toBeUndefined();
    }
    const place = `/api/cases/${world.caseId}/draft/preflight`;
    const { findings } = await world.does<{ findings: Finding[] }>("GET", place, world.mediator);
    const told = findings.filter(({ code }) => code === "character-uncovered");
    expect(told.map(({ clauseId }) => clauseId)).toEqual(words.map((name) => `n-${name}`));
  });

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

  test("a lock holds from the moment it is set until it is lifted, for that clause and not for the mediator", async () => {
    const world = await aCase(engine);
    const [party, mediator] = [
      await anEditor(world, world.first.seat),
      await anEditor(world, world.mediator),
    ];
    const lock = (locked: boolean) =>
      world.does("POST", `/api/cases/${world.caseId}/draft/locks`, world.mediator, {
        clauseId: "c1",
        locked,
      });
    expect((await party.write(say("c1", "先"))).ok).toBe(true);
    await lock(true);
    expect((await party.write(say("c1", "锁"))).problem?.code).toBe("drafting/locked");
    const again = await anEditor(world, world.first.seat);
    expect((await again.write(say("c2", "别处"))).ok).toBe(true);
    expect((await mediator.write(say("c1", "调解员"))).ok).toBe(true);
    await lock(false);
    expect((await again.write(say("c1", "开"))).ok).toBe(true);
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

  test("R-D37 a wiped clause, a removed one and who did it can be found again, by those of the case", async () => {
    const world = await aCase(engine);
    const place = `/api/cases/${world.caseId}/draft`;
    const [a, b] = [
      await anEditor(world, world.first.seat),
      await anEditor(world, world.second.seat),
    ];
    const before = readDocument(a.doc)[0]?.paragraphs;
    await b.write((doc) => bodyOf(doc, "c1")?.delete(0, bodyOf(doc, "c1")?.length as number));
    await b.write((doc) => clausesOf(doc).get("c2")?.set("gone", true));
    const { wordings } = await world.does<{ wordings: Wording[] }>(
      "GET",
      `${place}/clauses/c1/wordings`,
      world.first.seat,
    );
    expect(wordings).toEqual([
      { id: expect.any(String), at: expect.any(String), by: world.second.name, paragraphs: before },
    ]);
    const view = () => world.does<DraftView>("GET", place, world.first.seat);
    expect((await view()).removed).toEqual([
      { id: "c2", by: world.second.name, at: expect.any(String), number: 2 },
    ]);
    expect((await a.write((doc) => restoreClause(doc, "c2"))).ok).toBe(true);
    expect((await view()).clauses.map((one) => one.id)).toContain("c2");
    const other = await aCase(engine);
    expect((await world.ask("GET", `${place}/clauses/c1/wordings`, other.first.seat)).status).toBe(
      401,
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
