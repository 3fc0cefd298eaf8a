import express from "express";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { Refusal } from "../../shared/refusal.ts";
import { maySeal } from "../../shared/agreements/signing.ts";
import { appendAudit } from "../audit/chain.ts";
import { inCase } from "../cases/access.ts";
import { latestVersion, participantsOf } from "../cases/store.ts";
import { putOutbox } from "../outbox/outbox.ts";
import type { Parts } from "../parts.ts";
import { sendCode } from "../people/codes.ts";
import { sha256 } from "../storage/files.ts";
import { FileReply, type Handlers } from "../transport/serve.ts";
import { freeze } from "./freeze.ts";
import { answerReopening, reopen } from "./reopen.ts";
import { codeOwner, sign, signingFacts } from "./sign.ts";
import { trustOf } from "./trust.ts";
import { verifySealed } from "./verifySealed.ts";
import { viewAgreement } from "./view.ts";

/** Where a code for a signature goes: the person's own phone or mail, never what the message says. */
export async function codeTarget(parts: Parts, asker: Parameters<typeof codeOwner>[0], caseId: string) {
  if (asker.kind === "staff") {
    const user = await parts.db
      .selectFrom("user" as never)
      .select("email" as never)
      .where("id" as never, "=", asker.id as never)
      .executeTakeFirstOrThrow();
    return { phone: "", email: (user as { email: string }).email, caseId };
  }
  const person = await parts.db.selectFrom("participant").select(["phone", "email"]).where("id", "=", asker.id).executeTakeFirstOrThrow();
  return { ...person, caseId };
}

