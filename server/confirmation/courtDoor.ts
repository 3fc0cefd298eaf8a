import type { Request, RequestHandler } from "express";
import { confirmationRoutes } from "../../shared/confirmation/contract.ts";
import type { Asker } from "../../shared/people/asker.ts";
import { Refusal } from "../../shared/refusal.ts";
import type { Parts } from "../parts.ts";
import { limitOf } from "../transport/limits.ts";
import { atCourt } from "./courtDesk.ts";

const RULING = "POST /api/court/applications/:applicationId/ruling";

/**
 * Before the large body of a ruling is taken in: only from a clerk of the court that the
 * application lies with, and only so often.
 */
export function onlyItsCourt(
  parts: Parts,
  askerOf: (req: Request) => Promise<Asker | null>,
): RequestHandler {
  return async (req, res, next) => {
    const asker = await askerOf(req);
    if (!asker) throw new Refusal("people/sign-in-needed");
    await parts.limits.take(limitOf(RULING), asker.id);
    res.locals.counted = true;
    const { success, data } = confirmationRoutes[RULING].params.safeParse(req.params);
    if (!success) throw new Refusal("request/not-found");
    await atCourt(parts, asker, data.applicationId, "court:decide");
    next();
  };
}
