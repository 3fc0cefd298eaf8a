import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { NOTICE_VERSION } from "../../shared/people/contract.ts";
import type { StaffAsker } from "../../shared/people/asker.ts";
import { checkSteps } from "../../shared/people/identityCheck.ts";
import { dayOf } from "../../shared/day.ts";
import { freeze } from "../agreements/freeze.ts";
import { sealVersion } from "../agreements/sealJob.ts";
import { sign } from "../agreements/sign.ts";
import { createCase } from "../cases/createCase.ts";
import { latestVersion } from "../agreements/versions.ts";
import { participantsOf, partiesOf } from "../cases/parties.ts";
import { currentApplication, signaturesOf } from "../confirmation/applications.ts";
import { answerApplication } from "../confirmation/decide.ts";
import { fileApplication } from "../confirmation/file.ts";
import { chooseCourt } from "../confirmation/revise.ts";
import { signApplication } from "../confirmation/signApplication.ts";
import { consent } from "../drafting/consent.ts";
import { viewDraft } from "../drafting/store.ts";
import type { Parts } from "../parts.ts";
import { writeDemoFile } from "./demoFile.ts";
import { scribble } from "./scribble.ts";
import { prepareStaff, type Staff } from "./staff.ts";
import { beginCheck, finishCheck, type LookIntoRoom } from "../people/identityCheck.ts";
import { sendCode } from "../people/codes.ts";
import { acknowledgeNotice, confirmAddress, giveIdentity } from "../people/enter.ts";
import { askerOf, type ParticipantRow, levelOf } from "../people/participants.ts";
import { stories, type Story } from "./stories.ts";

const DEMO_DEVICE = { ip: "127.0.0.1", device: "demo" };
const markerOf = (parts: Parts) => path.join(parts.settings.DATA_DIR, "demo-ready");

/**
 * Demo data: each stage of a case once, made by the same commands that people use. A killed first
 * start goes on where it stopped.
 */
export async function prepareDemo(parts: Parts): Promise<void> {
  const caseIds = (await casesOfMarker(parts)) ?? (await makeDemo(parts));
  await writeDemoFile(parts, caseIds);
}

async function makeDemo(parts: Parts): Promise<string[]> {
  const staff = await prepareStaff(parts);
  const ready = await ensureCase(parts, stories.loan, staff.mediator);
  const signing = await ensureCase(parts, stories.property, staff.mediator);
  await ensureFrozen(parts, signing, staff.mediator);
  await ensureSignatures(parts, signing, 1);
  const filed = await ensureCase(parts, stories.shop, staff.mediator);
  await ensureFiled(parts, filed, staff);
  const confirmed = await ensureCase(parts, stories.neighbour, staff.mediator);
  await ensureFiled(parts, confirmed, staff);
  await ensureConfirmed(parts, confirmed, staff.clerk);
  const caseIds = [ready, signing, filed, confirmed];
  writeFileSync(markerOf(parts), JSON.stringify({ caseIds }));
  return caseIds;
}

const marker = z.object({ caseIds: z.array(z.string()) });

/**
 * The demo's own cases, noted when they were made. A marker of the first version holds only a date:
 * there they are the earliest of their numbers.
 */
async function casesOfMarker(parts: Parts): Promise<string[] | null> {
  if (!existsSync(markerOf(parts))) return null;
  const text = readFileSync(markerOf(parts), "utf8");
  if (text.startsWith("{")) return marker.parse(JSON.parse(text)).caseIds;
  const ids: string[] = [];
  for (const story of Object.values(stories)) {
    const first = await parts.db
      .selectFrom("cases")
      .select("id")
      .where("code", "like", `%梧人调字第${story.number}号`)
      .orderBy("accepted_at")
      .limit(1)
      .executeTakeFirst();
    if (first) ids.push(first.id);
  }
  return ids;
}

