import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { type Database, openDatabase } from "../storage/database.ts";
import { migrations } from "../storage/migrations.ts";
import { databaseFor, engines } from "../testing/databases.ts";
import { marksOf } from "./marks.ts";
import { renewMarks } from "./renewMarks.ts";

type Past = { open: boolean; phase: string; version: string | null };

const PASTS: Past[] = [
  { open: true, phase: "closed", version: null },
  { open: true, phase: "ended", version: null },
  { open: true, phase: "closed", version: "void" },
  { open: true, phase: "closed", version: "sealed" },
  { open: false, phase: "closed", version: "sealed" },
];

/** A case as a build without marks kept it, with the columns of that time. */
async function pastCase(db: Database, past: Past, at: number): Promise<void> {
  await sql`with new_case as (
      insert into cases (code, title, kind, organisation_id, mediator_id, facts, disputed, claims,
        accepted_at, open)
      values (${`c${at}`}, '纠纷', 'loan', (select id from organisation), 'm', '', '', '',
        '2026-11-03T01:00:00Z', ${past.open}) returning id),
    new_party as (
      insert into party (case_id, position, side, kind, title, name, sex, birth, nation,
        occupation, address, district, id_mask, legal_rep_name, legal_rep_title, liability)
      select id, 0, 'applicant', 'person', '申请人', '甲', '', '', '', '', '', '', '', '', '', ''
      from new_case returning id, case_id),
    new_person as (
      insert into participant (case_id, party_id, name, capacity, firm, phone, email, invited_at)
      select case_id, id, '甲', 'self', '', '', '', now() from new_party),
    new_room as (
      insert into room (case_id, state, media_name)
      select id, jsonb_build_object('phase', ${past.phase}::text, 'seats', '[]'::jsonb), ''
      from new_case),
    new_draft as (
      insert into draft (case_id, epoch, state, seed) select id, 1, 'open', '[]' from new_case
      returning id, case_id)
    insert into agreement_version (id, case_id, draft_id, version, epoch, content, content_hash,
      paper_file, pdf_hash, code, state, frozen_at, effective_at, log_upto, settled)
    select gen_random_uuid(), case_id, id, 1, 1, '{}', 'h', 'f', 'p', ${`v${at}`}, ${past.version},
      now(), '2026-11-20T01:00:00Z', 0, '[]' from new_draft
    where ${past.version}::text is not null`.execute(db);
}

test.each(engines)("R-S2 R-S3 cases from before get a state and marks on %s", async (engine) => {
  const { settings, drop } = await databaseFor(engine);
  const dataDir = mkdtempSync(path.join(tmpdir(), "yt-marks-"));
  const where = { url: settings.DATABASE_URL, dataDir };
  const earlier = Object.entries(migrations).filter(([name]) => name < "2026-12-01");
  const old = await openDatabase(where, Object.fromEntries(earlier));
  await sql`insert into organisation (name, district) values ('调委会', '东浦区')`.execute(old);
  await sql`insert into "user" (id, name, email) values ('m', '谷', 'm@example.cn')`.execute(old);
  for (const [at, past] of PASTS.entries()) await pastCase(old, past, at);
  await old.destroy();
  const db = await openDatabase(where);
  expect(await renewMarks(db)).toBe(PASTS.length);
  const rows = await db.selectFrom("cases").select(["id", "state"]).orderBy("code").execute();
  expect(rows.map(({ state }) => state)).toEqual([
    "accepted",
    "in-mediation",
    "in-mediation",
    "agreed",
    "closed",
  ]);
  const marks = await Promise.all(rows.map(({ id }) => marksOf(db, id)));
  expect(marks.map(({ cases }) => cases.due)).toEqual([
    "2026-12-03",
    "2026-12-03",
    "2026-12-03",
    "2026-12-03",
    null,
  ]);
  expect(marks.map(({ agreements }) => agreements.state)).toEqual([
    "none",
    "none",
    "reopened",
    "sealed",
    "sealed",
  ]);
  expect(marks[3]).toMatchObject({
    people: { state: "outside" },
    rooms: { state: "closed" },
    drafting: { state: "open" },
    confirmation: { state: "none", due: "2026-12-21", closes: "2026-12-21", met: false },
  });
  await db.destroy();
  await drop();
});
