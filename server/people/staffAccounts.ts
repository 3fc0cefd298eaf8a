import type { IncomingHttpHeaders } from "node:http";
import { betterAuth } from "better-auth";
import { fromNodeHeaders, toNodeHandler } from "better-auth/node";
import type { StaffAsker, StaffRole } from "../../shared/people/asker.ts";
import type { Settings } from "../settings.ts";
import type { Database } from "../storage/database.ts";
import type { Keys } from "../storage/keys.ts";

const EIGHT_HOURS = 8 * 3600;

/** Accounts of staff: passwords and sessions are better-auth's; what a member may do is the `staff` row. Nobody signs up by himself. */
export function openStaffAccounts(db: Database, keys: Keys, settings: Settings) {
  const auth = betterAuth({
    database: { db: db as never, type: "postgres" },
    secret: keys.authSecret,
    baseURL: settings.PUBLIC_URL,
    trustedOrigins: [settings.PUBLIC_URL, `http://${settings.HOST}:${settings.PORT}`, `http://localhost:${settings.PORT}`],
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10 },
    session: { expiresIn: EIGHT_HOURS, cookieCache: { enabled: false } },
    rateLimit: { enabled: settings.NODE_ENV !== "test", window: 60, max: 200, customRules: { "/sign-in/email": { window: 60, max: 20 } } },
    advanced: { cookiePrefix: "yuntiao", useSecureCookies: settings.PUBLIC_URL.startsWith("https:") },
    telemetry: { enabled: false },
    logger: { disabled: true },
  });
  return {
    handler: toNodeHandler(auth),
    async create(member: {
      name: string;
      email: string;
      password: string;
      role: StaffRole;
      organisationId?: string;
      courtId?: string;
    }): Promise<string> {
      const context = await auth.$context;
      const user = await context.internalAdapter.createUser({ name: member.name, email: member.email, emailVerified: true }, {
        source: "admin",
      } as never);
      await context.internalAdapter.linkAccount({
        userId: user.id,
        accountId: user.id,
        providerId: "credential",
        password: await context.password.hash(member.password),
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
    async askerFrom(headers: IncomingHttpHeaders): Promise<StaffAsker | null> {
      if (!headers.cookie?.includes("yuntiao")) return null;
      const session = await auth.api.getSession({ headers: fromNodeHeaders(headers) });
      if (!session) return null;
      const staff = await db.selectFrom("staff").selectAll().where("user_id", "=", session.user.id).executeTakeFirst();
      return staff
        ? {
            kind: "staff",
            id: staff.user_id,
            name: staff.name,
            role: staff.role,
            organisationId: staff.organisation_id,
            courtId: staff.court_id,
          }
        : null;
    },
  };
}
export type StaffAccounts = ReturnType<typeof openStaffAccounts>;
