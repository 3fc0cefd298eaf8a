import { randomBytes } from "node:crypto";
import { Refusal } from "../../shared/refusal.ts";
import type { Asker } from "../../shared/people/asker.ts";
import { act } from "../cases/act.ts";
import { forgetSecret, SECRET_PLACE, sealSecret } from "../outbox/secrets.ts";
import type { Parts } from "../parts.ts";
import type { Database, Tx } from "../storage/database.ts";
import { endCodes, endSessions } from "./endSessions.ts";
import type { ParticipantRow } from "./participants.ts";

const LINK_DAYS = 30;
const linkUntil = (now: Date) => new Date(now.getTime() + LINK_DAYS * 86_400_000);
const secretName = (participantId: string) => `link:${participantId}`;

/** A fresh link as the secret of the message that brings it. */
export const linkAsSecret = (
  parts: Pick<Parts, "keys" | "now">,
  participantId: string,
  link: string,
) =>
  sealSecret(parts.keys, {
    of: secretName(participantId),
    text: link,
    until: linkUntil(parts.now()),
  });

/** Makes a fresh personal link; the one before stops working. Only its fingerprint is kept. */
export async function makeLink(
  tx: Tx,
  parts: Pick<Parts, "keys" | "now" | "settings">,
  participantId: string,
): Promise<string> {
  const token = randomBytes(24).toString("base64url");
  const now = parts.now();
  await forgetSecret(tx, secretName(participantId));
  await tx
    .updateTable("participant")
    .set({
      link_hash: parts.keys.fingerprint(token),
      link_expires_at: linkUntil(now),
      invited_at: now,
    })
    .where("id", "=", participantId)
    .execute();
  return `${parts.settings.PUBLIC_URL}/j/${token}`;
}

/**
 * A fresh link, sent to the person. Who came by the one before has to come by the new one: its
 * sessions and codes end.
 */
export const invite = (
  parts: Parts,
  asked: Asker,
  caseId: string,
  participantId: string,
): Promise<string> =>
  act(parts, asked, caseId, "case:invite", async ({ tx, record, later, touches, afterCommit }) => {
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
    await record("people/invited", { who: person.name, whoId: person.id });
    const ended = await endSessions(tx, person, parts.now());
    await endCodes(tx, person.id, parts.now());
    const link = await makeLink(tx, parts, participantId);
    await later({
      kind: "message",
      payload: {
        to: person.email || person.phone,
        subject: `${about.organisation}邀请您参加调解`,
        text: `${person.name}，您好：${about.organisation}邀请您参加一起纠纷的调解。请打开您本人的链接查看：${SECRET_PLACE} 。链接只供您本人使用，请勿转发。`,
      },
      secret: linkAsSecret(parts, participantId, link),
    });
    afterCommit(() => parts.hangUp(ended));
    touches("case");
    return link;
  });

/**
 * The person a link belongs to; unknown and expired links are told apart, and nothing else is told.
 */
export async function byLink(
  parts: Pick<Parts, "keys" | "now"> & { db: Database | Tx },
  token: string,
): Promise<ParticipantRow> {
  const person = await parts.db
    .selectFrom("participant")
    .selectAll()
    .where("link_hash", "=", parts.keys.fingerprint(token))
    .executeTakeFirst();
  if (!person) throw new Refusal("people/link-unknown");
  if (!person.link_expires_at || person.link_expires_at <= parts.now())
    throw new Refusal("people/link-expired");
  return person;
}
