import { sql } from "kysely";
import type { StaffAsker } from "../shared/people/asker.ts";
import { listCases } from "../server/cases/listCases.ts";
import { renewMarks } from "../server/cases/renewMarks.ts";
import { prepareStaff } from "../server/demo/staff.ts";
import type { Database } from "../server/storage/database.ts";
import { engines } from "../server/testing/databases.ts";
import { openHouse, type Seat } from "../server/testing/openHouse.ts";
import { median, round, summary } from "./numbers.ts";
import type { Measured } from "./run.ts";

const CASES = 10_000;
const TIMES = 60;
const BAR_MS = 50;
type Engine = (typeof engines)[number];

/** A desk with 10,000 cases of one mediator → the list as the page asks for it, on each engine. */
export async function measure(): Promise<Measured> {
  const ours: Measured["ours"] = { cases: CASES };
  const ratios: Measured["ratios"] = {};
  const samples: Measured["samples"] = {};
  for (const engine of engines) {
    const { renewSeconds, lists } = await measureOn(engine);
    const worst = Math.max(...Object.values(lists).map(median));
    ours[engine] = {
      marksOfAllMadeSeconds: renewSeconds,
      ...Object.fromEntries(Object.entries(lists).map(([name, ms]) => [name, summary(ms)])),
    };
    ratios[`${engine}ToBarOf${BAR_MS}ms`] = round(worst / BAR_MS, 2);
    for (const [name, ms] of Object.entries(lists))
      samples[`${engine} ${name}`] = ms.map((value) => round(value));
  }
  const notes = ["page: the whole request over HTTP with its session; query: the list alone"];
  if (!engines.includes("postgres")) notes.push("TEST_DATABASE_URL is not set: embedded only");
  return { ours, peers: {}, ratios, samples, notes };
}

async function measureOn(engine: Engine) {
  const house = await openHouse(engine);
  const { db, now } = house.parts;
  const staff = await prepareStaff(house.parts);
  await fillDesk(db, staff.mediator);
  const from = performance.now();
  await renewMarks(db);
  const renewSeconds = round((performance.now() - from) / 1000);
  const ask = (who: Seat) => () => house.does("GET", "/api/cases", who);
  const lists = {
    mediatorQueryMs: await timed(() => listCases(db, staff.mediator, now())),
    coordinatorQueryMs: await timed(() => listCases(db, staff.coordinator, now())),
    mediatorPageMs: await timed(ask(await house.staff("mediator@yuntiao.example"))),
    coordinatorPageMs: await timed(ask(await house.staff("coordinator@yuntiao.example"))),
  };
  await house.end();
  return { renewSeconds, lists };
}

async function timed(list: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < TIMES; n++) {
    const from = performance.now();
    await list();
    times.push(performance.now() - from);
  }
  return times;
}

/** Cases at every stage: just begun, in the room, signing, in force, with the court. */
async function fillDesk(db: Database, mediator: StaffAsker): Promise<void> {
  await sql`insert into cases (code, title, kind, organisation_id, mediator_id, facts, disputed,
      claims, accepted_at, updated_at)
    select '(2026)案' || n || '号', '邻里漏水纠纷第' || n || '件', 'neighbour',
      ${mediator.organisationId}, ${mediator.id}, repeat('楼上漏水。', 40), '', '',
      now() - make_interval(hours => n % 900), now() - make_interval(secs => n * 7)
    from generate_series(1, ${CASES}::int) n`.execute(db);
  await sql`insert into party (case_id, position, side, kind, title, name, sex, birth, nation,
      occupation, address, district, id_mask, legal_rep_name, legal_rep_title, liability)
    select cases.id, n, (array['applicant', 'respondent'])[n + 1], 'person',
      (array['申请人', '被申请人'])[n + 1], (array['苟方', '隗大有'])[n + 1],
      '', '', '', '', '', '', '', '', '', ''
    from cases, generate_series(0, 1) n`.execute(db);
  await sql`insert into participant (case_id, party_id, name, capacity, firm, phone, email,
      invited_at, identity_at, notice_at, address_at)
    select case_id, id, name, 'self', '', '13800000000', '', now(),
      now(), now(), case when ascii(id::text) % 3 = 0 then null else now() end
    from party`.execute(db);
  await sql`insert into room (case_id, state, media_name)
    select id, jsonb_build_object('phase', case when ascii(id::text) % 5 = 0 then 'open'
      else 'closed' end, 'openedAt', null, 'endedAt', null, 'seats', '[]'::jsonb), ''
    from cases`.execute(db);
  await sql`insert into draft (case_id, epoch, state, seed)
    select id, 1, 'open', '[]' from cases`.execute(db);
  await sql`insert into agreement_version (id, case_id, draft_id, version, epoch, content,
      content_hash, paper_file, pdf_hash, code, state, frozen_at, effective_at, log_upto, settled)
    select gen_random_uuid(), case_id, id, 1, 1, '{}', 'h', 'f', 'p', id::text,
      (array['frozen', 'signed', 'sealed', 'sealed'])[1 + ascii(id::text) % 4], now(),
      now() - make_interval(days => ascii(id::text) % 40), 0, '[]'
    from draft where ascii(id::text) % 2 = 0`.execute(db);
  await sql`insert into court (name, district) select '云江市东浦区人民法院', '云江市东浦区'
    where not exists (select 1 from court)`.execute(db);
  await sql`insert into application (case_id, version_id, court_id, state, revision, content,
      content_hash, paper_file, defects, answers)
    select case_id, id, (select id from court limit 1),
      (array['drafted', 'filed', 'confirmed'])[1 + ascii(code) % 3], 1, '{}', 'h', 'f', '[]', '[]'
    from agreement_version where state = 'sealed' and ascii(code) % 4 = 2`.execute(db);
}
