import type { Asker } from "../../shared/people/asker.ts";
import type { Parts } from "../parts.ts";
import { hasSession, openAmong } from "./asNow.ts";
import type { EndedSignIn } from "./staffAccounts.ts";

/**
 * R-P18. Nobody ends a session that runs out, and the process that ended one may have died before
 * it told: whoever is connected is looked up again, and what no longer stands is hung up like a
 * session that was ended.
 */
export async function hangUpEnded(
  parts: Pick<Parts, "db" | "now" | "hangUp">,
  connected: Asker[],
  staffEnded: (ended: EndedSignIn) => void,
): Promise<void> {
  const open = await openAmong(parts.db, connected, parts.now());
  for (const asker of connected) {
    const { sessionId } = asker;
    if (sessionId === null || open.has(sessionId)) continue;
    if (asker.kind === "staff") staffEnded({ sessionId, userId: asker.id });
    else {
      const none = !(await hasSession(parts.db, asker.id, parts.now()));
      await parts.hangUp({
        caseId: asker.caseId,
        personId: asker.id,
        sessionIds: [sessionId],
        none,
      });
    }
  }
}
