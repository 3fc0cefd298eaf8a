import { Refusal } from "../../shared/refusal.ts";
import { codeOwner } from "../agreements/sign.ts";
import { inCase } from "../cases/access.ts";
import type { Parts } from "../parts.ts";
import { sendCode } from "../people/codes.ts";
import { reachOfSigner } from "../people/reachOfSigner.ts";
import { FileReply, type Handlers } from "../transport/serve.ts";
import { currentApplication } from "./applications.ts";
import { atCourt, courtDocument, courtQueue, courtView, noteOpened } from "./courtDesk.ts";
import { answerApplication, handInRuling } from "./decide.ts";
import { fileApplication } from "./file.ts";
import { buildPackage } from "./package.ts";
import { chooseCourt, correct } from "./revise.ts";
import { signApplication } from "./signApplication.ts";
import { viewConfirmation } from "./view.ts";
import { withdraw } from "./withdraw.ts";

const PDF = "application/pdf";
const done = { done: true } as const;

/**
 * The joint application: the parties' side of it, and the clerk's. Every command is a file of its
 * own.
 */
export const confirmationHandlers = (parts: Parts) => ({
  ...partiesHandlers(parts),
  ...courtHandlers(parts),
});

function partiesHandlers(parts: Parts) {
  const { db } = parts;
  return {
    "GET /api/cases/:caseId/confirmation": async ({ who, params }) => {
      const asker = await who();
      const { row, facts, role } = await inCase(db, asker, params.caseId, "confirmation:read");
      return viewConfirmation(parts, row, asker, facts, role);
    },
    "POST /api/cases/:caseId/confirmation/court": async ({ who, params, body }) => {
      await chooseCourt(parts, await who(), params.caseId, body);
      return done;
    },
    "GET /api/cases/:caseId/confirmation/paper": async ({ who, params }) => {
      const { row } = await inCase(db, await who(), params.caseId, "confirmation:read");
      const { application } = await currentApplication(db, row.id);
      return new FileReply(
        await parts.files.get(application.paper_file),
        PDF,
        `司法确认申请书${row.code}.pdf`,
      );
    },
    "POST /api/cases/:caseId/confirmation/code": async ({ who, params }) => {
      const asker = await who();
      return sendCode(parts, codeOwner(asker), "apply", params.caseId, (tx) =>
        reachOfSigner(tx, asker, params.caseId, "confirmation:sign", parts.now),
      );
    },
    "POST /api/cases/:caseId/confirmation/signatures": async ({
      who,
      params,
      body,
      ip,
      device,
    }) => {
      await signApplication(parts, await who(), params.caseId, body, { ip, device });
      return done;
    },
    "POST /api/cases/:caseId/confirmation/correct": async ({ who, params, body }) => {
      await correct(parts, await who(), params.caseId, body.answers);
      return done;
    },
    "POST /api/cases/:caseId/confirmation/file": async ({ who, params }) => {
      await fileApplication(parts, await who(), params.caseId);
      return done;
    },
    "POST /api/cases/:caseId/confirmation/withdraw": async ({ who, params }) => {
      await withdraw(parts, await who(), params.caseId);
      return done;
    },
    "GET /api/cases/:caseId/confirmation/ruling": async ({ who, params }) => {
      const { row } = await inCase(db, await who(), params.caseId, "confirmation:read");
      const { application } = await currentApplication(db, row.id);
      if (!application.ruling_file) throw new Refusal("confirmation/none");
      return new FileReply(
        await parts.files.get(application.ruling_file),
        PDF,
        `裁定书${application.ruling_number ?? ""}.pdf`,
      );
    },
  } satisfies Handlers;
}

function courtHandlers(parts: Parts) {
  return {
    "GET /api/court/applications": async ({ who }) => {
      const asker = await who();
      if (asker.kind !== "staff" || asker.role !== "clerk" || !asker.courtId)
        throw new Refusal("people/not-allowed");
      return courtQueue(parts, asker.courtId);
    },
    "GET /api/court/applications/:applicationId": async ({ who, params }) => {
      const { application, row, asker } = await atCourt(
        parts,
        await who(),
        params.applicationId,
        "court:read",
      );
      await noteOpened(parts, row.id, asker, "application");
      return courtView(parts, application, row);
    },
    "GET /api/court/applications/:applicationId/documents/:document": async ({ who, params }) => {
      const { application } = await atCourt(parts, await who(), params.applicationId, "court:read");
      const { bytes, name } = await courtDocument(parts, application, params.document);
      return new FileReply(bytes, PDF, name);
    },
    "GET /api/court/applications/:applicationId/package": async ({ who, params }) => {
      const id = params.applicationId;
      const { application, row, asker } = await atCourt(parts, await who(), id, "court:read");
      await noteOpened(parts, row.id, asker, "package");
      const name = `${row.code}司法确认材料.zip`;
      return new FileReply(await buildPackage(parts, application), "application/zip", name);
    },
    "POST /api/court/applications/:applicationId/decision": async ({ who, params, body }) => ({
      state: await answerApplication(parts, await who(), params.applicationId, body),
    }),
    "POST /api/court/applications/:applicationId/ruling": async ({ who, params, body }) => {
      await handInRuling(parts, await who(), params.applicationId, body.rulingPdf);
      return done;
    },
  } satisfies Handlers;
}