export function agreementHandlers(parts: Parts, tellFrozen: (draftId: string) => void): Handlers {
  const { db } = parts,
    uploads = new RateLimiterMemory({ points: 30, duration: 60 });
  const changed = (caseId: string) => {
    for (const part of ["agreement", "draft", "case"] as const) parts.tell(caseId, part);
  };

  return {
    "GET /api/cases/:caseId/agreement": async ({ who, params }) => {
      const asker = await who(),
        { row, facts } = await inCase(db, asker, params.caseId, "agreement:read");
      return viewAgreement(db, row, asker, facts);
    },
    "POST /api/cases/:caseId/agreement/freeze": async ({ who, params }) => {
      const asker = await who(),
        { row } = await inCase(db, asker, params.caseId, "agreement:lead");
      const { draftId, ...made } = await freeze(parts, row, asker.name);
      tellFrozen(draftId);
      await db.transaction().execute(async (tx) => {
        for (const person of await participantsOf(tx, row.id))
          await putOutbox(tx, {
            kind: "message",
            caseId: row.id,
            key: `frozen:${made.versionId}:${person.id}`,
            payload: {
              to: person.service_email || person.email || person.phone,
              subject: "调解协议已定稿，请阅读并签署",
              text: `${person.name}，您好：${row.code}调解协议已定稿。请打开您的链接，阅读全文后签署。`,
            },
          });
      });
      parts.poke();
      changed(row.id);
      return made;
    },
    "GET /api/cases/:caseId/agreement/paper": async ({ who, params, query }) => {
      const { row } = await inCase(db, await who(), params.caseId, "agreement:read");
      const version = query.version
        ? await db
            .selectFrom("agreement_version")
            .selectAll()
            .where("case_id", "=", row.id)
            .where("version", "=", query.version)
            .executeTakeFirst()
        : await latestVersion(db, row.id);
      if (!version) throw new Refusal("agreements/none");
      return new FileReply(
        await parts.files.get(version.sealed_file ?? version.paper_file),
        "application/pdf",
        `人民调解协议书${row.code}.pdf`,
      );
    },
    "POST /api/cases/:caseId/agreement/code": async ({ who, params }) => {
      const asker = await who();
      await inCase(db, asker, params.caseId, asker.kind === "participant" ? "agreement:sign" : "agreement:lead");
      return sendCode(parts, codeOwner(asker), "sign", await codeTarget(parts, asker, params.caseId));
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
      await db.transaction().execute(async (tx) => {
        await appendAudit(tx, row.id, { actor: asker.name, event: "agreements/declined", about: { reason: body.reason } });
        const version = await latestVersion(tx, row.id);
        if (!version || version.id !== body.versionId || version.state !== "frozen") throw new Refusal("agreements/not-signing");
        await tx
          .updateTable("agreement_version")
          .set({ declined_by: asker.name, declined_reason: body.reason })
          .where("id", "=", version.id)
          .execute();
      });
      changed(row.id);
      return { done: true };
    },
    "POST /api/cases/:caseId/agreement/reopen": async ({ who, params, body }) => {
      const asker = await who(),
        { row } = await inCase(db, asker, params.caseId, "agreement:lead");
      const epoch = await reopen(parts, row.id, body.versionId, body.reason, asker.name);
      parts.poke();
      changed(row.id);
      return { epoch };
    },
    "POST /api/cases/:caseId/agreement/reopen/answer": async ({ who, params, body }) => {
      const asker = await who(),
        { row } = await inCase(db, asker, params.caseId, "agreement:sign");
      if (asker.kind !== "participant") throw new Refusal("people/not-allowed");
      const epoch = await answerReopening(parts, row.id, body.versionId, asker, body.agree);
      changed(row.id);
      parts.tell(row.id, "confirmation");
      return { epoch };
    },
    "POST /api/cases/:caseId/agreement/seal": async ({ who, params, body }) => {
      const asker = await who(),
        { row } = await inCase(db, asker, params.caseId, "agreement:seal");
      await db.transaction().execute(async (tx) => {
        await appendAudit(tx, row.id, { actor: asker.name, event: "agreements/seal-ordered" });
        const version = await tx
          .selectFrom("agreement_version")
          .selectAll()
          .where("id", "=", body.versionId)
          .where("case_id", "=", row.id)
          .executeTakeFirst();
        if (!version) throw new Refusal("agreements/none");
        const refusal = maySeal(await signingFacts(tx, row, version));
        if (refusal) throw new Refusal(refusal);
        await tx.updateTable("agreement_version").set({ state: "sealing" }).where("id", "=", version.id).execute();
        await putOutbox(tx, { kind: "seal", caseId: row.id, key: `seal:${version.id}`, payload: { versionId: version.id } });
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
        .select(["version.id", "version.case_id", "version.state", "version.frozen_at", "version.seal_error", "cases.code", "cases.title"])
        .where("cases.organisation_id", "=", asker.organisationId)
        .where("version.state", "in", ["signed", "sealing", "sealed"])
        .orderBy("version.frozen_at", "desc")
        .limit(100)
        .execute();
      return rows.map((row) => ({
        caseId: row.case_id,
        versionId: row.id,
        caseCode: row.code,
        title: row.title,
        state: row.state,
        since: row.frozen_at.toISOString(),
        error: row.seal_error,
      }));
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
    "POST /api/verify": async ({ req, ip }) => {
      await uploads.consume(ip || "unknown").catch(() => {
        throw new Refusal("request/too-many");
      });
      const bytes = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);
      if (bytes.subarray(0, 5).toString("latin1") !== "%PDF-") throw new Refusal("verify/not-a-paper");
      const report = await verifySealed(bytes, trustOf(parts.sealer, parts.keys));
      const known = await db.selectFrom("agreement_version").select("state").where("sealed_file", "=", sha256(bytes)).executeTakeFirst();
      const checks = [{ code: "known-bytes" as const, ok: known?.state === "sealed" }, ...report.checks],
        valid = checks.every((check) => check.ok);
      return {
        valid,
        checks,
        paper:
          valid && report.content && report.evidence
            ? {
                code: report.content.code,
                caseCode: report.content.caseCode,
                organisation: report.content.organisation.name,
                effectiveAt: report.evidence.effectiveAt,
                contentHash: report.evidence.contentHash,
                demo: parts.sealer.demo,
              }
            : null,
      };
    },
  };
}

/** An uploaded paper arrives as raw bytes. */
export const verifyUpload = express.raw({ type: () => true, limit: "20mb" });