async function ensureCase(parts: Parts, story: Story, mediator: StaffAsker): Promise<string> {
  const code = `(${dayOf(parts.now()).slice(0, 4)})云东梧人调字第${story.number}号`;
  const known = await parts.db
    .selectFrom("cases")
    .select("id")
    .where("code", "=", code)
    .executeTakeFirst();
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
    .values({
      organisation_id: mediator.organisationId as string,
      year: Number(dayOf(parts.now()).slice(0, 4)),
      last: 20,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return id;
}

/** A person's whole way in, step by step, and the check of the document by the mediator. */
async function enter(parts: Parts, person: ParticipantRow, mediator: StaffAsker): Promise<void> {
  const party = await parts.db
    .selectFrom("party")
    .selectAll()
    .where("id", "=", person.party_id)
    .executeTakeFirstOrThrow();
  const idNumber = parts.keys.open(person.expected_id_sealed as Buffer);
  const asker = askerOf(person, null);
  // In place of a link and a code, which nobody is there to read.
  await parts.db
    .updateTable("participant")
    .set({ contact_confirmed_at: parts.now() })
    .where("id", "=", person.id)
    .execute();
  await giveIdentity(parts, asker, { name: person.name, idKind: "resident-id", idNumber });
  await acknowledgeNotice(parts, asker, NOTICE_VERSION);
  const { address } = party;
  await confirmAddress(parts, asker, {
    address,
    phone: person.phone,
    email: "",
    electronicService: true,
    onlineConsent: true,
  });
  const of = { caseId: person.case_id, participantId: person.id };
  const { checkId } = await beginCheck(parts, mediator, of, "in-person", notOnVideo);
  const card = { checkId, ticks: [...checkSteps], place: "梧桐街道调委会" };
  await finishCheck(parts, mediator, of, card, notOnVideo);
}

const notOnVideo: LookIntoRoom = async () => ({
  open: false,
  admitted: false,
  mediatorHere: false,
  personHere: false,
  picture: null,
});

/** Every party agrees to every clause, as people do before a text is frozen. */
async function ensureConsents(parts: Parts, caseId: string): Promise<void> {
  const { clauses } = await viewDraft(parts, caseId, false);
  for (const person of await participantsOf(parts.db, caseId))
    for (const { id, hash, consents } of clauses)
      if (consents[person.party_id] === "none")
        await consent(parts, askerOf(person, null), caseId, {
          clauseId: id,
          hash,
          stance: "agree",
        });
}

async function ensureFrozen(parts: Parts, caseId: string, mediator: StaffAsker): Promise<void> {
  for (const person of await participantsOf(parts.db, caseId))
    if (levelOf(person) !== "verified") await enter(parts, person, mediator);
  if (await latestVersion(parts.db, caseId)) return;
  await ensureConsents(parts, caseId);
  await freeze(parts, mediator, caseId);
}

async function ensureSignatures(
  parts: Parts,
  caseId: string,
  most = Number.POSITIVE_INFINITY,
): Promise<void> {
  const { db } = parts;
  const version = await latestVersion(db, caseId);
  if (version?.state !== "frozen") return;
  const signed = new Set(
    (
      await db
        .selectFrom("signature")
        .select("party_id")
        .where("version_id", "=", version.id)
        .execute()
    ).map((one) => one.party_id),
  );
  for (const person of await participantsOf(db, caseId)) {
    if (signed.has(person.party_id) || signed.size >= most) continue;
    const { demoCode } = await sendCode(
      parts,
      { participantId: person.id },
      "sign",
      caseId,
      async () => person,
    );
    const will = {
      statement: true,
      strokes: scribble(person.name),
      typedName: "",
      code: demoCode as string,
    };
    await sign(
      parts,
      askerOf(person, null),
      caseId,
      { ...will, versionId: version.id, hash: version.content_hash },
      DEMO_DEVICE,
    );
    signed.add(person.party_id);
  }
}

async function ensureSealed(parts: Parts, caseId: string, staff: Staff): Promise<void> {
  const { db } = parts;
  await ensureFrozen(parts, caseId, staff.mediator);
  await ensureSignatures(parts, caseId);
  const version = await latestVersion(db, caseId);
  if (version?.state === "frozen") {
    const { demoCode } = await sendCode(
      parts,
      { staffId: staff.mediator.id },
      "sign",
      caseId,
      async () => ({
        phone: "",
        email: "mediator@yuntiao.example",
      }),
    );
    const will = {
      statement: true,
      strokes: scribble(staff.mediator.name),
      typedName: "",
      code: demoCode as string,
    };
    await sign(
      parts,
      staff.mediator,
      caseId,
      { ...will, versionId: version.id, hash: version.content_hash },
      DEMO_DEVICE,
    );
  }
  const signed = await latestVersion(db, caseId);
  if (!signed) return;
  // As the office's order does, but without the job that would seal it a second time beside this.
  await db
    .updateTable("agreement_version")
    .set({ state: "sealing" })
    .where("id", "=", signed.id)
    .where("state", "=", "signed")
    .execute();
  await sealVersion(parts, signed.id, { tries: 1, isLast: false });
}

async function ensureFiled(parts: Parts, caseId: string, staff: Staff): Promise<void> {
  const { db } = parts;
  await ensureSealed(parts, caseId, staff);
  const court = await db
    .selectFrom("court")
    .select("id")
    .where("district", "=", "云江市东浦区")
    .executeTakeFirstOrThrow();
  const existing = await db
    .selectFrom("application")
    .selectAll()
    .where("case_id", "=", caseId)
    .executeTakeFirst();
  if (existing?.filed_at) return;
  if (!existing)
    await chooseCourt(parts, staff.mediator, caseId, { courtId: court.id, reason: "" });
  for (const person of await participantsOf(db, caseId)) {
    const { application } = await currentApplication(db, caseId);
    if ((await signaturesOf(db, application)).some((one) => one.party_id === person.party_id))
      continue;
    const { demoCode } = await sendCode(
      parts,
      { participantId: person.id },
      "apply",
      caseId,
      async () => person,
    );
    const signature = {
      statement: true,
      strokes: scribble(person.name),
      typedName: "",
      code: demoCode as string,
    };
    await signApplication(
      parts,
      askerOf(person, null),
      caseId,
      { ...signature, hash: application.content_hash },
      DEMO_DEVICE,
    );
  }
  await fileApplication(parts, staff.mediator, caseId);
}

async function ensureConfirmed(parts: Parts, caseId: string, clerk: StaffAsker): Promise<void> {
  const answer = async (decision: "accept" | "confirm", rulingNumber = "") => {
    const { application } = await currentApplication(parts.db, caseId);
    const input = {
      decision,
      rulingNumber,
      revision: application.revision,
      defects: [],
      reason: "",
    };
    await answerApplication(parts, clerk, application.id, input);
  };
  const { application } = await currentApplication(parts.db, caseId);
  if (application.state === "filed") await answer("accept");
  if (application.state !== "confirmed")
    await answer("confirm", `（${dayOf(parts.now()).slice(0, 4)}）浙0199诉前调确12号`);
}
