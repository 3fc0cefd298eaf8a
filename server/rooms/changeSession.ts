import type { CaseEvent } from "../../shared/cases/events.ts";
import type { Asker } from "../../shared/people/asker.ts";
import type { Action } from "../../shared/people/permissions.ts";
import { leave } from "../../shared/rooms/rules.ts";
import type { Session, Visitor } from "../../shared/rooms/session.ts";
import { appendAudit } from "../audit/chain.ts";
import { act } from "../cases/act.ts";
import { keepMarks } from "../cases/marks.ts";
import type { Parts } from "../parts.ts";
import type { Tx } from "../storage/database.ts";
import { lockCase } from "../storage/lockCase.ts";
import type { Audience } from "./audience.ts";
import { keepSession, sessionToChange } from "./sessions.ts";

/** What a rule makes of the session, what the record calls it, and what it says about it beside. */
export type SessionChange = {
  action: Action;
  event: CaseEvent;
  rule: (session: Session, by: Visitor) => Session;
  about?: (before: Session) => Record<string, string>;
};

export type SessionChanged = { before: Session; after: Session };

/** Who asks, as the door knows them. */
export const visitorOf = (asker: Asker, role: string): Visitor => ({
  id: asker.id,
  name: asker.name,
  partyId: asker.kind === "participant" ? asker.partyId : null,
  leads: role === "mediator",
  publishes: true,
});

/**
 * The row under the case's lock → rule → save and record. A rule that changes nothing leaves no
 * line.
 */
async function apply(
  tx: Tx,
  caseId: string,
  rule: (session: Session) => Session,
  record: (before: Session) => Promise<void>,
): Promise<SessionChanged> {
  const before = await sessionToChange(tx, caseId);
  const after = rule(before);
  if (after === before) return { before, after };
  await keepSession(tx, caseId, after);
  await record(before);
  return { before, after };
}

/**
 * Changes the session of a case as somebody in it asks, then tells each person their whole view.
 */
export async function changeSession(
  parts: Parts,
  audience: Pick<Audience, "publish">,
  asked: Asker,
  caseId: string,
  { action, event, rule, about }: SessionChange,
): Promise<SessionChanged> {
  const changed = await act(parts, asked, caseId, action, ({ tx, asker, role, record }) =>
    apply(
      tx,
      caseId,
      (session) => rule(session, visitorOf(asker, role)),
      (before) => record(event, about?.(before) ?? {}),
    ),
  );
  await audience.publish(caseId);
  return changed;
}

/**
 * Takes somebody's place whose last session ended; nobody asks for it, so nobody's rights are
 * asked.
 */
export async function endPlace(
  parts: Pick<Parts, "db">,
  audience: Pick<Audience, "publish">,
  caseId: string,
  person: { id: string; name: string },
): Promise<void> {
  await parts.db.transaction().execute(async (tx) => {
    await lockCase(tx, caseId);
    const record = () =>
      appendAudit(tx, caseId, { actor: person, event: "rooms/place-ended", about: {} });
    await apply(tx, caseId, (session) => leave(session, person), record);
    await keepMarks(tx, [caseId]);
  });
  await audience.publish(caseId);
}
