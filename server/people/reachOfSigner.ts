import { sql } from "kysely";
import type { Asker } from "../../shared/people/asker.ts";
import { type Contact, signingCodeRefusal } from "../../shared/people/contact.ts";
import type { Action } from "../../shared/people/permissions.ts";
import { Refusal } from "../../shared/refusal.ts";
import { inCaseNow } from "../cases/access.ts";
import type { Tx } from "../storage/database.ts";

/**
 * Where a code for a signature goes: the person's own phone or mail as it is now, never what the
 * message says (R-P17).
 */
export async function reachOfSigner(
  tx: Tx,
  asked: Asker,
  caseId: string,
  action: Action,
  now: () => Date,
): Promise<Contact> {
  const { asker } = await inCaseNow(tx, asked, caseId, action, now);
  if (asker.kind === "staff") {
    const { rows } = await sql<{
      email: string;
    }>`select email from "user" where id = ${asker.id}`.execute(tx);
    return { phone: "", email: rows[0]?.email ?? "" };
  }
  const person = await tx
    .selectFrom("participant")
    .select(["phone", "email", "contact_confirmed_at"])
    .where("id", "=", asker.id)
    .executeTakeFirstOrThrow();
  const refusal = signingCodeRefusal(person.contact_confirmed_at);
  if (refusal) throw new Refusal(refusal);
  return { phone: person.phone, email: person.email };
}
