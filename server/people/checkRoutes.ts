import { Refusal } from "../../shared/refusal.ts";
import { inCase } from "../cases/access.ts";
import type { Parts } from "../parts.ts";
import type { Handlers } from "../transport/serve.ts";
import { beginCheck, finishCheck, type LookIntoRoom, undoCheck } from "./identityCheck.ts";

/** The mediator checks documents: begins, finishes, takes back. `look` says who is on camera in the live session. */
export function checkHandlers(parts: Parts, look: LookIntoRoom): Handlers {
  const { db } = parts;
  const changed = (caseId: string) => {
    for (const part of ["case", "agreement"] as const) parts.tell(caseId, part);
    return { done: true } as const;
  };
  return {
    "POST /api/cases/:caseId/participants/:participantId/identity-checks": async ({ who, params, body }) => {
      const asker = await who();
      await inCase(db, asker, params.caseId, "case:verify-identity");
      return beginCheck(parts, params.caseId, params.participantId, asker, body.way, look);
    },
    "POST /api/cases/:caseId/participants/:participantId/identity-checks/done": async ({ who, params, body }) => {
      const asker = await who();
      await inCase(db, asker, params.caseId, "case:verify-identity");
      const [missing] = await parts.papers.uncovered(body.place);
      if (missing) throw new Refusal("request/invalid", { fields: [{ path: "place", message: missing }] });
      await finishCheck(parts, params.caseId, params.participantId, asker, body, look);
      return changed(params.caseId);
    },
    "POST /api/cases/:caseId/participants/:participantId/identity-checks/undo": async ({ who, params, body }) => {
      const asker = await who();
      await inCase(db, asker, params.caseId, "case:verify-identity");
      await undoCheck(parts, params.caseId, params.participantId, asker, body.reason);
      return changed(params.caseId);
    },
  };
}
