import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Stroke } from "../../shared/agreements/agreement.ts";
import { NOTICE_VERSION } from "../../shared/people/contract.ts";
import { maskId } from "../../shared/people/idNumber.ts";
import type { StaffAsker } from "../../shared/people/asker.ts";
import { dayOf } from "../../shared/day.ts";
import { freeze } from "../agreements/freeze.ts";
import { sealVersion } from "../agreements/sealJob.ts";
import { sign } from "../agreements/sign.ts";
import { createCase } from "../cases/createCase.ts";
import { latestVersion, participantsOf, partiesOf } from "../cases/store.ts";
import { confirmationHandlers } from "../confirmation/routes.ts";
import type { Parts } from "../parts.ts";
import { sendCode } from "../people/codes.ts";
import { makeLink } from "../people/invite.ts";
import { type ParticipantRow, levelOf } from "../people/participants.ts";
import { DISTRICTS, stories, type Story } from "./stories.ts";

export const DEMO_PASSWORD = "yuntiao-demo-2026";
const ORGANISATION = "云江市东浦区梧桐街道人民调解委员会";
const STAFF = [
  { role: "mediator", name: "谷梁书", email: "mediator@yuntiao.example", page: "/desk" },
  { role: "coordinator", name: "麦晓岚", email: "coordinator@yuntiao.example", page: "/office" },
  { role: "clerk", name: "闵一川", email: "clerk@yuntiao.example", page: "/court" },
] as const;

/** Demo data: each stage of a case once, made by the same commands that people use. A killed first start goes on where it stopped. */
export async function prepareDemo(parts: Parts): Promise<void> {
  const marker = path.join(parts.settings.DATA_DIR, "demo-ready");
  if (!existsSync(marker)) {
    const staff = await prepareStaff(parts);
    await ensureCase(parts, stories.loan, staff.mediator);
    const signing = await ensureCase(parts, stories.property, staff.mediator);
    await ensureFrozen(parts, signing, staff.mediator);
    await ensureSignatures(parts, signing, 1);
    const filed = await ensureCase(parts, stories.shop, staff.mediator);
    await ensureFiled(parts, filed, staff);
    const confirmed = await ensureCase(parts, stories.neighbour, staff.mediator);
    await ensureFiled(parts, confirmed, staff);
    await ensureConfirmed(parts, confirmed, staff.clerk);
    writeFileSync(marker, new Date().toISOString());
  }
  await writeDemoFile(parts);
}

type Staff = Record<"mediator" | "coordinator" | "clerk", StaffAsker>;

export async function prepareStaff(parts: Parts): Promise<Staff> {
  const { db } = parts;
  const organisation =
    (await db.selectFrom("organisation").select("id").where("name", "=", ORGANISATION).executeTakeFirst()) ??
    (await db
      .insertInto("organisation")
      .values({ name: ORGANISATION, district: "云江市东浦区", seal_text: "东浦区梧桐街道人民调解委员会" })
      .returning("id")
      .executeTakeFirstOrThrow());
  for (const district of DISTRICTS) {
    const name = `${district}人民法院`;
    if (!(await db.selectFrom("court").select("id").where("name", "=", name).executeTakeFirst()))
      await db.insertInto("court").values({ name, district }).execute();
  }
  const court = await db.selectFrom("court").select("id").where("district", "=", "云江市东浦区").executeTakeFirstOrThrow();
  const result = {} as Staff;
  for (const member of STAFF) {
    const place = member.role === "clerk" ? { courtId: court.id } : { organisationId: organisation.id };
    const known = await db.selectFrom("staff").select("user_id").where("name", "=", member.name).executeTakeFirst();
    const id =
      known?.user_id ??
      (await parts.accounts.create({ name: member.name, email: member.email, password: DEMO_PASSWORD, role: member.role, ...place }));
    result[member.role] = {
      kind: "staff",
      id,
      name: member.name,
      role: member.role,
      organisationId: member.role === "clerk" ? null : organisation.id,
      courtId: member.role === "clerk" ? court.id : null,
    };
  }
  return result;
}

async function ensureCase(parts: Parts, story: Story, mediator: StaffAsker): Promise<string> {
  const code = `(${dayOf(parts.now()).slice(0, 4)})云东梧人调字第${story.number}号`;
  const known = await parts.db.selectFrom("cases").select("id").where("code", "=", code).executeTakeFirst();
  const id =
    known?.id ??
    (await createCase(
      parts,
      story.input,
      { id: mediator.id, name: mediator.name, organisationId: mediator.organisationId as string },
      { code, acceptedAt: parts.now() },
    ));
  const partyIds = (await partiesOf(parts.db, id)).map((party) => party.id);
  await parts.db
    .updateTable("draft")
    .set({ seed: JSON.stringify(story.clauses(partyIds, dayOf(parts.now()))) })
    .where("case_id", "=", id)
    .where("epoch", "=", 1)
    .where("state", "=", "open")
    .execute();
  await parts.db
    .insertInto("case_number")
    .values({ organisation_id: mediator.organisationId as string, year: Number(dayOf(parts.now()).slice(0, 4)), last: 20 })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return id;
}

