import { describe, expect, test } from "vitest";
import type { AgreementView } from "../../shared/agreements/contract.ts";
import type { DraftView } from "../../shared/drafting/contract.ts";
import { engines } from "../testing/databases.ts";
import {
  aCase,
  filesApplication,
  frozen,
  sealed,
  signs,
  STROKES,
  type CaseWorld,
} from "../testing/stories.ts";

const code = (reply: { body: unknown }) => (reply.body as { code?: string }).code;

const view = (world: CaseWorld, who = world.mediator) =>
  world.does<NonNullable<AgreementView>>("GET", `/api/cases/${world.caseId}/agreement`, who);

const paper = async (world: CaseWorld, query = "") =>
  (await world.ask("GET", `/api/cases/${world.caseId}/agreement/paper${query}`, world.first.seat))
    .body as Buffer;

describe.each(engines)("opening a text again, on %s", (engine) => {
  test("reopening tells whoever was asked to sign, ends the codes for the old text, and keeps what stands beside the clauses", async () => {
    const world = await aCase(engine);
    const place = `/api/cases/${world.caseId}`;
    const read = () => world.does<DraftView>("GET", `${place}/draft`, world.first.seat);
    const clauseId = (await read()).clauses[0]?.id as string;
    await world.does("POST", `${place}/draft/locks`, world.mediator, { clauseId, locked: true });
    await world.does("POST", `${place}/draft/comments`, world.second.seat, {
      clauseId,
      body: "这一条请再核对",
      blocking: false,
    });
    const version = await frozen(world);
    await signs(world, world.first.seat, version);
    const sent = await world.does<{ demoCode: string }>(
      "POST",
      `${place}/agreement/code`,
      world.second.seat,
      {},
    );
    await world.does("POST", `${place}/agreement/reopen`, world.mediator, {
      versionId: version.versionId,
      reason: "金额写错",
    });
    const told = (
      await world.parts.db
        .selectFrom("outbox")
        .selectAll()
        .where("key", "like", "reopened:%")
        .execute()
    ).map((row) => (row.payload as { text: string }).text);
    expect(told.sort()).toEqual(
      [
        `${world.first.name}，您好：调解员重新打开了协议内容，理由：金额写错。您之前的签名不再有效，修改定稿后请再看一遍、再签名。`,
        `${world.second.name}，您好：调解员重新打开了协议内容，理由：金额写错。请先不要签名，等修改定稿后再看。`,
      ].sort(),
    );
    const { clauses, comments } = await read();
    expect(clauses.filter((clause) => clause.locked).map((clause) => clause.id)).toEqual([
      clauseId,
    ]);
    expect(comments).toMatchObject([{ clauseId, body: "这一条请再核对" }]);
    const again = await frozen(world);
    const late = {
      versionId: again.versionId,
      hash: again.contentHash,
      code: sent.demoCode,
      statement: true,
      strokes: STROKES,
    };
    expect(
      code(await world.ask("POST", `${place}/agreement/signatures`, world.second.seat, late)),
    ).toBe("people/code-expired");
  });

  test("reopening voids what was signed but keeps it, and shows those who had signed what changed", async () => {
    const world = await aCase(engine);
    const version = await frozen(world);
    await signs(world, world.first.seat, version);
    await world.does("POST", `/api/cases/${world.caseId}/agreement/reopen`, world.mediator, {
      versionId: version.versionId,
      reason: "金额写错",
    });
    expect(
      await world.does("GET", `/api/cases/${world.caseId}/agreement`, world.first.seat),
    ).toBeNull();
    const again = await frozen(world);
    const mine = await view(world, world.first.seat);
    expect(mine.version).toBe(2);
    expect(mine.voided).toMatchObject([
      { version: 1, reason: "金额写错", signers: [world.first.name] },
    ]);
    expect(mine.changes?.clauses.every((one) => one.change === "same")).toBe(true);
    expect(again.versionId).not.toBe(version.versionId);
    const { demoCode } = await world.does<{ demoCode: string }>(
      "POST",
      `/api/cases/${world.caseId}/agreement/code`,
      world.second.seat,
      {},
    );
    expect(
      code(
        await world.ask(
          "POST",
          `/api/cases/${world.caseId}/agreement/signatures`,
          world.second.seat,
          {
            versionId: version.versionId,
            hash: version.contentHash,
            code: demoCode,
            statement: true,
            strokes: STROKES,
          },
        ),
      ),
    ).toBe("agreements/stale-version");
    expect((await paper(world, "?version=1")).subarray(0, 5).toString()).toBe("%PDF-");
  });

  test("R-G6 what is sealed is in force: only when all agree is it opened again, and a refusal ends the question", async () => {
    const world = await aCase(engine);
    const { versionId } = await sealed(world);
    const place = `/api/cases/${world.caseId}/agreement/reopen`;
    const answers = (who: CaseWorld["first"], agree: boolean) =>
      world.ask("POST", `${place}/answer`, who.seat, { versionId, agree });
    const next = async (who: Parameters<typeof world.does>[2]) =>
      (await world.does<{ next: { key: string } }>("GET", `/api/cases/${world.caseId}`, who)).next
        .key;
    expect((await view(world)).reopening).toEqual({ way: "all-agree", asked: null });
    expect(code(await answers(world.first, true))).toBe("agreements/no-change-asked");
    expect(
      await world.does("POST", place, world.mediator, { versionId, reason: "名字写错" }),
    ).toEqual({ epoch: null });
    expect((await view(world)).state).toBe("sealed");
    expect([await next(world.first.seat), await next(world.mediator)]).toEqual([
      "answer-reopen",
      "wait-reopen",
    ]);
    expect((await answers(world.first, true)).body).toEqual({ epoch: null });
    expect(code(await answers(world.first, true))).toBe("agreements/already-answered");
    expect((await view(world, world.second.seat)).reopening.asked).toEqual({
      reason: "名字写错",
      agreed: [world.first.partyId],
      refusal: null,
    });
    expect((await answers(world.second, false)).status).toBe(200);
    expect((await view(world)).reopening).toEqual({ way: "all-agree", asked: null });

    await world.does("POST", place, world.mediator, {
      versionId,
      reason: "名字写错，各方都看到了",
    });
    expect((await answers(world.second, true)).body).toEqual({ epoch: null });
    expect((await answers(world.first, true)).body).toEqual({ epoch: 2 });
    expect(
      await world.does("GET", `/api/cases/${world.caseId}/agreement`, world.first.seat),
    ).toBeNull();
    const again = await sealed(world);
    expect((await view(world)).voided).toMatchObject([
      { version: 1, reason: "名字写错，各方都看到了", signers: { length: 3 } },
    ]);
    expect(again.versionId).not.toBe(versionId);
  });

  test("R-G6 once the application is filed nobody opens the text, also when everybody had been asked before", async () => {
    const world = await aCase(engine);
    const { versionId } = await sealed(world);
    const place = `/api/cases/${world.caseId}/agreement/reopen`;
    await world.does("POST", place, world.mediator, { versionId, reason: "改" });
    await world.does("POST", `${place}/answer`, world.first.seat, { versionId, agree: true });
    await filesApplication(world);
    expect(
      code(
        await world.ask("POST", `${place}/answer`, world.second.seat, { versionId, agree: true }),
      ),
    ).toBe("confirmation/already-filed");
    expect(code(await world.ask("POST", place, world.mediator, { versionId, reason: "改" }))).toBe(
      "confirmation/already-filed",
    );
    expect((await view(world)).reopening).toEqual({ way: null, asked: null });
  });
});
