import type { Parts } from "../parts.ts";
import type { Handlers } from "../transport/serve.ts";
import { viewMessages } from "./viewMessages.ts";
import { writeMessage } from "./writeMessage.ts";

/** Messages of a case. The room's chat is the joint channel, so it stays with the case. */
export function correspondenceHandlers(parts: Parts) {
  return {
    "GET /api/cases/:caseId/messages": async ({ who, params, query }) =>
      viewMessages(parts, await who(), params.caseId, query),
    "POST /api/cases/:caseId/messages": async ({ who, params, body }) =>
      writeMessage(parts, await who(), params.caseId, body),
  } satisfies Handlers;
}