async function enter(parts: Parts, person: ParticipantRow): Promise<void> {
  const party = await parts.db.selectFrom("party").selectAll().where("id", "=", person.party_id).executeTakeFirstOrThrow(),
    now = parts.now(),
    number = parts.keys.open(person.expected_id_sealed as Buffer);
  await parts.db
    .updateTable("participant")
    .set({
      id_kind: "resident-id",
      id_sealed: parts.keys.seal(number),
      id_mask: maskId(number),
      identity_at: now,
      notice_version: NOTICE_VERSION,
      notice_at: now,
      service_address: party.address,
      service_phone: person.phone,
      service_email: "",
      electronic_service: true,
      address_at: now,
      verified_at: now,
      verified_by: "谷梁书",
      verified_method: "video",
    })
    .where("id", "=", person.id)
    .execute();
}

async function ensureFrozen(parts: Parts, caseId: string, mediator: StaffAsker): Promise<void> {
  for (const person of await participantsOf(parts.db, caseId)) if (levelOf(person) !== "verified") await enter(parts, person);
  if (await latestVersion(parts.db, caseId)) return;
  const row = await parts.db.selectFrom("cases").selectAll().where("id", "=", caseId).executeTakeFirstOrThrow();
  await freeze(parts, row, mediator.name);
}

async function ensureSignatures(parts: Parts, caseId: string, most = Number.POSITIVE_INFINITY): Promise<void> {
  const { db } = parts,
    row = await db.selectFrom("cases").selectAll().where("id", "=", caseId).executeTakeFirstOrThrow(),
    version = await latestVersion(db, caseId);
  if (version?.state !== "frozen") return;
  const signed = new Set(
    (await db.selectFrom("signature").select("party_id").where("version_id", "=", version.id).execute()).map((one) => one.party_id),
  );
  for (const person of await participantsOf(db, caseId)) {
    if (signed.has(person.party_id) || signed.size >= most) continue;
    const asker = {
      kind: "participant",
      id: person.id,
      caseId,
      partyId: person.party_id,
      name: person.name,
      capacity: person.capacity,
      authority: person.authority,
      level: "verified",
    } as const;
    const { demoCode } = await sendCode(parts, { participantId: person.id }, "sign", { phone: person.phone, email: "", caseId });
    await sign(
      parts,
      row,
      asker,
      version.id,
      { hash: version.content_hash, code: demoCode as string, statement: true, strokes: scribble(person.name), typedName: "" },
      { ip: "127.0.0.1", device: "demo" },
    );
    signed.add(person.party_id);
  }
}

async function ensureSealed(parts: Parts, caseId: string, staff: Staff): Promise<void> {
  const { db } = parts;
  await ensureFrozen(parts, caseId, staff.mediator);
  await ensureSignatures(parts, caseId);
  const row = await db.selectFrom("cases").selectAll().where("id", "=", caseId).executeTakeFirstOrThrow(),
    version = await latestVersion(db, caseId);
  if (version?.state === "frozen") {
    const { demoCode } = await sendCode(parts, { staffId: staff.mediator.id }, "sign", {
      phone: "",
      email: "mediator@yuntiao.example",
      caseId,
    });
    await sign(
      parts,
      row,
      staff.mediator,
      version.id,
      { hash: version.content_hash, code: demoCode as string, statement: true, strokes: scribble(staff.mediator.name), typedName: "" },
      { ip: "127.0.0.1", device: "demo" },
    );
  }
  if (version) {
    await db
      .updateTable("agreement_version")
      .set({ state: "sealing" })
      .where("id", "=", version.id)
      .where("state", "=", "signed")
      .execute();
    await sealVersion(parts, version.id);
  }
}

