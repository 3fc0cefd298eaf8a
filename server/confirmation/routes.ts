import { randomUUID } from "node:crypto";
import { decide, groundFits, mayFile } from "../../shared/confirmation/application.ts";
import { confirmationDeadline, daysLeft } from "../../shared/confirmation/deadline.ts";
import { type Asker, maySignFor } from "../../shared/people/asker.ts";
import { Refusal } from "../../shared/refusal.ts";
import { dayOf } from "../../shared/day.ts";
import { codeTarget } from "../agreements/routes.ts";
import { codeOwner, proveWill, STATEMENT } from "../agreements/sign.ts";
import { appendAudit, signHead } from "../audit/chain.ts";
import { type CaseRow, inCase, WITH_COURT } from "../cases/access.ts";
import { applicationOf, latestVersion, participantsOf, partiesOf } from "../cases/store.ts";
import { putOutbox } from "../outbox/outbox.ts";
import type { ApplicationContent } from "../papers/forms.ts";
import type { Parts } from "../parts.ts";
import { sendCode, spendCode } from "../people/codes.ts";
import type { Database, Tx } from "../storage/database.ts";
import { sha256 } from "../storage/files.ts";
import { FileReply, type Handlers } from "../transport/serve.ts";
import { buildPackage, packageFiles, runChecks } from "./package.ts";
import { courtsFor, prepareApplication } from "./prepare.ts";
import { courtRow, viewConfirmation } from "./view.ts";

const DECISION_NAMES = {
  accept: "已受理",
  return: "一次性告知补正",
  "not-accept": "裁定不予受理",
  confirm: "裁定确认有效",
  dismiss: "裁定驳回申请",
} as const;

