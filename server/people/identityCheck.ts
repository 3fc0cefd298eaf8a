import { dayOf, inChinese } from "../../shared/day.ts";
import {
  CHECK_MINUTES,
  type CheckStep,
  type CheckWay,
  checkableRefusal,
  type InRoom,
  undoRefusal,
  unfinishedCheck,
  videoRefusal,
} from "../../shared/people/identityCheck.ts";
import type { Asker } from "../../shared/people/asker.ts";
import { Refusal } from "../../shared/refusal.ts";
import type { Actor } from "../audit/chain.ts";
import { inCase } from "../cases/access.ts";
import { type Act, act } from "../cases/act.ts";
import type { Parts } from "../parts.ts";
import type { Database, Tx } from "../storage/database.ts";
import { levelOf, type ParticipantRow } from "./participants.ts";

/** Where to look whether somebody is on camera in the live session now. */
export type LookIntoRoom = (caseId: string, personId: string) => Promise<InRoom>;

export type Checked = {
  id: string;
  way: CheckWay;
  place: string;
  by_id: string;
  by_name: string;
  done_at: Date;
};

const printOf = (parts: Parts, person: ParticipantRow) =>
  parts.keys.fingerprint(
    `${person.id}:${person.name}:${person.id_kind}:${parts.keys.open(person.id_sealed as Buffer)}`,
  );

/** A person of a case, and which check of theirs. */
export type OfPerson = { caseId: string; participantId: string };

/** A change of one person's check, with the person as the row says under the case's lock. */
const actOnCheck = <T>(
  parts: Parts,
  asked: Asker,
  { caseId, participantId }: OfPerson,
  change: (now: Act & { person: ParticipantRow }) => Promise<T>,
): Promise<T> =>
  act(parts, asked, caseId, "case:verify-identity", async (now) =>
    change({ ...now, person: await personOf(now.tx, caseId, participantId) }),
  );

async function personOf(tx: Tx, caseId: string, participantId: string): Promise<ParticipantRow> {
  const person = await tx
    .selectFrom("participant")
    .selectAll()
    .where("id", "=", participantId)
    .where("case_id", "=", caseId)
    .executeTakeFirst();
  if (!person) throw new Refusal("request/not-found");
  return person;
}

/** The check that holds for this person, if there is one. */
export async function checkOf(db: Database | Tx, participantId: string): Promise<Checked | null> {
  const row = await db
    .selectFrom("identity_check")
    .select(["id", "way", "place", "by_id", "by_name", "done_at"])
    .where("participant_id", "=", participantId)
    .where("done_at", "is not", null)
    .where("undone_at", "is", null)
    .executeTakeFirst();
  return row?.done_at ? { ...row, done_at: row.done_at } : null;
}

/**
 * Begins a check: whoever checks is shown the whole number, to compare it with the card. Each
 * showing is on record.
 */
