import type { IncomingHttpHeaders } from "node:http";
import { betterAuth } from "better-auth";
import { fromNodeHeaders } from "better-auth/node";
import { sql } from "kysely";
import type { StaffAsker, StaffRole } from "../../shared/people/asker.ts";
import type { Settings } from "../settings.ts";
import { ADDRESS_HEADER } from "../transport/address.ts";
import type { Database, Tx } from "../storage/database.ts";
import type { Keys } from "../storage/keys.ts";

const EIGHT_HOURS = 8 * 3600;
export type EndedSignIn = { sessionId: string; userId: string };

/** A member of staff as the row says, or null. */
export async function staffOf(
  db: Database | Tx,
  userId: string,
  sessionId: string | null,
): Promise<StaffAsker | null> {
  const row = await db
    .selectFrom("staff")
    .selectAll()
    .where("user_id", "=", userId)
    .executeTakeFirst();
  if (!row) return null;
  return {
    kind: "staff",
    id: row.user_id,
    name: row.name,
    role: row.role,
    organisationId: row.organisation_id,
    courtId: row.court_id,
    sessionId,
  };
}

type OnEnded = (session: EndedSignIn) => void;

type Member = {
  name: string;
  email: string;
  password: string;
  role: StaffRole;
  organisationId?: string;
  courtId?: string;
};

const authOver = (db: Database, keys: Keys, settings: Settings, onEnded: OnEnded) =>
  betterAuth({
    database: { db: db as never, type: "postgres" },
    secret: keys.authSecret,
    baseURL: settings.PUBLIC_URL,
    trustedOrigins: [
      settings.PUBLIC_URL,
      `http://${settings.HOST}:${settings.PORT}`,
      `http://localhost:${settings.PORT}`,
    ],
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10 },
    session: { expiresIn: EIGHT_HOURS, cookieCache: { enabled: false } },
    rateLimit: { enabled: false }, // guesses are counted at the door (signIn.ts), by account as well as by network
    advanced: {
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      cookiePrefix: "yuntiao",
      useSecureCookies: settings.PUBLIC_URL.startsWith("https:"),
    },
    databaseHooks: {
      session: { delete: { after: async ({ id, userId }) => onEnded({ sessionId: id, userId }) } },
    },
    telemetry: { enabled: false },
    logger: { disabled: true },
  });

/**
 * Accounts of staff: passwords and sessions are better-auth's; what a member may do is the `staff`
 * row. Nobody signs up by himself.
 */
export function openStaffAccounts(db: Database, keys: Keys, settings: Settings) {
  let ended: OnEnded = () => {};
  /** Last use, at most once a minute; the eight hours run on from the signing in. */
  async function noteUse(session: { id: string; updatedAt: Date }) {
    if (Date.now() - new Date(session.updatedAt).getTime() < 60_000) return;
    await sql`update "session" set "updatedAt" = ${new Date()} where id = ${session.id}`.execute(
      db,
    );
  }
  const auth = authOver(db, keys, settings, (session) => ended(session));
  return {
    answer: (request: Request): Promise<Response> => auth.handler(request),
    /**
     * Three rows, the `staff` row last: it alone makes a member. What a killed process left half
     * made is made whole; a member twice is refused by that row's key.
     */
    async create(member: Member): Promise<string> {
      const { internalAdapter, password } = await auth.$context;
      const known = await internalAdapter.findUserByEmail(member.email, { includeAccounts: true });
      const user =
        known?.user ??
        (await internalAdapter.createUser(
          { name: member.name, email: member.email, emailVerified: true },
          { source: "admin" } as never,
        ));
      if (!known?.accounts.length)
        await internalAdapter.linkAccount({
          userId: user.id,
          accountId: user.id,
          providerId: "credential",
          password: await password.hash(member.password),
        });
      await db
        .insertInto("staff")
        .values({
          user_id: user.id,
          name: member.name,
          role: member.role,
          organisation_id: member.organisationId ?? null,
          court_id: member.courtId ?? null,
        })
        .execute();
      return user.id;
    },
    /**
     * Called with a session that ended by signing out, from another device, or with the password.
     */
    onEnded: (listener: OnEnded) => {
      ended = listener;
    },
    /** The sessions of the member who asks, by id; what proves them stays here. */
    async sessionsOf(headers: IncomingHttpHeaders) {
      const all = await auth.api.listSessions({ headers: fromNodeHeaders(headers) });
      return all.map((one) => ({
        id: one.id,
        device: one.userAgent ?? "",
        since: one.createdAt,
        usedAt: one.updatedAt,
        token: one.token,
      }));
    },
    async endSession(headers: IncomingHttpHeaders, token: string) {
      await auth.api.revokeSession({ headers: fromNodeHeaders(headers), body: { token } });
    },
    async sessionFrom(
      headers: IncomingHttpHeaders,
    ): Promise<{ asker: StaffAsker; sessionId: string } | null> {
      if (!headers.cookie?.includes("yuntiao")) return null;
      const session = await auth.api.getSession({ headers: fromNodeHeaders(headers) });
      if (!session) return null;
      const asker = await staffOf(db, session.user.id, session.session.id);
      if (!asker) return null;
      await noteUse(session.session);
      return { asker, sessionId: session.session.id };
    },
  };
}

export type StaffAccounts = ReturnType<typeof openStaffAccounts>;
