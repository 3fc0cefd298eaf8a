import { z } from "zod";
import type { Answer } from "../refusal.ts";
import type { RoomView } from "./view.ts";
import { typed } from "../typed.ts";

/** Requests over the /room namespace. The case is settled at the handshake, never in a message. */
export const roomRequests = {
  "room:view": z.object({}),
  "room:knock": z.object({}),
  /**
   * Whether this page shows the room now: being inside it is a place in the case, looking at it is
   * not.
   */
  "room:here": z.object({ here: z.boolean() }),
  "room:leave": z.object({}),
  "room:hand": z.object({ raised: z.boolean() }),
  "room:open": z.object({}),
  "room:admit": z.object({ personId: z.uuid() }),
  "room:decline": z.object({ personId: z.uuid(), reason: typed.lines(200).min(1) }),
  "room:end": z.object({}),
};

export type RoomRequests = {
  [E in keyof typeof roomRequests]: (
    ask: z.infer<(typeof roomRequests)[E]>,
    answer: (a: Answer<RoomView>) => void,
  ) => void;
};

/**
 * News: always the whole view, so that reconnecting needs no second path. `case:changed` says which
 * part to read again.
 */
export type CasePart = "case" | "messages" | "draft" | "agreement" | "confirmation" | "court";

export type RoomNews = {
  "room:changed": (view: RoomView) => void;
  "case:changed": (part: CasePart) => void;
};

export const roomRoutes = {
  "POST /api/cases/:caseId/room/media-pass": {
    params: z.object({ caseId: z.uuid() }),
    body: z.object({}),
  },
};

export type RoomAnswers = {
  "POST /api/cases/:caseId/room/media-pass": { url: string; token: string };
};
