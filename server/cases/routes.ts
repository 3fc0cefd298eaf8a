import QRCode from "qrcode";
import { Refusal } from "../../shared/refusal.ts";
import { officeOutbox } from "../outbox/officeOutbox.ts";
import type { Parts } from "../parts.ts";
import { invite } from "../people/invite.ts";
import type { Handlers } from "../transport/serve.ts";
import { inCase } from "./access.ts";
import { createCase } from "./createCase.ts";
import { editCase } from "./editCase.ts";
import { editParty, partyDetails } from "./editParty.ts";
import { listCases } from "./listCases.ts";
import { viewCase } from "./viewCase.ts";
import { viewTimeline } from "./viewTimeline.ts";

export function caseHandlers(
  parts: Parts,
  present: (caseId: string) => Promise<ReadonlySet<string>>,
) {
  const { db } = parts;
  return {
    "GET /api/cases": async ({ who }) => {
      const asker = await who();
      if (asker.kind !== "staff" || asker.role === "clerk") throw new Refusal("people/not-allowed");
      return listCases(db, asker, parts.now());
    },
    "POST /api/cases": async ({ who, body }) => {
      const asker = await who();
      if (asker.kind !== "staff" || asker.role !== "mediator" || !asker.organisationId)
        throw new Refusal("people/not-allowed");
      return {
        id: await createCase(parts, body, {
          id: asker.id,
          name: asker.name,
          organisationId: asker.organisationId,
        }),
      };
    },
    "GET /api/cases/:caseId": async ({ who, params }) => {
      const asker = await who();
      const { row } = await inCase(db, asker, params.caseId, "case:read");
      return viewCase(db, row, asker, {
        now: parts.now(),
        videoAvailable: parts.media.state().ready,
        present: await present(row.id),
      });
    },
    "PUT /api/cases/:caseId": async ({ who, params, body }) => {
      await editCase(parts, await who(), params.caseId, body);
      return { done: true };
    },
    "GET /api/cases/:caseId/parties/:partyId": async ({ who, params }) => {
      await inCase(db, await who(), params.caseId, "case:edit");
      return partyDetails(parts, params.caseId, params.partyId);
    },
    "PUT /api/cases/:caseId/parties/:partyId": async ({ who, params, body }) => {
      await editParty(parts, await who(), params.caseId, params.partyId, body);
      return { done: true };
    },
    "POST /api/cases/:caseId/participants/:participantId/invitation": async ({ who, params }) => {
      const url = await invite(parts, await who(), params.caseId, params.participantId);
      return { url, qr: await QRCode.toString(url, { type: "svg", margin: 1 }) };
    },
    "GET /api/cases/:caseId/timeline": async ({ who, params }) =>
      viewTimeline(parts, await who(), params.caseId),
    "GET /api/office/outbox": async ({ who }) => officeOutbox(parts, await who()),
  } satisfies Handlers;
}
