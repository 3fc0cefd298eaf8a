import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { DraftView } from "../../shared/drafting/contract.ts";
import type { Tx } from "../storage/database.ts";
import { lockCase } from "../storage/lockCase.ts";
import { engines } from "../testing/databases.ts";
import { openHouse } from "../testing/openHouse.ts";
import { aCase, asKnown, caseIn } from "../testing/stories.ts";
import { asNow, hasSession } from "./asNow.ts";

type World = Awaited<ReturnType<typeof caseIn<Awaited<ReturnType<typeof openHouse>>>>>;
type Act = { by: "party" | "mediator"; ask: [method: string, place: string, body: object] };
type Known = { place: string; of: string; clauseId: string; hash: string };
const party = (path: string, body: object): Act => ({ by: "party", ask: ["POST", path, body] });

const mediator = (path: string, body: object, method = "POST"): Act => ({
  by: "mediator",
  ask: [method, path, body],
});

/** What a party and a mediator can do while a text is drafted, each in a form that is granted. */
const acts: Record<string, (known: Known) => Act> = {
  "agrees to a clause": ({ place, clauseId, hash }) =>
    party(`${place}/draft/consents`, { clauseId, hash, stance: "agree" }),
  "proposes words": ({ place, clauseId, hash }) =>
    party(`${place}/draft/proposals`, { clauseId, hash, text: "改成这样。", reason: "" }),
  comments: ({ place, clauseId }) =>
    party(`${place}/draft/comments`, { clauseId, body: "请再看看。" }),
  "writes a message": ({ place }) => party(`${place}/messages`, { channel: "joint", body: "你好" }),
  "gives an address": () =>
    party("/api/me/address", {
      address: "云江市东浦区新桥路9号",
      phone: "13800000098",
      electronicService: true,
      onlineConsent: true,
    }),
  "edits the case": ({ place }) =>
    mediator(place, { facts: "事实。", disputed: "", claims: "" }, "PUT"),
  "locks a clause": ({ place, clauseId }) =>
    mediator(`${place}/draft/locks`, { clauseId, locked: true }),
  invites: ({ of }) => mediator(`${of}/invitation`, {}),
  "begins a check": ({ of }) => mediator(`${of}/identity-checks`, { way: "in-person" }),
  "takes a check back": ({ of }) =>
    mediator(`${of}/identity-checks/undo`, { reason: "照片看不清" }),
  "ends a person's sessions": ({ of }) => mediator(`${of}/sessions/end`, {}),
  freezes: ({ place }) => mediator(`${place}/agreement/freeze`, {}),
};

/** A freeze draws its paper before it waits. */
const WITHIN = { timeout: 10_000 };

/** The case and the clause that the acts are about. */
async function knownOf(world: World): Promise<Known> {
  const place = `/api/cases/${world.caseId}`;
  const [clause] = (await world.does<DraftView>("GET", `${place}/draft`, world.mediator)).clauses;
  return {
    place,
    of: `${place}/participants/${world.second.id}`,
    clauseId: clause?.id ?? "",
    hash: clause?.hash ?? "",
  };
}

/**
 * How many transactions of a file do not begin by asking who asks. Whoever adds one here says why.
 */
const ASK_NOBODY: Record<string, number> = {
  "agreements/openedByOffice.ts": 1, // notes an opening
  "agreements/sealJob.ts": 2, // a seal is put on by the product
  "cases/createCase.ts": 1, // there is no case yet
  "cases/renewMarks.ts": 1, // makes marks anew at start
  "confirmation/courtDesk.ts": 1, // notes an opening
  "confirmation/filings.ts": 1, // keeps the bytes of an early filing
  "drafting/answerProposal.ts": 1, // settles a proposal that all have answered
  "outbox/outbox.ts": 1, // takes a job
  "people/codes.ts": 1, // `reachOf` asks
  "people/enterByCode.ts": 1, // the code is the answer
  "rooms/changeSession.ts": 1, // takes the place of somebody whose last session ended
  "rooms/mediaRooms.ts": 1, // moves a talk away from whoever kept a pass
};

