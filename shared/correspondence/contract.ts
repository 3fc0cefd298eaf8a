import { z } from "zod";

const ofCase = z.object({ caseId: z.uuid() });
/** A channel is fixed when the message is written: everyone in the case, or one side with the mediator. */
export const channel = z.union([z.literal("joint"), z.string().regex(/^side:[0-9a-f-]{36}$/)]);
export type Channel = "joint" | `side:${string}`;
export const correspondenceRoutes = {
  "GET /api/cases/:caseId/messages": { params: ofCase },
  "POST /api/cases/:caseId/messages": { params: ofCase, body: z.object({ channel, body: z.string().trim().min(1).max(4000) }) },
};
export type Message = { id: string; channel: Channel; author: string; authorTitle: string; mine: boolean; body: string; at: string };
export type CorrespondenceAnswers = {
  "GET /api/cases/:caseId/messages": { channels: { channel: Channel; name: string }[]; messages: Message[] };
  "POST /api/cases/:caseId/messages": { id: string };
};