export function confirmationHandlers(parts: Parts): Handlers {
  const { db } = parts;
  const changed = (caseId: string) => {
    for (const part of ["confirmation", "case", "court"] as const) parts.tell(caseId, part);
  };

  async function sealedVersion(tx: Database | Tx, caseId: string) {
    const version = await latestVersion(tx, caseId);
    if (version?.state !== "sealed" || !version.effective_at) throw new Refusal("confirmation/not-effective");
    return version;
  }
  async function currentApplication(tx: Database | Tx, caseId: string) {
    const version = await sealedVersion(tx, caseId),
      application = await applicationOf(tx, version.id);
    if (!application) throw new Refusal("confirmation/none");
    return { version, application };
  }

  /** A new revision of the application: other court or corrected data. Signatures belong to a revision, so all sign again. */
  async function revise(row: CaseRow, actor: string, courtId: string, change: (tx: Tx) => Promise<void> = async () => {}): Promise<void> {
    const version = await sealedVersion(db, row.id),
      existing = await applicationOf(db, version.id),
      court = (await courtsFor(db, row)).find((one) => one.id === courtId);
    if (!court) throw new Refusal("confirmation/court-not-competent");
    if (daysLeft(confirmationDeadline(dayOf(version.effective_at as Date)), parts.now()) < 0) throw new Refusal("confirmation/too-late");
    const id = existing?.id ?? randomUUID(),
      revision = (existing?.revision ?? 0) + 1;
    const made = await prepareApplication(parts, row, version, { id, revision, courtName: court.name });
    await db.transaction().execute(async (tx) => {
      await appendAudit(tx, row.id, { actor, event: "confirmation/prepared", about: { court: court.name, revision } });
      const now = await applicationOf(tx, version.id);
      if (now && now.state !== "drafted" && now.state !== "returned") throw new Refusal("confirmation/already-filed");
      if ((now?.revision ?? 0) + 1 !== revision) throw new Refusal("confirmation/stale");
      const values = { court_id: court.id, revision, content: made.text, content_hash: made.hash, paper_file: made.file };
      if (now) await tx.updateTable("application").set(values).where("id", "=", id).execute();
      else
        await tx
          .insertInto("application")
          .values({ ...values, id, case_id: row.id, version_id: version.id, state: "drafted", defects: "[]", answers: "[]" })
          .execute();
      await change(tx);
    });
    changed(row.id);
  }

  /** A clerk's door to one application: only what was filed with his court. */
  async function atCourt(asker: Asker, applicationId: string, action: "court:read" | "court:decide") {
    const application = await db.selectFrom("application").selectAll().where("id", "=", applicationId).executeTakeFirst();
    if (!application?.filed_at) throw new Refusal("cases/not-found");
    const { row } = await inCase(db, asker, application.case_id, action);
    if (asker.kind !== "staff" || asker.courtId !== application.court_id) throw new Refusal("cases/not-found");
    return { application, row };
  }
  const accessed = (caseId: string, asker: Asker, what: string) =>
    db.transaction().execute((tx) => appendAudit(tx, caseId, { actor: asker.name, event: "court/opened", about: { what } }));

  return {
    "GET /api/cases/:caseId/confirmation": async ({ who, params }) => {
      const asker = await who(),
        { row, facts } = await inCase(db, asker, params.caseId, "confirmation:read");
      return viewConfirmation(parts, row, asker, facts);
    },
    "POST /api/cases/:caseId/confirmation/court": async ({ who, params, body }) => {
      const asker = await who(),
        { row } = await inCase(db, asker, params.caseId, "confirmation:prepare");
      await revise(row, asker.name, body.courtId);
      return { done: true };
    },
    "GET /api/cases/:caseId/confirmation/paper": async ({ who, params }) => {
      const { row } = await inCase(db, await who(), params.caseId, "confirmation:read"),
        { application } = await currentApplication(db, row.id);
      return new FileReply(await parts.files.get(application.paper_file), "application/pdf", `司法确认申请书${row.code}.pdf`);
    },
    "POST /api/cases/:caseId/confirmation/code": async ({ who, params }) => {
      const asker = await who();
      await inCase(db, asker, params.caseId, "confirmation:sign");
      return sendCode(parts, codeOwner(asker), "apply", await codeTarget(parts, asker, params.caseId));
    },
    "POST /api/cases/:caseId/confirmation/signatures": async ({ who, params, body, ip, device }) => {
      const asker = await who(),
        { row } = await inCase(db, asker, params.caseId, "confirmation:sign");
      if (asker.kind !== "participant") throw new Refusal("people/not-allowed");
      const refuse = async (tx: Database | Tx) => {
        const { application } = await currentApplication(tx, row.id);
        if (application.state !== "drafted" && application.state !== "returned") throw new Refusal("confirmation/already-filed");
        if (application.content_hash !== body.hash) throw new Refusal("confirmation/stale");
        if (!maySignFor(asker)) throw new Refusal("agreements/no-special-authority");
        const mine = await tx
          .selectFrom("application_signature")
          .select("id")
          .where("application_id", "=", application.id)
          .where("revision", "=", application.revision)
          .where("party_id", "=", asker.partyId)
          .executeTakeFirst();
        if (mine) throw new Refusal("agreements/already-signed");
        return application;
      };
      await refuse(db);
      const will = await proveWill(parts, asker, "apply", body);
      await db.transaction().execute(async (tx) => {
        await appendAudit(tx, row.id, { actor: asker.name, event: "confirmation/signed", about: { hash: body.hash } });
        const application = await refuse(tx);
        await spendCode(tx, will.codeId, parts.now());
        await tx
          .insertInto("application_signature")
          .values({
            id: randomUUID(),
            application_id: application.id,
            revision: application.revision,
            content_hash: body.hash,
            party_id: asker.partyId,
            signer_id: asker.id,
            signer: asker.name,
            capacity: asker.capacity,
            level: will.level,
            statement: STATEMENT,
            strokes: JSON.stringify(will.typedName ? [] : body.strokes),
            typed_name: will.typedName,
            code_id: will.codeId,
            ip,
            device,
            at: parts.now(),
          })
          .execute();
      });
      changed(row.id);
      return { done: true };
    },
    "POST /api/cases/:caseId/confirmation/correct": async ({ who, params, body }) => {
      const asker = await who(),
        { row } = await inCase(db, asker, params.caseId, "confirmation:prepare"),
        { application } = await currentApplication(db, row.id);
      if (application.state !== "returned") throw new Refusal("confirmation/wrong-state");
      if (body.answers.some((answer) => answer.defect >= application.defects.length)) throw new Refusal("request/invalid");
      const others = application.answers.filter((old) => !body.answers.some((answer) => answer.defect === old.defect));
      await revise(row, asker.name, application.court_id, async (tx) => {
        await tx
          .updateTable("application")
          .set({ answers: JSON.stringify([...others, ...body.answers.map((answer) => ({ ...answer, by: asker.name }))]) })
          .where("id", "=", application.id)
          .execute();
      });
      return { done: true };
    },
    "POST /api/cases/:caseId/confirmation/file": async ({ who, params }) => {
      const asker = await who(),
        { row } = await inCase(db, asker, params.caseId, "confirmation:prepare");
      await db.transaction().execute(async (tx) => {
        await appendAudit(tx, row.id, { actor: asker.name, event: "confirmation/filed" });
        const { version, application } = await currentApplication(tx, row.id),
          [parties, signed] = [
            await partiesOf(tx, row.id),
            await tx
              .selectFrom("application_signature")
              .select("party_id")
              .where("application_id", "=", application.id)
              .where("revision", "=", application.revision)
              .execute(),
          ];
        const refusal = mayFile({
          state: application.state,
          signedParties: signed.map((one) => one.party_id),
          partyIds: parties.map((party) => party.id),
          daysLeft: application.filed_at ? 0 : daysLeft(confirmationDeadline(dayOf(version.effective_at as Date)), parts.now()),
          defects: application.defects,
          answers: application.answers,
        });
        if (refusal) throw new Refusal(refusal);
        // Supplementing an application that was filed in time is not late.
        await tx
          .updateTable("application")
          .set({ state: "filed", filed_at: application.filed_at ?? parts.now() })
          .where("id", "=", application.id)
          .execute();
        await signHead(tx, parts.keys, row.id);
      });
      changed(row.id);
      return { done: true };
    },
    "GET /api/cases/:caseId/confirmation/ruling": async ({ who, params }) => {
      const { row } = await inCase(db, await who(), params.caseId, "confirmation:read"),
        { application } = await currentApplication(db, row.id);
      if (!application.ruling_file) throw new Refusal("confirmation/none");
      return new FileReply(await parts.files.get(application.ruling_file), "application/pdf", `裁定书${application.ruling_number}.pdf`);
    },
    "GET /api/court/applications": async ({ who }) => {
      const asker = await who();
      if (asker.kind !== "staff" || asker.role !== "clerk" || !asker.courtId) throw new Refusal("people/not-allowed");
      const rows = await db
        .selectFrom("application")
        .innerJoin("cases", "cases.id", "application.case_id")
        .selectAll("application")
        .select("cases.title")
        .where("application.court_id", "=", asker.courtId)
        .where("application.filed_at", "is not", null)
        .where("application.state", "in", WITH_COURT)
        .orderBy("application.filed_at")
        .limit(500)
        .execute();
      // What waits for the clerk first, the oldest on top; then what is with the parties or decided.
      const all = rows.map((row) => courtRow(row, row.title, parts.now()));
      return [...all.filter((one) => one.due), ...all.filter((one) => !one.due)];
    },
    "GET /api/court/applications/:applicationId": async ({ who, params }) => {
      const asker = await who(),
        { application, row } = await atCourt(asker, params.applicationId, "court:read");
      await accessed(row.id, asker, "application");
      const content = JSON.parse(application.content) as ApplicationContent,
        [files, checks] = [await packageFiles(parts, application.id), await runChecks(parts, application.id)];
      return {
        ...courtRow(application, row.title, parts.now()),
        revision: application.revision,
        returns: application.returns,
        organisation: content.organisation,
        effectiveDay: content.effectiveDay,
        deadline: content.deadline,
        documents: files.map((file) => ({
          document: file.document,
          bytes: file.bytes.byteLength,
          pages: file.pages,
          sha256: sha256(file.bytes),
        })),
        checks,
        defects: application.defects,
        answers: application.answers,
        ground: application.ground,
        reason: application.reason,
        rulingNumber: application.ruling_number,
      };
    },
    "GET /api/court/applications/:applicationId/documents/:document": async ({ who, params }) => {
      const { application } = await atCourt(await who(), params.applicationId, "court:read"),
        file = (await packageFiles(parts, application.id)).find((one) => one.document === params.document);
      if (!file) throw new Refusal("request/not-found");
      return new FileReply(file.bytes, "application/pdf", file.name);
    },
    "GET /api/court/applications/:applicationId/package": async ({ who, params }) => {
      const asker = await who(),
        { application, row } = await atCourt(asker, params.applicationId, "court:read");
      await accessed(row.id, asker, "package");
      return new FileReply(await buildPackage(parts, application.id), "application/zip", `${row.code}司法确认材料.zip`);
    },
    "POST /api/court/applications/:applicationId/decision": async ({ who, params, body }) => {
      const asker = await who(),
        { application: before, row } = await atCourt(asker, params.applicationId, "court:decide");
      if (!groundFits(body.decision, body.ground))
        throw new Refusal("request/invalid", { fields: [{ path: "ground", message: "not-in-list" }] });
      if (body.decision === "return" && body.defects.length === 0)
        throw new Refusal("request/invalid", { fields: [{ path: "defects", message: "needed" }] });
      if (body.decision === "confirm" && !body.rulingNumber)
        throw new Refusal("request/invalid", { fields: [{ path: "rulingNumber", message: "needed" }] });
      const ruling = body.decision === "confirm" ? await rulingFile(before, body.rulingNumber, body.rulingPdf) : null;
      const state = await db.transaction().execute(async (tx) => {
        await appendAudit(tx, row.id, {
          actor: asker.name,
          event: `court/${body.decision}`,
          about: { ground: body.ground ?? "", rulingNumber: body.rulingNumber, defects: body.defects.length },
        });
        const application = await tx.selectFrom("application").selectAll().where("id", "=", params.applicationId).executeTakeFirstOrThrow();
        if (application.revision !== body.revision) throw new Refusal("confirmation/stale");
        const outcome = decide(application, body.decision);
        if ("refusal" in outcome) throw new Refusal(outcome.refusal);
        const now = parts.now(),
          final = ["not-accept", "confirm", "dismiss"].includes(body.decision);
        await tx
          .updateTable("application")
          .set({
            state: outcome.to,
            ground: body.ground ?? null,
            reason: body.reason || null,
            ...(body.decision === "return"
              ? { defects: JSON.stringify(body.defects), answers: "[]", returns: application.returns + 1 }
              : {}),
            ...(body.decision === "accept" ? { docketed_at: now } : {}),
            ...(final ? { decided_at: now } : {}),
            ...(ruling ? { ruling_number: body.rulingNumber, ruling_file: ruling } : {}),
          })
          .where("id", "=", application.id)
          .execute();
        for (const person of await participantsOf(tx, row.id))
          await putOutbox(tx, {
            kind: "message",
            caseId: row.id,
            payload: {
              to: person.service_email || person.email || person.phone,
              subject: `司法确认申请：${DECISION_NAMES[body.decision]}`,
              text: `${person.name}，您好：${row.code}的司法确认申请，法院${DECISION_NAMES[body.decision]}。请打开您的链接查看详情。`,
            },
          });
        if (final) await signHead(tx, parts.keys, row.id);
        return outcome.to;
      });
      parts.poke();
      changed(row.id);
      return { state };
    },
  };

  /** The clerk's own PDF, or the text made from the template. */
  async function rulingFile(
    application: { content: string; court_id: string },
    number: string,
    upload: string | undefined,
  ): Promise<string> {
    if (upload) {
      const bytes = Buffer.from(upload, "base64");
      if (bytes.subarray(0, 5).toString("latin1") !== "%PDF-") throw new Refusal("verify/not-a-paper");
      return parts.files.put(bytes);
    }
    const content = JSON.parse(application.content) as ApplicationContent;
    return parts.files.put(
      (
        await parts.papers.render("ruling", {
          court: content.court,
          number,
          application: content,
          day: dayOf(parts.now()),
          demo: parts.sealer.demo,
        })
      ).bytes,
    );
  }
}
