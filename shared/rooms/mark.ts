import { type Mark, markAt } from "../cases/mark.ts";
import type { Session } from "./session.ts";

export const roomPhases = [
  "closed",
  "open",
  "ended",
] as const satisfies readonly Session["phase"][];

/** R-S3. Whether people can speak with each other now. */
export const markOfRoom = (session: Pick<Session, "phase">): Mark<Session["phase"]> =>
  markAt(session.phase);