async function ensureFiled(parts: Parts, caseId: string, staff: Staff): Promise<void> {
  const { db } = parts,
    handlers = confirmationHandlers(parts);
  await ensureSealed(parts, caseId, staff);
  const court = await db.selectFrom("court").select("id").where("district", "=", "云江市东浦区").executeTakeFirstOrThrow(),
    from = { ip: "127.0.0.1", device: "demo", language: "zh-CN", req: null, res: null, query: undefined };
  const existing = await db.selectFrom("application").selectAll().where("case_id", "=", caseId).executeTakeFirst();
  if (existing?.filed_at) return;
  const ask = <K extends keyof typeof handlers>(key: K, who: unknown, body: unknown) =>
    (handlers[key] as (ask: unknown) => Promise<unknown>)({ ...from, who: async () => who, params: { caseId }, body });
  if (!existing) await ask("POST /api/cases/:caseId/confirmation/court", staff.mediator, { courtId: court.id });
  for (const person of await participantsOf(db, caseId)) {
    const application = await db.selectFrom("application").selectAll().where("case_id", "=", caseId).executeTakeFirstOrThrow();
    const done = await db
      .selectFrom("application_signature")
      .select("id")
      .where("application_id", "=", application.id)
      .where("party_id", "=", person.party_id)
      .executeTakeFirst();
    if (done) continue;
    const asker = {
      kind: "participant",
      id: person.id,
      caseId,
      partyId: person.party_id,
      name: person.name,
      capacity: person.capacity,
      authority: person.authority,
      level: "verified",
    };
    const { demoCode } = await sendCode(parts, { participantId: person.id }, "apply", { phone: person.phone, email: "", caseId });
    await ask("POST /api/cases/:caseId/confirmation/signatures", asker, {
      hash: application.content_hash,
      code: demoCode,
      statement: true,
      strokes: scribble(person.name),
      typedName: "",
    });
  }
  await ask("POST /api/cases/:caseId/confirmation/file", staff.mediator, {});
}

async function ensureConfirmed(parts: Parts, caseId: string, clerk: StaffAsker): Promise<void> {
  const handler = confirmationHandlers(parts)["POST /api/court/applications/:applicationId/decision"] as (ask: unknown) => Promise<unknown>;
  const ask = async (body: Record<string, unknown>) => {
    const application = await parts.db.selectFrom("application").selectAll().where("case_id", "=", caseId).executeTakeFirstOrThrow();
    await handler({
      who: async () => clerk,
      params: { applicationId: application.id },
      body: { defects: [], reason: "", rulingNumber: "", revision: application.revision, ...body },
    });
  };
  const { state } = await parts.db.selectFrom("application").select("state").where("case_id", "=", caseId).executeTakeFirstOrThrow();
  if (state === "filed") await ask({ decision: "accept" });
  if (state !== "confirmed") await ask({ decision: "confirm", rulingNumber: `（${dayOf(parts.now()).slice(0, 4)}）浙0199诉前调确12号` });
}

/** A made-up hand: one bent stroke row per character, the same for the same name. */
function scribble(name: string): Stroke[] {
  return [...name].flatMap((char, index): Stroke[] => {
    const seed = char.codePointAt(0) ?? 7,
      left = 40 + index * 130,
      wave = (k: number) => ((seed >> k) % 23) - 11;
    return [
      [
        [left, 90 + wave(1)],
        [left + 40, 80 + wave(2)],
        [left + 90, 88 + wave(3)],
      ],
      [
        [left + 50, 40 + wave(4)],
        [left + 46 + wave(2), 120],
        [left + 10, 200 + wave(5)],
      ],
      [
        [left + 48, 110],
        [left + 70, 160 + wave(6)],
        [left + 105, 205 + wave(1)],
        [left + 112, 196],
      ],
    ];
  });
}

type DemoFile = { cases: { parties: { joinUrl: string }[] }[] };

/** `demo.json`: who can sign in and each person's link. Links of the last start are kept while they work. */
async function writeDemoFile(parts: Parts): Promise<void> {
  const { db, settings, keys } = parts,
    file = path.join(settings.DATA_DIR, "demo.json");
  const old = existsSync(file)
    ? (JSON.parse(readFileSync(file, "utf8")) as DemoFile).cases.flatMap((one) => one.parties.map((party) => party.joinUrl))
    : [];
  const byPrint = new Map(old.map((url) => [keys.fingerprint(url.split("/").at(-1) as string), url.split("/").at(-1) as string]));
  const cases = [];
  for (const row of await db.selectFrom("cases").selectAll().where("code", "like", "%梧人调字%").orderBy("code").execute()) {
    const parties = [],
      version = await latestVersion(db, row.id),
      application = await db.selectFrom("application").select("state").where("case_id", "=", row.id).executeTakeFirst();
    for (const person of await participantsOf(db, row.id)) {
      const kept =
        person.link_hash && person.link_expires_at && person.link_expires_at > parts.now() ? byPrint.get(person.link_hash) : undefined;
      const joinUrl = kept ? `${settings.PUBLIC_URL}/j/${kept}` : await db.transaction().execute((tx) => makeLink(tx, parts, person.id));
      parties.push({ name: person.name, role: person.capacity === "agent" ? "agent" : "party", joinUrl });
    }
    cases.push({ id: row.id, code: row.code, title: row.title, state: application?.state ?? version?.state ?? "ready", parties });
  }
  writeFileSync(
    file,
    JSON.stringify(
      {
        baseUrl: settings.PUBLIC_URL,
        staff: STAFF.map((member) => ({
          role: member.role,
          name: member.name,
          email: member.email,
          password: DEMO_PASSWORD,
          url: `${settings.PUBLIC_URL}${member.page}`,
        })),
        cases,
      },
      null,
      2,
    ),
    { mode: 0o600 },
  );
}
