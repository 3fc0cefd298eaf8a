import { randomBytes } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { parseCookie } from "cookie";
import type { Asker } from "../../shared/people/asker.ts";
import { askerOf } from "../people/participants.ts";
import type { StaffAccounts } from "../people/staffAccounts.ts";
import type { Database, Tx } from "../storage/database.ts";
import type { Keys } from "../storage/keys.ts";

const SESSION_DAYS = 7;

const isUuid = (text: unknown): text is string =>
  typeof text === "string" &&
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text);

/** One cookie per seat, so that two invitations opened in one browser stay two people. */
export const seatCookie = (participantId: string) => `seat_${participantId.replaceAll("-", "")}`;

/** Last use is noted at most this often. */
const NOTE_USE_MS = 60_000;

export async function startParticipantSession(
  tx: Tx,
  keys: Keys,
  participantId: string,
  device: string,
  now: Date,
): Promise<{ token: string; expires: Date }> {
  const token = randomBytes(32).toString("base64url");
  const expires = new Date(now.getTime() + SESSION_DAYS * 86_400_000);
  await tx
    .insertInto("participant_session")
    .values({
      token_hash: keys.fingerprint(token),
      participant_id: participantId,
      expires_at: expires,
      device,
      created_at: now,
      used_at: now,
    })
    .execute();
  return { token, expires };
}

type Deps = { db: Database; keys: Keys; accounts: StaffAccounts; now: () => Date };

/**
 * Who is asking, and by which session: the seat named by the page, proved by that seat's cookie;
 * else the signed-in staff member. Asked anew at every request.
 */
export async function sessionFrom(
  headers: IncomingHttpHeaders,
  seat: unknown,
  deps: Deps,
): Promise<{ asker: Asker; sessionId: string } | null> {
  if (seat === undefined || seat === null || seat === "") return deps.accounts.sessionFrom(headers);
  if (!isUuid(seat)) return null;
  const token = parseCookie(headers.cookie ?? "")[seatCookie(seat)];
  if (!token) return null;
  const now = deps.now();
  const row = await deps.db
    .selectFrom("participant_session as session")
    .innerJoin("participant", "participant.id", "session.participant_id")
    .selectAll("participant")
    .select(["session.id as session_id", "session.used_at"])
    .where("session.token_hash", "=", deps.keys.fingerprint(token))
    .where("session.participant_id", "=", seat)
    .where("session.expires_at", ">", now)
    .executeTakeFirst();
  if (!row) return null;
  if (now.getTime() - row.used_at.getTime() > NOTE_USE_MS)
    await deps.db
      .updateTable("participant_session")
      .set({ used_at: now })
      .where("id", "=", row.session_id)
      .execute();
  return { asker: askerOf(row, row.session_id), sessionId: row.session_id };
}

export const askerFrom = async (
  headers: IncomingHttpHeaders,
  seat: unknown,
  deps: Deps,
): Promise<Asker | null> => (await sessionFrom(headers, seat, deps))?.asker ?? null;
