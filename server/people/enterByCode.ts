import { Refusal } from "../../shared/refusal.ts";
import { appendAudit } from "../audit/chain.ts";
import { keepMarks } from "../cases/marks.ts";
import type { Parts } from "../parts.ts";
import { lockCase } from "../storage/lockCase.ts";
import { startParticipantSession } from "../transport/sessions.ts";
import { checkCode, spendCode } from "./codes.ts";
import { byLink } from "./invite.ts";

/**
 * Lets somebody in by their own link and the code that was sent to its contact: begins a session on
 * this device. Nobody is known yet, so there is no asker and the door is the code.
 * @returns the seat, and the secret of the session with the time it ends
 */
export async function enterByCode(
  parts: Parts,
  linkToken: string,
  code: string,
  device: string,
): Promise<{ seat: string; token: string; expires: Date }> {
  const person = await byLink(parts, linkToken);
  const codeId = await checkCode(parts, { participantId: person.id }, "enter", code);
  const session = await parts.db.transaction().execute(async (tx) => {
    await lockCase(tx, person.case_id);
    await spendCode(tx, codeId, parts.now());
    await appendAudit(tx, person.case_id, { actor: person, event: "people/code-confirmed" });
    // The code went to the contact of this link; a link or contact replaced meanwhile lets nobody
    // in.
    const confirmed = await tx
      .updateTable("participant")
      .set((eb) => ({
        contact_confirmed_at: eb.fn.coalesce("contact_confirmed_at", eb.val(parts.now())),
      }))
      .where("id", "=", person.id)
      .where("link_hash", "=", person.link_hash)
      .executeTakeFirst();
    if (confirmed.numUpdatedRows !== 1n) throw new Refusal("people/link-unknown");
    await keepMarks(tx, [person.case_id]);
    return startParticipantSession(tx, parts.keys, person.id, device, parts.now());
  });
  return { seat: person.id, ...session };
}
