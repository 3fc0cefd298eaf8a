import type { Asker, ParticipantAsker } from "../../shared/people/asker.ts";
import { Refusal } from "../../shared/refusal.ts";
import { appendAudit } from "../audit/chain.ts";
import { inCase, inCaseNow } from "../cases/access.ts";
import type { Parts } from "../parts.ts";
import { lockCase } from "../storage/lockCase.ts";
import { asNow } from "./asNow.ts";
import { endSessions } from "./endSessions.ts";
import { personInCase } from "./viewSessions.ts";

type Person = { id: string; case_id: string; name: string };

/** One session, or all but one; neither: all. */
type Which = { only?: string; except?: string };

/** Ends sessions of one's own, also in a case that is closed. */
export const endMySessions = (parts: Parts, asker: ParticipantAsker, which: Which): Promise<void> =>
  end(parts, { id: asker.id, case_id: asker.caseId, name: asker.name }, asker, which);

/** The staff of a case end one session of a person of it, or all. */
export async function endTheirSessions(
  parts: Parts,
  asker: Asker,
  { caseId, participantId }: { caseId: string; participantId: string },
  only: string | undefined,
): Promise<void> {
  await inCase(parts.db, asker, caseId, "case:sessions");
  const person = await personInCase(parts.db, caseId, participantId);
  await end(parts, person, asker, only === undefined ? {} : { only });
}

/** Not by `act`: its door is shut in a closed case. Connections close after the commit. */
async function end(parts: Parts, person: Person, asked: Asker, which: Which): Promise<void> {
  const ended = await parts.db.transaction().execute(async (tx) => {
    await lockCase(tx, person.case_id);
    const by =
      asked.kind === "staff"
        ? (await inCaseNow(tx, asked, person.case_id, "case:sessions", parts.now)).asker
        : await asNow(tx, asked, parts.now);
    const gone = await endSessions(tx, person, parts.now(), which);
    const count = gone.sessionIds.length;
    if (count === 0 && which.only) throw new Refusal("people/session-unknown");
    const about = { who: person.name, whoId: person.id, count };
    if (count > 0)
      await appendAudit(tx, person.case_id, { actor: by, event: "people/sessions-ended", about });
    return gone;
  });
  await parts.hangUp(ended);
  parts.tell(person.case_id, "case");
}
