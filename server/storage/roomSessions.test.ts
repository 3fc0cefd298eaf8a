import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { passFor } from "../../shared/rooms/passFor.ts";
import { sessionShape } from "../../shared/rooms/session.ts";
import { databaseFor, engines } from "../testing/databases.ts";
import { openDatabase } from "./database.ts";
import { migrations } from "./migrations.ts";

const NAME = "2026-12-01-room-sessions";
const at = "2026-11-30T08:00:00.000Z";

const seat = (personId: string, more: object) => ({
  personId,
  name: `name of ${personId}`,
  partyId: `party of ${personId}`,
  since: at,
  ...more,
});

const open = {
  phase: "open",
  openedAt: at,
  endedAt: null,
  seats: [
    seat("a", { place: "waiting" }),
    seat("b", { place: "admitted", handRaisedAt: at }),
    seat("c", { place: "declined", reason: "稍后再来" }),
  ],
};

const ended = { phase: "ended", openedAt: at, endedAt: at, seats: [] };

test.each(engines)(
  "on %s, rooms of the version before become sessions: everybody keeps the place, and the call goes on in its room",
  async (engine) => {
    const { settings, drop } = await databaseFor(engine);
    const where = {
      url: settings.DATABASE_URL,
      dataDir: mkdtempSync(path.join(tmpdir(), "yuntiao-sessions-")),
    };
    const earlier = Object.fromEntries(Object.entries(migrations).filter(([name]) => name < NAME));
    const before = await openDatabase(where, earlier);
    await sql`insert into "user" (id, name, email) values ('m', '谷梁书', 'm@x.example')`.execute(
      before,
    );
    const organisation = await sql<{ id: string }>`insert into organisation (name, district)
      values ('调委会', '东浦区') returning id`.execute(before);
    const room = async (code: string, state: object, media: string) => {
      const { rows } = await sql<{ id: string }>`insert into cases
        (code, title, kind, organisation_id, mediator_id, facts, disputed, claims)
        values (${code}, '借款', 'loan', ${organisation.rows[0]?.id}, 'm', '', '', '')
        returning id`.execute(before);
      await sql`insert into room (case_id, state, media_name)
        values (${rows[0]?.id}, ${JSON.stringify(state)}::jsonb, ${media})`.execute(before);
      return rows[0]?.id as string;
    };
    const [first, second] = [await room("1", open, "r-old"), await room("2", ended, "r-gone")];
    await before.destroy();

    const db = await openDatabase(where);
    const session = async (caseId: string) =>
      sessionShape.parse(
        (
          await db
            .selectFrom("room")
            .select("state")
            .where("case_id", "=", caseId)
            .executeTakeFirstOrThrow()
        ).state,
      );
    const now = await session(first);
    expect(now.seats.map(({ personId, place, since }) => [personId, place, since])).toEqual([
      ["a", { at: "door" }, at],
      ["b", { at: "talk", talkId: "joint" }, at],
      ["c", { at: "declined", reason: "稍后再来" }, at],
    ]);
    expect(now.seats.map(({ handRaisedAt }) => handRaisedAt)).toEqual([undefined, at, undefined]);
    expect(passFor(now, { id: "b", leads: false })).toEqual({
      talk: { id: "joint", kind: "joint", media: "r-old" },
      publish: true,
    });
    expect(passFor(now, { id: "m", leads: true })?.talk.media).toBe("r-old");
    expect(now.leads).toEqual([{ personId: "m", talkId: "joint" }]);
    expect(await session(second)).toEqual({ ...ended, leads: [], talks: [] });
    await db.destroy();
    await drop();
  },
);
