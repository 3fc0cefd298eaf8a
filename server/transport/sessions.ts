import { randomBytes } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { parseCookie } from "cookie";
import type { Asker } from "../../shared/people/asker.ts";
import { levelOf } from "../people/participants.ts";
import type { StaffAccounts } from "../people/staffAccounts.ts";
import type { Database } from "../storage/database.ts";
import type { Keys } from "../storage/keys.ts";

const SESSION_DAYS = 7;
const isUuid = (text: unknown): text is string =>
  typeof text === "string" && /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text);
/** One cookie per seat, so that two invitations opened in one browser stay two people. */
export const seatCookie = (participantId: string) => `seat_${participantId.replaceAll("-", "")}`;

export async function startParticipantSession(
  db: Database,
  keys: Keys,
  participantId: string,
  now: Date,
): Promise<{ token: string; expires: Date }> {
  const token = randomBytes(32).toString("base64url"),
    expires = new Date(now.getTime() + SESSION_DAYS * 86_400_000);
  await db
    .insertInto("participant_session")
    .values({ token_hash: keys.fingerprint(token), participant_id: participantId, expires_at: expires })
    .execute();
  return { token, expires };
}

/** Who is asking: the seat named by the page, proved by that seat's cookie; else the signed-in staff member. Asked anew at every request. */
export async function askerFrom(
  headers: IncomingHttpHeaders,
  seat: unknown,
  deps: { db: Database; keys: Keys; accounts: StaffAccounts; now: () => Date },
): Promise<Asker | null> {
  if (seat === undefined || seat === null || seat === "") return deps.accounts.askerFrom(headers);
  if (!isUuid(seat)) return null;
  const token = parseCookie(headers.cookie ?? "")[seatCookie(seat)];
  if (!token) return null;
  const row = await deps.db
    .selectFrom("participant_session as session")
    .innerJoin("participant", "participant.id", "session.participant_id")
    .selectAll("participant")
    .where("session.token_hash", "=", deps.keys.fingerprint(token))
    .where("session.participant_id", "=", seat)
    .where("session.expires_at", ">", deps.now())
    .executeTakeFirst();
  if (!row) return null;
  return {
    kind: "participant",
    id: row.id,
    caseId: row.case_id,
    partyId: row.party_id,
    name: row.name,
    capacity: row.capacity,
    authority: row.authority,
    level: levelOf(row),
  };
}
