import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { NOTICE_VERSION } from "../../shared/people/contract.ts";
import { maskId } from "../../shared/people/idNumber.ts";
import type { ParticipantAsker, StaffAsker } from "../../shared/people/asker.ts";
import { dayOf } from "../../shared/day.ts";
import { freeze } from "../agreements/freeze.ts";
import { sealVersion } from "../agreements/sealJob.ts";
import { sign } from "../agreements/sign.ts";
import { createCase } from "../cases/createCase.ts";
import { latestVersion, participantsOf, partiesOf } from "../cases/store.ts";
import { confirmationHandlers } from "../confirmation/routes.ts";
import { draftHandlers } from "../drafting/routes.ts";
import { viewDraft } from "../drafting/store.ts";
import type { Parts } from "../parts.ts";
import { writeDemoFile } from "./demoFile.ts";
import { scribble } from "./scribble.ts";
import { prepareStaff, type Staff } from "./staff.ts";
import { sendCode } from "../people/codes.ts";
import { type ParticipantRow, levelOf } from "../people/participants.ts";
import { stories, type Story } from "./stories.ts";

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

const asVerified = (person: ParticipantRow): ParticipantAsker => ({
  kind: "participant",
  id: person.id,
  caseId: person.case_id,
  partyId: person.party_id,
  name: person.name,
  capacity: person.capacity,
  authority: person.authority,
  level: "verified",
});

/** Every party agrees to every clause, as people do before a text is frozen. */
async function ensureConsents(parts: Parts, caseId: string): Promise<void> {
  const agree = draftHandlers(parts)["POST /api/cases/:caseId/draft/consents"] as (ask: unknown) => Promise<unknown>,
    { clauses } = await viewDraft(parts.db, caseId, false);
  for (const person of await participantsOf(parts.db, caseId))
    for (const { id, hash, consents } of clauses)
      if (consents[person.party_id] === "none")
        await agree({ who: async () => asVerified(person), params: { caseId }, body: { clauseId: id, hash, stance: "agree" } });
}

async function ensureFrozen(parts: Parts, caseId: string, mediator: StaffAsker): Promise<void> {
  for (const person of await participantsOf(parts.db, caseId)) if (levelOf(person) !== "verified") await enter(parts, person);
  if (await latestVersion(parts.db, caseId)) return;
  await ensureConsents(parts, caseId);
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
    const { demoCode } = await sendCode(parts, { participantId: person.id }, "sign", { phone: person.phone, email: "", caseId });
    await sign(
      parts,
      row,
      asVerified(person),
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
    const { demoCode } = await sendCode(parts, { participantId: person.id }, "apply", { phone: person.phone, email: "", caseId });
    await ask("POST /api/cases/:caseId/confirmation/signatures", asVerified(person), {
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
