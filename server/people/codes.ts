import { randomInt } from "node:crypto";
import type { CodeSent } from "../../shared/agreements/contract.ts";
import { maskPhone } from "../../shared/people/idNumber.ts";
import { COUNTED_MS, guessWait, sendWait } from "../../shared/people/codes.ts";
import { Refusal, type RefusalCode } from "../../shared/refusal.ts";
import { putOutbox } from "../outbox/outbox.ts";
import { forgetSecret, SECRET_PLACE, sealSecret } from "../outbox/secrets.ts";
import type { Parts } from "../parts.ts";
import type { Contact } from "../../shared/people/contact.ts";
import type { Database, Tx } from "../storage/database.ts";
import { lockCase } from "../storage/lockCase.ts";

export type CodeOwner = { participantId: string } | { staffId: string };
export type CodePurpose = "enter" | "sign" | "apply";
const VALID_MS = 10 * 60_000;

const ownedBy = (owner: CodeOwner) =>
  "participantId" in owner
    ? { column: "participant_id" as const, id: owner.participantId }
    : { column: "staff_id" as const, id: owner.staffId };

export const maskEmail = (email: string) => email.replace(/^(.).*(@.*)$/, "$1***$2");

const secretName = (ownerId: string, purpose: string) => `code:${ownerId}:${purpose}`;

const wait = (code: RefusalCode, ms: number) =>
  new Refusal(code, { waitSeconds: Math.ceil(ms / 1000) });

const dayBefore = (now: Date) => new Date(now.getTime() - COUNTED_MS);

/** When the link of the way in was made; part of what is counted begins with it. */
async function linkMadeFor(
  db: Database | Tx,
  owner: CodeOwner,
  purpose: CodePurpose,
): Promise<Date | null> {
  if (purpose !== "enter" || !("participantId" in owner)) return null;
  const person = await db
    .selectFrom("participant")
    .select("invited_at")
    .where("id", "=", owner.participantId)
    .executeTakeFirst();
  return person?.invited_at ?? null;
}

async function wrongSince(db: Database | Tx, ownerId: string, purpose: CodePurpose, since: Date) {
  return db
    .selectFrom("wrong_code")
    .select(["id", "at"])
    .where("owner", "=", ownerId)
    .where("purpose", "=", purpose)
    .where("at", ">=", since)
    .execute();
}

/**
 * R-P5. A code has six digits and lives 10 minutes; a newer one takes its place. R-L1 and R-L2 say
 * how often. `reach` says where it goes, read under the case's lock: a contact that was changed a
 * moment ago gets no code.
 */
export async function sendCode(
  parts: Parts,
  owner: CodeOwner,
  purpose: CodePurpose,
  caseId: string,
  reach: (tx: Tx) => Promise<Contact>,
): Promise<CodeSent> {
  const now = parts.now();
  const { column, id } = ownedBy(owner);
  const code = randomInt(0, 1_000_000).toString().padStart(6, "0");
  const expires = new Date(now.getTime() + VALID_MS);
  const to = await parts.db.transaction().execute(async (tx) => {
    await lockCase(tx, caseId);
    const to = await reach(tx);
    const since = dayBefore(now);
    const linkMade = await linkMadeFor(tx, owner, purpose);
    const ofOwner = tx
      .selectFrom("one_time_code")
      .select("created_at")
      .where(column, "=", id)
      .where("purpose", "=", purpose);
    const unused = await ofOwner
      .where("used_at", "is", null)
      .where("created_at", ">=", since)
      .forUpdate()
      .execute();
    const locked = guessWait(
      (await wrongSince(tx, id, purpose, since)).map((one) => one.at),
      now,
      linkMade,
    );
    if (locked) throw wait("people/code-locked", locked);
    // Demo codes are shown on the page: nobody is sent anything.
    const tooSoon = parts.settings.DEMO
      ? 0
      : sendWait(
          unused.map((one) => one.created_at),
          now,
          linkMade,
        );
    if (tooSoon) throw wait("people/code-too-soon", tooSoon);
    await tx
      .updateTable("one_time_code")
      .set({ expires_at: now })
      .where(column, "=", id)
      .where("purpose", "=", purpose)
      .where("expires_at", ">", now)
      .execute();
    await tx
      .insertInto("one_time_code")
      .values({
        participant_id: column === "participant_id" ? id : null,
        staff_id: column === "staff_id" ? id : null,
        purpose,
        code_hash: hashOf(parts, id, purpose, code),
        expires_at: expires,
        created_at: now,
        used_at: null,
      })
      .execute();
    await putOutbox(tx, {
      kind: "message",
      caseId,
      payload: {
        to: to.email || to.phone,
        subject: "云调解验证码",
        text: `您的验证码是 ${SECRET_PLACE}，10 分钟内有效。请不要告诉任何人，调解员也不会向您索要。`,
      },
      secret: sealSecret(parts.keys, { of: secretName(id, purpose), text: code, until: expires }),
    });
    return to;
  });
  parts.poke();
  return {
    sentTo: to.phone ? maskPhone(to.phone) : maskEmail(to.email),
    expiresAt: expires.toISOString(),
    demoCode: parts.settings.DEMO ? code : null,
  };
}

