import express from "express";
import { MAX_PAPER_BYTES } from "../../shared/agreements/agreement.ts";
import { recordBeside } from "../../shared/agreements/record.ts";
import { Refusal } from "../../shared/refusal.ts";
import { maySeal, type SealTrouble, sealIsGivenUp, unreadRefusal } from "../../shared/agreements/signing.ts";
import { appendAudit } from "../audit/chain.ts";
import { inCase, inCaseNow } from "../cases/access.ts";
import { latestVersion } from "../cases/store.ts";
import { putOutbox, retryOutbox } from "../outbox/outbox.ts";
import { recordOf } from "./records.ts";
import type { Parts } from "../parts.ts";
import { sendCode } from "../people/codes.ts";
import { reachOfSigner } from "../people/reachOfSigner.ts";
import { networkOf } from "../transport/address.ts";
import { FileReply, type Handlers } from "../transport/serve.ts";
import { decline } from "./decline.ts";
import { hasOpened, noteOpened, openedBy } from "./openedByOffice.ts";
import { freeze } from "./freeze.ts";
import { answerReopening, reopen } from "./reopen.ts";
import { codeOwner, sign } from "./sign.ts";
import { factsOf } from "./certificate.ts";
import { keptCertificates } from "./keptCertificates.ts";
import { trustOf } from "./trust.ts";
import { viewAgreement } from "./view.ts";

