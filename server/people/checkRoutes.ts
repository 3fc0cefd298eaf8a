import type { Parts } from "../parts.ts";
import type { Handlers } from "../transport/serve.ts";
import { beginCheck, finishCheck, type LookIntoRoom, undoCheck } from "./identityCheck.ts";

const done = { done: true } as const;

/**
 * The mediator checks documents: begins, finishes, takes back. `look` says who is on camera in the
 * live session.
 */
export function checkHandlers(parts: Parts, look: LookIntoRoom) {
  return {
    "POST /api/cases/:caseId/participants/:participantId/identity-checks": async ({
      who,
      params,
      body,
    }) => beginCheck(parts, await who(), params, body.way, look),
    "POST /api/cases/:caseId/participants/:participantId/identity-checks/done": async ({
      who,
      params,
      body,
    }) => {
      await finishCheck(parts, await who(), params, body, look);
      return done;
    },
    "POST /api/cases/:caseId/participants/:participantId/identity-checks/undo": async ({
      who,
      params,
      body,
    }) => {
      await undoCheck(parts, await who(), params, body.reason);
      return done;
    },
  } satisfies Handlers;
}
