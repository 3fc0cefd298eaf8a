import QRCode from "qrcode";
import { timelineFor } from "../../shared/cases/timeline.ts";
import { Refusal } from "../../shared/refusal.ts";
import { appendAudit, findBreak, readTimeline } from "../audit/chain.ts";
import { wordsToShow } from "../outbox/secrets.ts";
import type { Parts } from "../parts.ts";
import { invite } from "../people/invite.ts";
import type { Handlers } from "../transport/serve.ts";
import { inCase, inCaseNow } from "./access.ts";
import { createCase } from "./createCase.ts";
import { editParty, partyDetails } from "./editParty.ts";
import { latestVersion, listCases, participantsOf, titlesOfPeople, viewCase } from "./store.ts";

export function caseHandlers(parts: Parts, present: (caseId: string) => Promise<ReadonlySet<string>>): Handlers {
  const { db } = parts;
  return {
    "GET /api/cases": async ({ who }) => {
      const asker = await who();
      if (asker.kind !== "staff" || asker.role === "clerk") throw new Refusal("people/not-allowed");
      return listCases(db, asker, parts.now());
    },
    "POST /api/cases": async ({ who, body }) => {
      const asker = await who();
      if (asker.kind !== "staff" || asker.role !== "mediator" || !asker.organisationId) throw new Refusal("people/not-allowed");
      return { id: await createCase(parts, body, { id: asker.id, name: asker.name, organisationId: asker.organisationId }) };
    },
    "GET /api/cases/:caseId": async ({ who, params }) => {
      const asker = await who(),
        { row } = await inCase(db, asker, params.caseId, "case:read");
      return viewCase(db, row, asker, { now: parts.now(), videoAvailable: parts.media.state().ready, present: await present(row.id) });
    },
    "PUT /api/cases/:caseId": async ({ who, params, body }) => {
      const asked = await who();
      await inCase(db, asked, params.caseId, "case:edit");
      await db.transaction().execute(async (tx) => {
        const { asker } = await inCaseNow(tx, asked, params.caseId, "case:edit", parts.now);
        await appendAudit(tx, params.caseId, { actor: asker, event: "cases/edited" });
        const version = await latestVersion(tx, params.caseId);
        if (version && version.state !== "void") throw new Refusal("cases/text-frozen");
        await tx.updateTable("cases").set(body).where("id", "=", params.caseId).execute();
      });
      parts.tell(params.caseId, "case");
      return { done: true };
    },
    "GET /api/cases/:caseId/parties/:partyId": async ({ who, params }) => {
      await inCase(db, await who(), params.caseId, "case:edit");
      return partyDetails(parts, params.caseId, params.partyId);
    },
    "PUT /api/cases/:caseId/parties/:partyId": async ({ who, params, body }) => {
      const asker = await who();
      await inCase(db, asker, params.caseId, "case:edit");
      await editParty(parts, params.caseId, params.partyId, body, asker);
      for (const part of ["case", "draft"] as const) parts.tell(params.caseId, part);
      return { done: true };
    },
    "POST /api/cases/:caseId/participants/:participantId/invitation": async ({ who, params }) => {
      const asker = await who();
      await inCase(db, asker, params.caseId, "case:invite");
      const url = await invite(parts, params.caseId, params.participantId, asker);
      return { url, qr: await QRCode.toString(url, { type: "svg", margin: 1 }) };
    },
    "GET /api/cases/:caseId/timeline": async ({ who, params }) => {
      const asker = await who();
      await inCase(db, asker, params.caseId, "timeline:read");
      const parties = new Map((await participantsOf(db, params.caseId)).map((one) => [one.id, one.party_id])),
        titles = await titlesOfPeople(db, params.caseId),
        entries = await readTimeline(db, params.caseId, (id) => titles.get(String(id)) ?? "");
      return {
        entries: entries.map((entry) => timelineFor(asker, entry, (id) => parties.get(String(id)))),
        whole: (await findBreak(db, parts.keys, params.caseId)) === null,
      };
    },
    "GET /api/office/outbox": async ({ who }) => {
      const asker = await who();
      if (asker.kind !== "staff" || !parts.settings.DEMO || asker.role === "clerk") throw new Refusal("people/not-allowed");
      const rows = await db
        .selectFrom("outbox")
        .innerJoin("cases", "cases.id", "outbox.case_id")
        .selectAll("outbox")
        .where("cases.organisation_id", "=", asker.organisationId)
        .where("outbox.kind", "=", "message")
        .$if(asker.role === "mediator", (all) => all.where("cases.mediator_id", "=", asker.id))
        .orderBy("outbox.created_at", "desc")
        .limit(100)
        .execute();
      return rows.map((row) => ({
        id: row.id,
        kind: row.kind,
        to: row.payload.to ?? "",
        subject: row.payload.subject ?? "",
        text: wordsToShow(row, parts.keys, parts.now()),
        at: row.created_at.toISOString(),
        state: row.state,
        error: row.last_error,
      }));
    },
  };
}
