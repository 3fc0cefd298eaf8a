import type { SessionView } from "../../shared/people/contract.ts";
import { deviceOf } from "../../shared/people/device.ts";
import { Refusal } from "../../shared/refusal.ts";
import { appendAudit } from "../audit/chain.ts";
import type { Asker } from "../../shared/people/asker.ts";
import { inCase, inCaseNow } from "../cases/access.ts";
import type { Parts } from "../parts.ts";
import { lockCase } from "../storage/lockCase.ts";
import type { Ask, Handlers } from "../transport/serve.ts";
import { sessionFrom } from "../transport/sessions.ts";
import { asNow } from "./asNow.ts";
import { endSessions } from "./endSessions.ts";

type Person = { id: string; case_id: string; name: string };
type Row = { id: string; device: string; since: Date; usedAt: Date };
const shown = (row: Row, current: string | null): SessionView => ({
  id: row.id,
  device: deviceOf(row.device),
  since: row.since.toISOString(),
  usedAt: row.usedAt.toISOString(),
  current: row.id === current,
});

/** Where somebody is signed in, and the ending of it: by the person, by the staff of the case, by staff for themselves. */
export function sessionHandlers(parts: Parts) {
  const { db } = parts;
  const mine = async (req: Ask<"GET /api/me/sessions">["req"]) => {
    const found = await sessionFrom(req.headers, req.get("x-seat"), parts);
    if (!found) throw new Refusal("people/sign-in-needed");
    return found;
  };
  const participant = async (req: Ask<"GET /api/me/sessions">["req"]) => {
    const { asker, sessionId } = await mine(req);
    if (asker.kind !== "participant") throw new Refusal("people/not-allowed");
    return { asker, person: { id: asker.id, case_id: asker.caseId, name: asker.name }, sessionId };
  };

  async function sessionsOf(participantId: string, current: string | null): Promise<SessionView[]> {
    const rows = await db
      .selectFrom("participant_session")
      .select(["id", "device", "created_at as since", "used_at as usedAt"])
      .where("participant_id", "=", participantId)
      .where("expires_at", ">", parts.now())
      .orderBy("used_at", "desc")
      .execute();
    return rows.map((row) => shown(row, current));
  }
  async function end(
    person: Person,
    asked: Asker,
    which: { only?: string; except?: string },
  ): Promise<void> {
    const ended = await db.transaction().execute(async (tx) => {
      await lockCase(tx, person.case_id);
      // One's own sessions can be ended also in a case that is closed.
      const by =
        asked.kind === "staff"
          ? (await inCaseNow(tx, asked, person.case_id, "case:sessions", parts.now)).asker
          : await asNow(tx, asked, parts.now);
      const gone = await endSessions(tx, person, parts.now(), which);
      if (gone.sessionIds.length === 0 && which.only) throw new Refusal("people/session-unknown");
      const about = { who: person.name, whoId: person.id, count: gone.sessionIds.length };
      if (gone.sessionIds.length)
        await appendAudit(tx, person.case_id, { actor: by, event: "people/sessions-ended", about });
      return gone;
    });
    await parts.hangUp(ended);
    parts.tell(person.case_id, "case");
  }
  async function inThisCase(caseId: string, participantId: string): Promise<Person> {
    const person = await db
      .selectFrom("participant")
      .select(["id", "case_id", "name"])
      .where("id", "=", participantId)
      .where("case_id", "=", caseId)
      .executeTakeFirst();
    if (!person) throw new Refusal("request/not-found");
    return person;
  }

  return {
    "GET /api/me/sessions": async ({ req }) => {
      const { person, sessionId } = await participant(req);
      return sessionsOf(person.id, sessionId);
    },
    "POST /api/me/sessions/:sessionId/end": async ({ req, params }) => {
      const { asker, person } = await participant(req);
      await end(person, asker, { only: params.sessionId });
      return { done: true };
    },
    "POST /api/me/sessions/end-others": async ({ req }) => {
      const { asker, person, sessionId } = await participant(req);
      await end(person, asker, { except: sessionId });
      return { done: true };
    },
    "GET /api/cases/:caseId/participants/:participantId/sessions": async ({ who, params }) => {
      await inCase(db, await who(), params.caseId, "case:sessions");
      return sessionsOf((await inThisCase(params.caseId, params.participantId)).id, null);
    },
    "POST /api/cases/:caseId/participants/:participantId/sessions/end": async ({
      who,
      params,
      body,
    }) => {
      const asker = await who();
      await inCase(db, asker, params.caseId, "case:sessions");
      const only = body.sessionId;
      await end(
        await inThisCase(params.caseId, params.participantId),
        asker,
        only === undefined ? {} : { only },
      );
      return { done: true };
    },
    "GET /api/staff/sessions": async ({ req }) => {
      const { asker, sessionId } = await mine(req);
      if (asker.kind !== "staff") throw new Refusal("people/not-allowed");
      return (await parts.accounts.sessionsOf(req.headers)).map((row) => shown(row, sessionId));
    },
    "POST /api/staff/sessions/:sessionId/end": async ({ req, params }) => {
      const { asker } = await mine(req);
      if (asker.kind !== "staff") throw new Refusal("people/not-allowed");
      const session = (await parts.accounts.sessionsOf(req.headers)).find(
        (one) => one.id === params.sessionId,
      );
      if (!session) throw new Refusal("people/session-unknown");
      await parts.accounts.endSession(req.headers, session.token);
      return { done: true };
    },
  } satisfies Handlers;
}
