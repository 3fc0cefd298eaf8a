import express from "express";
import { MAX_PAPER_BYTES } from "../../shared/agreements/agreement.ts";
import { Refusal } from "../../shared/refusal.ts";
import { inCase } from "../cases/access.ts";
import { latestVersion } from "./versions.ts";
import type { Parts } from "../parts.ts";
import { sendCode } from "../people/codes.ts";
import { reachOfSigner } from "../people/reachOfSigner.ts";
import { FileReply, type Handlers } from "../transport/serve.ts";
import { decline } from "./decline.ts";
import { freeze } from "./freeze.ts";
import { officeSeals } from "./officeSeals.ts";
import { orderSeal } from "./orderSeal.ts";
import { paperToRead } from "./paperToRead.ts";
import { recordOf } from "./records.ts";
import { answerReopening, reopen } from "./reopen.ts";
import { codeOwner, sign } from "./sign.ts";
import { sealCertificates, verifyByCode, verifyUploaded } from "./verifyForAll.ts";
import { viewAgreement } from "./view.ts";

const PDF = "application/pdf";
const done = { done: true } as const;

/**
 * The frozen text: reading, signing, declining, reopening, sealing; and what everybody may check.
 * Every command is a file of its own.
 */
export function agreementHandlers(parts: Parts, tellFrozen: (draftId: string) => void) {
  const { db } = parts;
  return {
    "GET /api/cases/:caseId/agreement": async ({ who, params }) => {
      const asker = await who();
      const { row, facts } = await inCase(db, asker, params.caseId, "agreement:read");
      return viewAgreement(db, row, asker, facts);
    },
    "POST /api/cases/:caseId/agreement/freeze": async ({ who, params, body }) => {
      const { draftId, ...frozen } = await freeze(parts, await who(), params.caseId, body.reasons);
      tellFrozen(draftId);
      return frozen;
    },
    "GET /api/cases/:caseId/agreement/paper": async ({ who, params, query }) => {
      const { bytes, caseCode } = await paperToRead(
        parts,
        await who(),
        params.caseId,
        query.version,
      );
      return new FileReply(bytes, PDF, `人民调解协议书${caseCode}.pdf`);
    },
    "GET /api/cases/:caseId/agreement/record": async ({ who, params }) => {
      const { row } = await inCase(db, await who(), params.caseId, "agreement:lead");
      const version = await latestVersion(db, row.id);
      if (version?.state !== "sealed") throw new Refusal("agreements/none");
      return new FileReply(await recordOf(parts, version), PDF, `签署记录${row.code}.pdf`);
    },
    "POST /api/cases/:caseId/agreement/code": async ({ who, params }) => {
      const asker = await who();
      const action = asker.kind === "participant" ? "agreement:sign" : "agreement:lead";
      return sendCode(parts, codeOwner(asker), "sign", params.caseId, (tx) =>
        reachOfSigner(tx, asker, params.caseId, action, parts.now),
      );
    },
    "POST /api/cases/:caseId/agreement/signatures": async ({ who, params, body, ip, device }) => {
      await sign(parts, await who(), params.caseId, body, { ip, device });
      return done;
    },
    "POST /api/cases/:caseId/agreement/decline": async ({ who, params, body }) => {
      await decline(parts, await who(), params.caseId, body);
      return done;
    },
    "POST /api/cases/:caseId/agreement/reopen": async ({ who, params, body }) => ({
      epoch: await reopen(parts, await who(), params.caseId, body),
    }),
    "POST /api/cases/:caseId/agreement/reopen/answer": async ({ who, params, body }) => ({
      epoch: await answerReopening(parts, await who(), params.caseId, body),
    }),
    "POST /api/cases/:caseId/agreement/seal": async ({ who, params, body }) => {
      await orderSeal(parts, await who(), params.caseId, body.versionId);
      return done;
    },
    "GET /api/office/seals": async ({ who }) => officeSeals(db, await who()),
    "GET /api/seal": async () => sealCertificates(parts),
    "GET /api/verify/:code": async ({ params }) => verifyByCode(parts, params.code),
    "POST /api/verify": async ({ req, ip, query }) =>
      verifyUploaded(
        parts,
        Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0),
        query.record ?? 0,
        ip,
      ),
  } satisfies Handlers;
}

/** Uploaded papers arrive as raw bytes, the record after the agreement. */
export const verifyUpload = express.raw({
  type: () => true,
  inflate: false,
  limit: 2 * MAX_PAPER_BYTES,
});