const hashOf = (parts: Parts, ownerId: string, purpose: string, code: string) =>
  parts.keys.fingerprint(`${ownerId}:${purpose}:${code}`);

/**
 * Counts the guess as wrong first and for good, then compares, and takes it back when it was right
 * or none: of many at once each sees those before it. The code stays unused until `spendCode` takes
 * it inside the change it is for.
 */
export async function checkCode(
  parts: Parts,
  owner: CodeOwner,
  purpose: CodePurpose,
  code: string,
): Promise<string> {
  const { db } = parts;
  const now = parts.now();
  const { column, id } = ownedBy(owner);
  const linkMade = await linkMadeFor(db, owner, purpose);
  const mine = await db
    .insertInto("wrong_code")
    .values({ owner: id, purpose, at: now })
    .returning("id")
    .executeTakeFirstOrThrow();
  const takeBack = () => db.deleteFrom("wrong_code").where("id", "=", mine.id).execute();
  const wrong = (await wrongSince(db, id, purpose, dayBefore(now)))
    .filter((one) => one.id !== mine.id)
    .map((one) => one.at);
  const locked = guessWait(wrong, now, linkMade);
  if (locked) {
    await takeBack();
    throw wait("people/code-locked", locked);
  }
  const recent = await db
    .selectFrom("one_time_code")
    .selectAll()
    .where(column, "=", id)
    .where("purpose", "=", purpose)
    .where("created_at", ">", new Date(now.getTime() - VALID_MS))
    .orderBy("expires_at", "desc")
    .execute();
  const [last, ...earlier] = recent;
  const hash = hashOf(parts, id, purpose, code);
  if (!last || last.used_at || last.expires_at <= now) {
    await takeBack();
    throw new Refusal("people/code-expired");
  }
  if (last.code_hash === hash) {
    await takeBack();
    return last.id;
  }
  // The message before the last one: no guess, and the person is told which message to look at.
  if (earlier.some((one) => one.code_hash === hash && !one.used_at)) {
    await takeBack();
    throw new Refusal("people/code-replaced");
  }
  await db
    .deleteFrom("wrong_code")
    .where("owner", "=", id)
    .where("at", "<=", dayBefore(now))
    .execute();
  const next = guessWait([...wrong, now], now, linkMade);
  throw next ? wait("people/code-locked", next) : new Refusal("people/code-wrong");
}

/** Takes a checked code, once; one that was ended since it was checked is taken no more. */
export async function spendCode(tx: Tx, codeId: string, now: Date): Promise<void> {
  const taken = await tx
    .updateTable("one_time_code")
    .set({ used_at: now })
    .where("id", "=", codeId)
    .where("used_at", "is", null)
    .where("expires_at", ">", now)
    .returning(["participant_id", "staff_id", "purpose"])
    .executeTakeFirst();
  if (!taken) throw new Refusal("people/code-expired");
  await forgetSecret(tx, secretName(taken.participant_id ?? taken.staff_id ?? "", taken.purpose));
}
