import { randomInt } from "node:crypto";
import type { CodeSent } from "../../shared/agreements/contract.ts";
import { maskPhone } from "../../shared/people/idNumber.ts";
import { Refusal } from "../../shared/refusal.ts";
import { putOutbox } from "../outbox/outbox.ts";
import type { Parts } from "../parts.ts";
import type { Tx } from "../storage/database.ts";

export type CodeOwner = { participantId: string } | { staffId: string };
export type CodePurpose = "enter" | "sign" | "apply";
const MINUTES = 60_000,
  VALID_MS = 10 * MINUTES,
  BETWEEN_MS = MINUTES,
  MAX_TRIES = 5;

const ownedBy = (owner: CodeOwner) =>
  "participantId" in owner
    ? { column: "participant_id" as const, id: owner.participantId }
    : { column: "staff_id" as const, id: owner.staffId };
export const maskEmail = (email: string) => email.replace(/^(.).*(@.*)$/, "$1***$2");

/** R-P5. A code has six digits, lives 10 minutes and takes 5 tries; after that, and between two codes, there is a wait. */
export async function sendCode(
  parts: Parts,
  owner: CodeOwner,
  purpose: CodePurpose,
  to: { phone: string; email: string; caseId: string },
): Promise<CodeSent> {
  const now = parts.now(),
    { column, id } = ownedBy(owner);
  const code = randomInt(0, 1_000_000).toString().padStart(6, "0"),
    expires = new Date(now.getTime() + VALID_MS);
  await parts.db.transaction().execute(async (tx) => {
    const last = await tx
      .selectFrom("one_time_code")
      .selectAll()
      .where(column, "=", id)
      .where("purpose", "=", purpose)
      .orderBy("expires_at", "desc")
      .limit(1)
      .forUpdate()
      .executeTakeFirst();
    if (last && last.tries >= MAX_TRIES && now.getTime() - last.created_at.getTime() < VALID_MS) throw new Refusal("people/code-locked");
    if (last && !last.used_at && !parts.settings.DEMO && now.getTime() - last.created_at.getTime() < BETWEEN_MS)
      throw new Refusal("people/code-too-soon");
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
        code_hash: parts.keys.fingerprint(`${id}:${purpose}:${code}`),
        expires_at: expires,
        created_at: now,
        used_at: null,
      })
      .execute();
    await putOutbox(tx, {
      kind: "message",
      caseId: to.caseId,
      payload: {
        to: to.email || to.phone,
        subject: "云调解验证码",
        text: `您的验证码是 ${code}，10 分钟内有效。请不要告诉任何人，调解员也不会向您索要。`,
      },
    });
  });
  parts.poke();
  return {
    sentTo: to.phone ? maskPhone(to.phone) : maskEmail(to.email),
    expiresAt: expires.toISOString(),
    demoCode: parts.settings.DEMO ? code : null,
  };
}

/** Counts the try first and for good, then compares. The code stays unused until `spendCode` takes it inside the change it is for. */
export async function checkCode(parts: Parts, owner: CodeOwner, purpose: CodePurpose, code: string): Promise<string> {
  const { column, id } = ownedBy(owner);
  const last = await parts.db
    .selectFrom("one_time_code")
    .select("id")
    .where(column, "=", id)
    .where("purpose", "=", purpose)
    .orderBy("expires_at", "desc")
    .limit(1)
    .executeTakeFirst();
  if (!last) throw new Refusal("people/code-expired");
  const row = await parts.db
    .updateTable("one_time_code")
    .set((eb) => ({ tries: eb("tries", "+", 1) }))
    .where("id", "=", last.id)
    .where("tries", "<", MAX_TRIES)
    .returningAll()
    .executeTakeFirst();
  if (!row) throw new Refusal("people/code-locked");
  if (row.used_at || row.expires_at <= parts.now()) throw new Refusal("people/code-expired");
  if (row.code_hash !== parts.keys.fingerprint(`${id}:${purpose}:${code}`))
    throw new Refusal(row.tries >= MAX_TRIES ? "people/code-locked" : "people/code-wrong");
  return row.id;
}

/** Takes a checked code, once. */
export async function spendCode(tx: Tx, codeId: string, now: Date): Promise<void> {
  const taken = await tx
    .updateTable("one_time_code")
    .set({ used_at: now })
    .where("id", "=", codeId)
    .where("used_at", "is", null)
    .executeTakeFirst();
  if (taken.numUpdatedRows !== 1n) throw new Refusal("people/code-expired");
}
