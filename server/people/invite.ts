import { randomBytes } from "node:crypto";
import { Refusal } from "../../shared/refusal.ts";
import { appendAudit } from "../audit/chain.ts";
import { putOutbox } from "../outbox/outbox.ts";
import type { Parts } from "../parts.ts";
import type { Tx } from "../storage/database.ts";
import type { ParticipantRow } from "./participants.ts";

const LINK_DAYS = 30;

/** Makes a fresh personal link; the one before stops working. Only its fingerprint is kept. */
export async function makeLink(tx: Tx, parts: Pick<Parts, "keys" | "now" | "settings">, participantId: string): Promise<string> {
  const token = randomBytes(24).toString("base64url"),
    now = parts.now();
  await tx
    .updateTable("participant")
    .set({ link_hash: parts.keys.fingerprint(token), link_expires_at: new Date(now.getTime() + LINK_DAYS * 86_400_000), invited_at: now })
    .where("id", "=", participantId)
    .execute();
  return `${parts.settings.PUBLIC_URL}/j/${token}`;
}

export async function invite(parts: Parts, caseId: string, participantId: string, actor: string): Promise<string> {
  const url = await parts.db.transaction().execute(async (tx) => {
    const person = await tx
      .selectFrom("participant")
      .selectAll()
      .where("id", "=", participantId)
      .where("case_id", "=", caseId)
      .executeTakeFirst();
    if (!person) throw new Refusal("request/not-found");
    const about = await tx
      .selectFrom("cases")
      .innerJoin("organisation", "organisation.id", "cases.organisation_id")
      .select(["organisation.name as organisation"])
      .where("cases.id", "=", caseId)
      .executeTakeFirstOrThrow();
    await appendAudit(tx, caseId, { actor, event: "people/invited", about: { who: person.name } });
    const link = await makeLink(tx, parts, participantId);
    await putOutbox(tx, {
      kind: "message",
      caseId,
      payload: {
        to: person.email || person.phone,
        subject: `${about.organisation}邀请您参加调解`,
        text: `${person.name}，您好：${about.organisation}邀请您参加一起纠纷的调解。请打开您本人的链接查看：${link} 。链接只供您本人使用，请勿转发。`,
      },
    });
    return link;
  });
  parts.poke();
  parts.tell(caseId, "case");
  return url;
}

/** The person a link belongs to; unknown and expired links are told apart, and nothing else is told. */
export async function byLink(parts: Parts, token: string): Promise<ParticipantRow> {
  const person = await parts.db
    .selectFrom("participant")
    .selectAll()
    .where("link_hash", "=", parts.keys.fingerprint(token))
    .executeTakeFirst();
  if (!person) throw new Refusal("people/link-unknown");
  if (!person.link_expires_at || person.link_expires_at <= parts.now()) throw new Refusal("people/link-expired");
  return person;
}