export async function beginCheck(
  parts: Parts,
  asked: Asker,
  of: OfPerson,
  way: CheckWay,
  look: LookIntoRoom,
): Promise<{ checkId: string; name: string; idKind: string; idNumber: string }> {
  await inCase(parts.db, asked, of.caseId, "case:verify-identity");
  const refusal = way === "video" ? videoRefusal(await look(of.caseId, of.participantId)) : null;
  if (refusal) throw new Refusal(refusal);
  return actOnCheck(parts, asked, of, async ({ tx, asker: by, person, record }) => {
    const early = checkableRefusal(levelOf(person));
    if (early) throw new Refusal(early);
    await record("people/number-shown", { who: person.name, whoId: person.id, way });
    const { id } = await tx
      .insertInto("identity_check")
      .values({
        case_id: of.caseId,
        participant_id: person.id,
        way,
        by_id: by.id,
        by_name: by.name,
        number_print: printOf(parts, person),
        begun_at: parts.now(),
        done_at: null,
        undone_at: null,
        undone_by: null,
        undone_reason: null,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    return {
      checkId: id,
      name: person.name,
      idKind: person.id_kind ?? "",
      idNumber: parts.keys.open(person.id_sealed as Buffer),
    };
  });
}

/**
 * Finishes a check: every step ticked, by the one who began it, of the same name and number, and
 * still on camera if on video.
 */
export async function finishCheck(
  parts: Parts,
  asked: Asker,
  of: OfPerson,
  given: { checkId: string; ticks: CheckStep[]; place: string },
  look: LookIntoRoom,
): Promise<void> {
  await inCase(parts.db, asked, of.caseId, "case:verify-identity");
  const [missing] = await parts.papers.uncovered(given.place);
  if (missing)
    throw new Refusal("request/invalid", { fields: [{ path: "place", message: missing }] });
  const inRoom = await look(of.caseId, of.participantId);
  await actOnCheck(parts, asked, of, async ({ tx, asker: by, person, record, touches }) => {
    const check = await tx
      .selectFrom("identity_check")
      .selectAll()
      .where("id", "=", given.checkId)
      .where("participant_id", "=", person.id)
      .where("by_id", "=", by.id)
      .executeTakeFirst();
    if (!check) throw new Refusal("people/check-gone");
    const refusal =
      checkableRefusal(levelOf(person)) ??
      unfinishedCheck(check.way, given.ticks, given.place) ??
      (check.way === "video" ? videoRefusal(inRoom) : null);
    if (refusal) throw new Refusal(refusal);
    const now = parts.now();
    const late = now.getTime() - check.begun_at.getTime() > CHECK_MINUTES * 60_000;
    if (check.undone_at || check.done_at || late || check.number_print !== printOf(parts, person))
      throw new Refusal("people/check-gone");
    await tx
      .updateTable("identity_check")
      .set({
        done_at: now,
        ticks: JSON.stringify(given.ticks),
        place: check.way === "in-person" ? given.place.trim() : "",
      })
      .where("id", "=", check.id)
      .execute();
    await tx
      .updateTable("participant")
      .set({ verified_at: now, verified_by: by.name, verified_method: check.way })
      .where("id", "=", person.id)
      .execute();
    const about = {
      who: person.name,
      whoId: person.id,
      method: check.way,
      steps: given.ticks.join(","),
    };
    await record("people/identity-checked", about);
    touches("case", "agreement");
  });
}

/** Whether this person has signed a text that still stands, or its application. */
async function hasSigned(
  tx: Database | Tx,
  caseId: string,
  participantId: string,
): Promise<boolean> {
  const signature = await tx
    .selectFrom("signature")
    .innerJoin("agreement_version as version", "version.id", "signature.version_id")
    .select("signature.id")
    .where("version.case_id", "=", caseId)
    .where("version.state", "<>", "void")
    .where("signature.signer_id", "=", participantId)
    .executeTakeFirst();
  if (signature) return true;
  const application = await tx
    .selectFrom("application_signature as signature")
    .innerJoin("application", "application.id", "signature.application_id")
    .innerJoin("agreement_version as version", "version.id", "application.version_id")
    .select("signature.id")
    .where("application.case_id", "=", caseId)
    .where("version.state", "<>", "void")
    .where("signature.signer_id", "=", participantId)
    .executeTakeFirst();
  return application !== undefined;
}

/** Why the check of this person is not taken back now, or null. */
export const whyNotUndo = async (db: Database | Tx, person: ParticipantRow) =>
  undoRefusal({
    verified: person.verified_at !== null,
    signed: await hasSigned(db, person.case_id, person.id),
  });

/** Takes a check back, with the reason, until the person has signed by it (R-P15). */
export const undoCheck = (
  parts: Parts,
  asked: Asker,
  of: OfPerson,
  reason: string,
): Promise<void> =>
  actOnCheck(parts, asked, of, async ({ tx, asker: by, person, record, touches }) => {
    await record("people/check-undone", { who: person.name, whoId: person.id, reason });
    touches("case", "agreement");
    const refusal = await whyNotUndo(tx, person);
    if (refusal) throw new Refusal(refusal);
    await fall(tx, person.id, by, reason, parts.now());
    await tx.updateTable("participant").set(unchecked).where("id", "=", person.id).execute();
  });

/** A participant whose check has fallen. */
export const unchecked = { verified_at: null, verified_by: null, verified_method: null } as const;

/**
 * Ends every check of a person, begun or done, because what was checked is no longer so. The caller
 * clears the participant (`unchecked`).
 */
export async function fall(
  tx: Tx,
  participantId: string,
  by: Actor,
  reason: string,
  now: Date,
): Promise<void> {
  await tx
    .updateTable("identity_check")
    .set({ undone_at: now, undone_by: by.id, undone_reason: reason })
    .where("participant_id", "=", participantId)
    .where("undone_at", "is", null)
    .execute();
}

/** How the paper tells it: 证件由谷梁书于2026年11月25日在调解室视频核对. */
export function checkInWords(check: Checked | null): string {
  if (!check) return "证件尚未核对";
  const way =
    check.way === "video"
      ? "在调解室视频核对"
      : check.place
        ? `在${check.place}当面核对`
        : "当面核对";
  return `证件由${check.by_name}于${inChinese(dayOf(check.done_at))}${way}`;
}