test("R-P31 every change begins by asking who asks, under the case's lock", () => {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const asks = /\binCaseNow\(tx\b/;
  const found: Record<string, number> = {};
  for (const file of readdirSync(root, { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".ts") || /\.test\.ts$|^(demo|testing)[\\/]/.test(file)) continue;
    const [, ...begun] = readFileSync(path.join(root, file), "utf8").split(
      /transaction\(\)\s*\.execute\(/,
    );
    const silent = begun.filter((text) => !asks.test(text.slice(0, 250))).length;
    if (silent > 0) found[file.replaceAll(path.sep, "/")] = silent;
  }
  expect(found).toEqual(ASK_NOBODY);
});

test.each(engines)("R-P31 R-P34 a session that has run out is none, on %s", async (engine) => {
  const world = await aCase(engine);
  const { db } = world.parts;
  const asker = await asKnown(world, world.first.seat);
  const now = () => db.transaction().execute((tx) => asNow(tx, asker, world.parts.now));
  expect([await hasSession(db, asker.id, world.parts.now()), (await now()).id]).toEqual([
    true,
    world.first.id,
  ]);
  await db
    .updateTable("participant_session")
    .set({ expires_at: new Date(0) })
    .where("participant_id", "=", world.first.id)
    .execute();
  expect(await hasSession(db, asker.id, world.parts.now())).toBe(false);
  await expect(now()).rejects.toMatchObject({ code: "people/sign-in-needed" });
});

// Embedded, one connection does one thing after the other: nobody waits for a lock that another
// holds.
describe.each(engines.filter((engine) => engine === "postgres"))(
  "a session that ends while its act waits, on %s",
  (engine) => {
    let world: World;
    let known: Known;
    let end: () => Promise<void>;
    beforeAll(async () => {
      const house = await openHouse(engine);
      end = house.end;
      world = await caseIn(house);
      known = await knownOf(world);
    });
    afterAll(() => end());

    test("who comes in by a code waits for the case before taking the code, as whoever sends one does: neither can hold what the other needs", async () => {
      const { db } = world.parts;
      const { token, id } = world.first;
      const place = `/api/entry/${token}`;
      const { demoCode } = await world.does<{ demoCode: string }>(
        "POST",
        `${place}/code`,
        null,
        {},
      );
      let entering: ReturnType<World["ask"]> | undefined;
      await db.transaction().execute(async (tx) => {
        await lockCase(tx, world.caseId);
        entering = world.ask("POST", `${place}/session`, null, { code: demoCode });
        await expect.poll(waiting, WITHIN).toBe(1);
        await tx
          .selectFrom("one_time_code")
          .select("id")
          .where("participant_id", "=", id)
          .forUpdate()
          .execute();
      });
      expect((await entering)?.status).toBe(200);
    });

    const waiting = async () => {
      const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
        world.parts.db,
      );
      return rows[0]?.count ?? 0;
    };
    /**
     * Asks for an act that has to wait for the case; what `meanwhile` does is done before it may go
     * on.
     */
    async function asksLate(name: string, meanwhile: (tx: Tx, by: Act["by"]) => Promise<unknown>) {
      const act = acts[name]?.(known);
      if (!act) throw new Error(`no act is called ${name}`);
      const { by, ask } = act;
      let asked: ReturnType<World["ask"]> | undefined;
      await world.parts.db.transaction().execute(async (tx) => {
        await lockCase(tx, world.caseId);
        asked = world.ask(
          ask[0],
          ask[1],
          by === "party" ? world.first.seat : world.mediator,
          ask[2],
        );
        await expect.poll(waiting, WITHIN).toBe(1);
        await meanwhile(tx, by);
      });
      const answer = await asked;
      return [answer?.status, (answer?.body as { code?: string } | undefined)?.code];
    }
    const SIGN_IN_NEEDED = [401, "people/sign-in-needed"];

    test.each(Object.keys(acts))(
      "R-P31 whoever %s is asked again under the case's lock",
      async (name) => {
        const sessionsOf = {
          party: [sql.table("participant_session"), sql`participant_id = ${world.first.id}`],
          mediator: [
            sql.table("session"),
            sql`"userId" = (select mediator_id from cases where id = ${world.caseId})`,
          ],
        } as const;
        let restore = async () => {};
        const answer = await asksLate(name, async (tx, by) => {
          const [table, whose] = sessionsOf[by];
          const { rows } = await sql`delete from ${table} where ${whose} returning *`.execute(tx);
          expect(rows.length).toBeGreaterThan(0);
          restore = async () => {
            const back = JSON.stringify(rows);
            await sql`insert into ${table} select * from json_populate_recordset(null::${table}, ${back}::json)`.execute(
              world.parts.db,
            );
          };
        });
        await restore();
        expect(answer).toEqual(SIGN_IN_NEEDED);
      },
    );

    test.each(["comments", "edits the case"])(
      "R-P31 a session that runs out while its act waits is none either: %s",
      async (name) => {
        const answer = await asksLate(name, async () => {
          vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 8 * 86_400_000 });
        }).finally(() => vi.useRealTimers());
        expect(answer).toEqual(SIGN_IN_NEEDED);
      },
    );

    test("R-P31 what an act writes, and the record of it, bear the name as it is then", async () => {
      const { db } = world.parts;
      const written = ["agrees to a clause", "comments", "writes a message"];
      const called = (tx: Tx | typeof db, name: string) =>
        tx.updateTable("participant").set({ name }).where("id", "=", world.first.id).execute();
      for (const act of written)
        expect(await asksLate(act, (tx) => called(tx, `${act}时的名字`))).toEqual([200, undefined]);
      await called(db, world.first.name);
      const consent = await db.selectFrom("consent").select("by_name").executeTakeFirst();
      const comment = await db.selectFrom("comment").select("author").executeTakeFirst();
      const message = await db.selectFrom("message").select("author").executeTakeFirst();
      const record = await db
        .selectFrom("audit_entry")
        .select("text")
        .where("case_id", "=", world.caseId)
        .orderBy("seq")
        .execute();
      const names = written.map((act) => `${act}时的名字`);
      expect([consent?.by_name, comment?.author, message?.author]).toEqual(names);
      expect(
        record.slice(-3).map(({ text }) => (JSON.parse(text) as { actor: string }).actor),
      ).toEqual(names);
    });
  },
);