export function agreementHandlers(parts: Parts, tellFrozen: (draftId: string) => void): Handlers {
  const { db } = parts;
  const changed = (caseId: string) => {
    for (const part of ["agreement", "draft", "case"] as const) parts.tell(caseId, part);
  };

  return {
    "GET /api/cases/:caseId/agreement": async ({ who, params }) => {
      const asker = await who(),
        { row, facts } = await inCase(db, asker, params.caseId, "agreement:read");
      return viewAgreement(db, row, asker, facts);
    },
    "POST /api/cases/:caseId/agreement/freeze": async ({ who, params, body }) => {
      const asker = await who(),
        { row } = await inCase(db, asker, params.caseId, "agreement:lead");
      const { draftId, ...made } = await freeze(parts, row, asker, body.reasons);
      tellFrozen(draftId);
      parts.poke();
      changed(row.id);
      return made;
    },
    "GET /api/cases/:caseId/agreement/paper": async ({ who, params, query }) => {
      const asker = await who(),
        { row, role } = await inCase(db, asker, params.caseId, "agreement:read");
      const version = query.version
        ? await db
            .selectFrom("agreement_version")
            .selectAll()
            .where("case_id", "=", row.id)
            .where("version", "=", query.version)
            .executeTakeFirst()
        : await latestVersion(db, row.id);
      if (!version) throw new Refusal("agreements/none");
      if (role === "coordinator") await noteOpened(parts, row.id, version.id, asker);
      return new FileReply(
        await parts.files.get(version.sealed_file ?? version.paper_file),
        "application/pdf",
        `人民调解协议书${row.code}.pdf`,
      );
    },
    "GET /api/cases/:caseId/agreement/record": async ({ who, params }) => {
      const { row } = await inCase(db, await who(), params.caseId, "agreement:lead"),
        version = await latestVersion(db, row.id);
      if (version?.state !== "sealed") throw new Refusal("agreements/none");
      return new FileReply(await recordOf(parts, version), "application/pdf", `签署记录${row.code}.pdf`);
    },
    "POST /api/cases/:caseId/agreement/code": async ({ who, params }) => {
      const asker = await who(),
        action = asker.kind === "participant" ? "agreement:sign" : "agreement:lead";
      return sendCode(parts, codeOwner(asker), "sign", params.caseId, (tx) => reachOfSigner(tx, asker, params.caseId, action, parts.now));
    },
    "POST /api/cases/:caseId/agreement/signatures": async ({ who, params, body, ip, device }) => {
      const asker = await who(),
        { row } = await inCase(db, asker, params.caseId, asker.kind === "participant" ? "agreement:sign" : "agreement:lead");
      await sign(parts, row, asker, body.versionId, body, { ip, device });
      changed(row.id);
      return { done: true };
    },
    "POST /api/cases/:caseId/agreement/decline": async ({ who, params, body }) => {
      const asker = await who(),
        { row } = await inCase(db, asker, params.caseId, "agreement:decline");
      if (asker.kind !== "participant") throw new Refusal("people/not-allowed");
      await decline(parts, row, asker, body.versionId, body.reason);
      changed(row.id);
      return { done: true };
    },
    "POST /api/cases/:caseId/agreement/reopen": async ({ who, params, body }) => {
      const asker = await who(),
        { row } = await inCase(db, asker, params.caseId, "agreement:lead");
      const epoch = await reopen(parts, row.id, body.versionId, body.reason, asker);
      parts.poke();
      changed(row.id);
      return { epoch };
    },
    "POST /api/cases/:caseId/agreement/reopen/answer": async ({ who, params, body }) => {
      const asker = await who(),
        { row } = await inCase(db, asker, params.caseId, "agreement:sign");
      if (asker.kind !== "participant") throw new Refusal("people/not-allowed");
      const epoch = await answerReopening(parts, row.id, body.versionId, asker, body.agree);
      parts.poke();
      changed(row.id);
      parts.tell(row.id, "confirmation");
      return { epoch };
    },
    "POST /api/cases/:caseId/agreement/seal": async ({ who, params, body }) => {
      const asked = await who(),
        { row } = await inCase(db, asked, params.caseId, "agreement:seal");
      await db.transaction().execute(async (tx) => {
        const { asker } = await inCaseNow(tx, asked, row.id, "agreement:seal", parts.now);
        await appendAudit(tx, row.id, { actor: asker, event: "agreements/seal-ordered" });
        const version = await tx
          .selectFrom("agreement_version")
          .selectAll()
          .where("id", "=", body.versionId)
          .where("case_id", "=", row.id)
          .executeTakeFirst();
        if (!version) throw new Refusal("agreements/none");
        const refusal =
          maySeal(version, sealIsGivenUp(version.state, version.seal_failed_at)) ??
          unreadRefusal(await hasOpened(tx, version.id, asker.id));
        if (refusal) throw new Refusal(refusal);
        await tx
          .updateTable("agreement_version")
          .set({ state: "sealing", seal_error: null, seal_failed_at: null })
          .where("id", "=", version.id)
          .execute();
        await putOutbox(tx, { kind: "seal", caseId: row.id, key: `seal:${version.id}`, payload: { versionId: version.id } });
        await retryOutbox(tx, `seal:${version.id}`);
      });
      parts.poke();
      changed(row.id);
      return { done: true };
    },
    "GET /api/office/seals": async ({ who }) => {
      const asker = await who();
      if (asker.kind !== "staff" || asker.role !== "coordinator" || !asker.organisationId) throw new Refusal("people/not-allowed");
      const rows = await db
        .selectFrom("agreement_version as version")
        .innerJoin("cases", "cases.id", "version.case_id")
        .select(["version.id", "version.case_id", "version.state", "version.frozen_at", "version.seal_error", "version.seal_failed_at"])
        .select(["cases.code", "cases.title"])
        .where("cases.organisation_id", "=", asker.organisationId)
        .where("version.state", "in", ["signed", "sealing", "sealed"])
        .orderBy("version.frozen_at", "desc")
        .limit(100)
        .execute();
      const opened = await openedBy(db, asker.id);
      return rows.map((row) => ({
        opened: opened.has(row.id),
        caseId: row.case_id,
        versionId: row.id,
        caseCode: row.code,
        title: row.title,
        state: row.state,
        since: row.frozen_at.toISOString(),
        trouble: row.seal_error as SealTrouble | null,
        givenUp: sealIsGivenUp(row.state, row.seal_failed_at),
      }));
    },
    "GET /api/seal": async () => {
      const now = factsOf(parts.sealer.certificates[0]);
      const earlier = keptCertificates(parts.keys.folder).map(factsOf);
      return { now, earlier: earlier.filter((one) => one.fingerprint !== now.fingerprint) };
    },
    "GET /api/verify/:code": async ({ params }) => {
      const version = await db.selectFrom("agreement_version").selectAll().where("code", "=", params.code.toUpperCase()).executeTakeFirst();
      if (!version)
        return {
          known: false,
          state: null,
          caseCode: null,
          organisation: null,
          effectiveAt: null,
          shortHash: null,
          demo: parts.sealer.demo,
        };
      const about = JSON.parse(version.content) as { caseCode: string; organisation: { name: string } };
      return {
        known: true,
        state: version.state,
        caseCode: about.caseCode,
        organisation: about.organisation.name,
        effectiveAt: version.effective_at?.toISOString() ?? null,
        shortHash: version.content_hash.slice(0, 16),
        demo: parts.sealer.demo,
      };
    },
    "POST /api/verify": async ({ req, ip, query }) => {
      const body = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0),
        size = query.record ?? 0,
        bytes = body.subarray(0, Math.max(0, body.length - size)),
        record = size > 0 ? body.subarray(bytes.length) : undefined;
      if (bytes.subarray(0, 5).toString("latin1") !== "%PDF-") throw new Refusal("verify/not-a-paper");
      const report = await parts.readers.verify(bytes, { ...trustOf(parts.keys), record }, networkOf(ip));
      const known = await db
        .selectFrom("agreement_version")
        .select("state")
        .where("sealed_file", "=", report.sha256.agreement)
        .executeTakeFirst();
      const checks = [{ code: "known-bytes" as const, ok: known?.state === "sealed" }, ...report.checks],
        valid = checks.every((check) => check.ok);
      return {
        valid,
        checks,
        // This very file is on record: that stands in for drawing its pages again, which was done when it was sealed.
        unproved: report.unproved,
        record: recordBeside(valid, report.record),
        sha256: report.sha256,
        certificate: report.certificate,
        signedAt: report.signedAt,
        paper:
          valid && report.content && report.evidence
            ? {
                code: report.content.code,
                caseCode: report.content.caseCode,
                organisation: report.content.organisation.name,
                effectiveAt: report.evidence.effectiveAt,
                contentHash: report.evidence.contentHash,
                demo: report.certificate?.demo ?? true,
              }
            : null,
      };
    },
  };
}

/** Uploaded papers arrive as raw bytes, the record after the agreement. */
export const verifyUpload = express.raw({ type: () => true, inflate: false, limit: 2 * MAX_PAPER_BYTES });
