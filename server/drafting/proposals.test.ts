import { describe, expect, test } from "vitest";
import { sql } from "kysely";
import type { DraftView } from "../../shared/drafting/contract.ts";
import { engines } from "../testing/databases.ts";
import { LiveDraft } from "./liveDraft.ts";
import { aHouse } from "../testing/house.ts";
import { aCase, type CaseWorld } from "../testing/stories.ts";
import { anEditor, aroundRaw, say, type Answer } from "../testing/editor.ts";

/** The first party proposes other words for the first clause; `answer` is the other party's yes. */
async function aProposal(world: CaseWorld) {
  const place = `/api/cases/${world.caseId}/draft`;
  const now = () => world.does<DraftView>("GET", place, world.first.seat);
  const clause = (await now()).clauses[0] as DraftView["clauses"][number];
  const { id } = await world.does<{ id: string }>("POST", `${place}/proposals`, world.first.seat, {
    clauseId: clause.id,
    hash: clause.hash,
    text: "只剩提议的话。",
    reason: "",
  });
  const answer = () =>
    world.ask("POST", `${place}/proposals/${id}/answer`, world.second.seat, { accept: true });
  /** What the clause says, and how the proposal stands. */
  const outcome = async () => {
    const { clauses, proposals } = await now();
    return { words: clauses[0]?.paragraphs.join("\n"), status: proposals[0]?.status };
  };
  return { clauseId: clause.id, answer, outcome };
}

describe.each(engines)("proposals on %s", (engine) => {
  test("an accepted proposal becomes the clause's words, through the gate", async () => {
    const world = await aCase(engine);
    const place = `/api/cases/${world.caseId}/draft`;
    const before = await world.does<DraftView>("GET", place, world.first.seat);
    const clause = before.clauses[2] as DraftView["clauses"][number];
    const { id } = await world.does<{ id: string }>(
      "POST",
      `${place}/proposals`,
      world.first.seat,
      {
        clauseId: clause.id,
        hash: clause.hash,
        text: "双方再无任何争议。\r\n各自\u202E撤回已提的请求。\u2028不再另诉。",
        reason: "更清楚",
      },
    );
    expect(
      await world.does("POST", `${place}/proposals/${id}/answer`, world.second.seat, {
        accept: true,
      }),
    ).toEqual({
      status: "accepted",
    });
    expect(
      (await world.does<DraftView>("GET", place, world.second.seat)).clauses[2]?.paragraphs,
    ).toEqual(["双方再无任何争议。", "各自撤回已提的请求。", "不再另诉。"]);
  });

  test("R-D7 words written between the last yes and the carrying out stay: the proposal is overtaken, not put over them", async () => {
    const world = await aCase(engine);
    const { drafts } = world.parts;
    const { open } = drafts;
    const editor = await anEditor(world, world.second.seat);
    const { clauseId, answer, outcome } = await aProposal(world);
    drafts.open = async (draftId) => {
      drafts.open = open;
      expect((await editor.write(say(clauseId, "刚写的话。"))).ok).toBe(true);
      return open(draftId);
    };
    expect((await answer()).body).toEqual({ status: "overtaken" });
    expect(await outcome()).toEqual({
      words: expect.stringContaining("刚写的话。"),
      status: "overtaken",
    });
  });

  test("R-D7 a clause that was locked since the text was opened keeps no accepted proposal from being carried out", async () => {
    const world = await aCase(engine);
    const editor = await anEditor(world, world.first.seat);
    const { answer } = await aProposal(world);
    expect((await editor.write(say("c2", "打开着。"))).ok).toBe(true);
    await world.does("POST", `/api/cases/${world.caseId}/draft/locks`, world.mediator, {
      clauseId: "c2",
      locked: true,
    });
    expect((await answer()).body).toEqual({ status: "accepted" });
  });

  test("R-D7 a proposal whose words can't be stored stays open, and whoever said yes is told why; pressed twice at once, it is accepted", async () => {
    const world = await aCase(engine);
    const { drafts, db } = world.parts;
    const { answer, outcome } = await aProposal(world);
    const { id } = await db.selectFrom("draft").select("id").executeTakeFirstOrThrow();
    const live = await drafts.open(id);
    const { change } = live;
    live.change = async () => ({ refused: "drafting/retry" });
    expect(await answer()).toMatchObject({
      status: 503,
      body: { code: "drafting/not-carried-out" },
    });
    live.change = async () => ({ refused: "drafting/too-long" });
    const { tell } = world.parts;
    const told: string[] = [];
    world.parts.tell = (caseId, part, only) => {
      told.push(part);
      tell(caseId, part, only);
    };
    expect(await answer()).toMatchObject({ status: 422, body: { code: "drafting/too-long" } });
    expect(told).toEqual(["draft"]);
    live.change = change;
    expect((await outcome()).status).toBe("open");
    const accepted = { status: 200, body: { status: "accepted" } };
    expect(await Promise.all([answer(), answer()])).toEqual([accepted, accepted]);
    expect(await outcome()).toEqual({ words: "只剩提议的话。", status: "accepted" });
  });

  test("R-D7 a fault after a proposal's words were stored leaves it open: its own words do not overtake it", async () => {
    const world = await aCase(engine);
    const { db } = world.parts;
    const { answer, outcome } = await aProposal(world);
    await sql`create function faulty() returns trigger language plpgsql as $$ begin raise exception 'fault'; end $$`.execute(
      db,
    );
    await sql`create trigger faulty before update on proposal for each row when (new.status = 'accepted') execute function faulty()`.execute(
      db,
    );
    expect((await answer()).status).toBe(500);
    expect(await outcome()).toEqual({ words: "只剩提议的话。", status: "open" });
    await sql`drop trigger faulty on proposal`.execute(db);
    expect((await answer()).body).toEqual({ status: "accepted" });
    expect((await outcome()).status).toBe("accepted");
  });
});

test("R-D7 words that another process writes between the judging of a proposal and its storing stay", async () => {
  const here = await aCase("postgres");
  const there = await aHouse("postgres", { beside: here.parts.settings });
  const editor = await anEditor({ ...there, caseId: here.caseId }, here.second.seat);
  const { clauseId, answer, outcome } = await aProposal(here);
  let written: Answer | null = null;
  const slow = aroundRaw(here.parts.db, async (statement, execute) => {
    if (statement.includes("insert into draft_update"))
      written ??= await editor.write(say(clauseId, "刚写的话。"));
    return execute();
  });
  here.parts.drafts.open = (draftId) => LiveDraft.open(slow, draftId, () => {});
  expect(await answer()).toMatchObject({ status: 503, body: { code: "drafting/not-carried-out" } });
  expect([written, (await outcome()).status]).toMatchObject([{ ok: true }, "open"]);
  expect((await answer()).body).toEqual({ status: "overtaken" });
  expect((await outcome()).words).toContain("刚写的话。");
});
