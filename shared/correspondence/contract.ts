import { z } from "zod";
import { typed } from "../typed.ts";
import type { Thread } from "./thread.ts";

const ofCase = z.object({ caseId: z.uuid() });

/**
 * A channel is fixed when the message is written: everyone in the case, or one side with the
 * mediator.
 */
export const channel = z.union([z.literal("joint"), z.string().regex(/^side:[0-9a-f-]{36}$/)]);
export type Channel = "joint" | `side:${string}`;

export const correspondenceRoutes = {
  /**
   * The newest of each channel the asker reads; of one channel those before a message, when both
   * are named.
   */
  "GET /api/cases/:caseId/messages": {
    params: ofCase,
    query: z.object({ channel: channel.optional(), before: z.uuid().optional() }),
  },
  "POST /api/cases/:caseId/messages": {
    params: ofCase,
    body: z.object({ channel, body: typed.talk(4000).min(1) }),
  },
};

export type Message = {
  id: string;
  channel: Channel;
  author: string;
  authorTitle: string;
  mine: boolean;
  body: string;
  at: string;
};

export type CorrespondenceAnswers = {
  "GET /api/cases/:caseId/messages": Thread;
  "POST /api/cases/:caseId/messages": { id: string };
};
