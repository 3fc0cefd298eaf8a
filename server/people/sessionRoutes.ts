import { Refusal } from "../../shared/refusal.ts";
import type { Parts } from "../parts.ts";
import type { Ask, Handlers } from "../transport/serve.ts";
import { sessionFrom } from "../transport/sessions.ts";
import { endMySessions, endTheirSessions } from "./endSessionsByHand.ts";
import { viewSession, viewSessions, viewTheirSessions } from "./viewSessions.ts";

type Request = Ask<"GET /api/me/sessions">["req"];
const done = { done: true } as const;

/**
 * Where somebody is signed in, and the ending of it: by the person, by the staff of the case, by
 * staff for themselves.
 */
export function sessionHandlers(parts: Parts) {
  const mine = async (req: Request) => {
    const found = await sessionFrom(req.headers, req.get("x-seat"), parts);
    if (!found) throw new Refusal("people/sign-in-needed");
    return found;
  };
  const participant = async (req: Request) => {
    const { asker, sessionId } = await mine(req);
    if (asker.kind !== "participant") throw new Refusal("people/not-allowed");
    return { asker, sessionId };
  };
  const staff = async (req: Request) => {
    const { asker, sessionId } = await mine(req);
    if (asker.kind !== "staff") throw new Refusal("people/not-allowed");
    return { sessionId, sessions: await parts.accounts.sessionsOf(req.headers) };
  };
  return {
    "GET /api/me/sessions": async ({ req }) => {
      const { asker, sessionId } = await participant(req);
      return viewSessions(parts, asker.id, sessionId);
    },
    "POST /api/me/sessions/:sessionId/end": async ({ req, params }) => {
      await endMySessions(parts, (await participant(req)).asker, { only: params.sessionId });
      return done;
    },
    "POST /api/me/sessions/end-others": async ({ req }) => {
      const { asker, sessionId } = await participant(req);
      await endMySessions(parts, asker, { except: sessionId });
      return done;
    },
    "GET /api/cases/:caseId/participants/:participantId/sessions": async ({ who, params }) =>
      viewTheirSessions(parts, await who(), params),
    "POST /api/cases/:caseId/participants/:participantId/sessions/end": async (ask) => {
      await endTheirSessions(parts, await ask.who(), ask.params, ask.body.sessionId);
      return done;
    },
    "GET /api/staff/sessions": async ({ req }) => {
      const { sessions, sessionId } = await staff(req);
      return sessions.map((row) => viewSession(row, sessionId));
    },
    "POST /api/staff/sessions/:sessionId/end": async ({ req, params }) => {
      const session = (await staff(req)).sessions.find(({ id }) => id === params.sessionId);
      if (!session) throw new Refusal("people/session-unknown");
      await parts.accounts.endSession(req.headers, session.token);
      return done;
    },
  } satisfies Handlers;
}
