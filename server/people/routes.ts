import { RateLimiterMemory } from "rate-limiter-flexible";
import type { Asker, ParticipantAsker } from "../../shared/people/asker.ts";
import type { EntryStep, Me } from "../../shared/people/contract.ts";
import { isIdNumber, maskId, maskPhone, tidyId } from "../../shared/people/idNumber.ts";
import { Refusal } from "../../shared/refusal.ts";
import { appendAudit } from "../audit/chain.ts";
import { inCase } from "../cases/access.ts";
import type { Parts } from "../parts.ts";
import type { Handlers } from "../transport/serve.ts";
import { askerFrom, seatCookie, startParticipantSession } from "../transport/sessions.ts";
import { checkCode, maskEmail, sendCode, spendCode } from "./codes.ts";
import { byLink } from "./invite.ts";
import { openStep, type ParticipantRow, levelOf } from "./participants.ts";

const sameName = (a: string, b: string) => a.normalize("NFC").replace(/\s/g, "") === b.normalize("NFC").replace(/\s/g, "");

function asParticipant(asker: Asker): ParticipantAsker {
  if (asker.kind !== "participant") throw new Refusal("people/not-allowed");
  return asker;
}

/** A person's way in: link → code → identity → rights notice → address. Each step is kept, so coming back resumes. */
export function peopleHandlers(parts: Parts): Handlers {
  const { db } = parts;
  const byAddress = new RateLimiterMemory({ points: 120, duration: 60 });
  const slowDown = (ip: string) =>
    byAddress.consume(ip || "unknown").catch(() => {
      throw new Refusal("request/too-many");
    });

  const row = (id: string) => db.selectFrom("participant").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
  const partyOf = (person: ParticipantRow) =>
    db.selectFrom("party").selectAll().where("id", "=", person.party_id).executeTakeFirstOrThrow();

  async function me(id: string): Promise<Me> {
    const person = await row(id),
      party = await partyOf(person);
    return {
      id,
      caseId: person.case_id,
      partyId: person.party_id,
      name: person.name,
      capacity: person.capacity,
      authority: person.authority,
      partyName: party.name,
      partyTitle: party.title,
      level: levelOf(person),
      step: openStep(person),
      idMask: person.id_mask,
      idKind: person.id_kind,
      verifiedAt: person.verified_at?.toISOString() ?? null,
      address: person.address_at
        ? {
            address: person.service_address ?? "",
            phone: person.service_phone ?? "",
            email: person.service_email ?? "",
            electronicService: person.electronic_service ?? false,
          }
        : null,
      demoId: parts.settings.DEMO && person.expected_id_sealed ? parts.keys.open(person.expected_id_sealed) : null,
    };
  }

  async function takeStep(
    asker: ParticipantAsker,
    event: string,
    change: (person: ParticipantRow) => Partial<ParticipantRow>,
    about: Record<string, string> = {},
  ) {
    await inCase(db, asker, asker.caseId, "case:enter");
    await db.transaction().execute(async (tx) => {
      const person = await tx.selectFrom("participant").selectAll().where("id", "=", asker.id).forUpdate().executeTakeFirstOrThrow();
      await tx.updateTable("participant").set(change(person)).where("id", "=", asker.id).execute();
      await appendAudit(tx, asker.caseId, { actor: asker.name, event, about });
    });
    parts.tell(asker.caseId, "case");
    return me(asker.id);
  }

  return {
    "GET /api/entry/:token": async ({ params, ip, req }) => {
      await slowDown(ip);
      const person = await byLink(parts, params.token),
        party = await partyOf(person);
      const about = await db
        .selectFrom("cases")
        .innerJoin("organisation", "organisation.id", "cases.organisation_id")
        .innerJoin("staff", "staff.user_id", "cases.mediator_id")
        .select(["organisation.name as organisation", "staff.name as mediator", "cases.kind"])
        .where("cases.id", "=", person.case_id)
        .executeTakeFirstOrThrow();
      const known = await askerFrom(req.headers, person.id, parts);
      const step: EntryStep = known ? openStep(person) : "code";
      return {
        seat: person.id,
        organisation: about.organisation,
        mediator: about.mediator,
        invitee: person.name,
        onBehalfOf: person.capacity === "self" ? null : party.name,
        disputeKind: about.kind,
        sentTo: person.phone ? maskPhone(person.phone) : maskEmail(person.email),
        step,
        demo: parts.settings.DEMO,
      };
    },
    "POST /api/entry/:token/code": async ({ params, ip }) => {
      await slowDown(ip);
      const person = await byLink(parts, params.token);
      return sendCode(parts, { participantId: person.id }, "enter", { phone: person.phone, email: person.email, caseId: person.case_id });
    },
    "POST /api/entry/:token/session": async ({ params, body, ip, res }) => {
      await slowDown(ip);
      const person = await byLink(parts, params.token),
        codeId = await checkCode(parts, { participantId: person.id }, "enter", body.code);
      await db.transaction().execute(async (tx) => {
        await spendCode(tx, codeId, parts.now());
        await appendAudit(tx, person.case_id, { actor: person.name, event: "people/code-confirmed" });
      });
      const { token, expires } = await startParticipantSession(db, parts.keys, person.id, parts.now());
      res.cookie(seatCookie(person.id), token, {
        httpOnly: true,
        sameSite: "lax",
        secure: parts.settings.PUBLIC_URL.startsWith("https:"),
        expires,
        path: "/",
      });
      return { seat: person.id };
    },
    "GET /api/me": async ({ who }) => me(asParticipant(await who()).id),
    "POST /api/me/identity": async ({ who, body }) => {
      const asker = asParticipant(await who()),
        idNumber = tidyId(body.idNumber);
      if (!isIdNumber(body.idKind, idNumber))
        throw new Refusal("people/id-number-wrong", { fields: [{ path: "idNumber", message: "check-digit" }] });
      return takeStep(asker, "people/identity-given", (person) => {
        if (!sameName(person.name, body.name)) throw new Refusal("people/name-differs", { fields: [{ path: "name", message: "differs" }] });
        if (person.expected_id_sealed && parts.keys.open(person.expected_id_sealed) !== idNumber)
          throw new Refusal("people/identity-differs", { fields: [{ path: "idNumber", message: "differs" }] });
        const changed = person.id_sealed !== null && parts.keys.open(person.id_sealed) !== idNumber;
        return {
          id_kind: body.idKind,
          id_sealed: parts.keys.seal(idNumber),
          id_mask: maskId(idNumber),
          identity_at: parts.now(),
          ...(changed ? { verified_at: null, verified_by: null, verified_method: null } : {}),
        };
      });
    },
    "POST /api/me/notice": async ({ who, body }) =>
      takeStep(asParticipant(await who()), "people/notice-acknowledged", () => ({ notice_version: body.version, notice_at: parts.now() }), {
        version: body.version,
      }),
    "POST /api/me/address": async ({ who, body }) => {
      const asker = asParticipant(await who()),
        missing = await parts.papers.uncovered(body.address);
      if (missing.length) throw new Refusal("request/invalid", { fields: [{ path: "address", message: missing.join("") }] });
      return takeStep(
        asker,
        "people/address-confirmed",
        () => ({
          service_address: body.address,
          service_phone: body.phone,
          service_email: body.email,
          electronic_service: body.electronicService,
          address_at: parts.now(),
        }),
        { electronicService: String(body.electronicService), onlineConsent: "true" },
      );
    },
    "GET /api/staff/me": async ({ who }) => {
      const asker = await who();
      if (asker.kind !== "staff") throw new Refusal("people/not-allowed");
      const organisation = asker.organisationId
        ? await db.selectFrom("organisation").select("name").where("id", "=", asker.organisationId).executeTakeFirst()
        : undefined;
      const court = asker.courtId
        ? await db.selectFrom("court").select("name").where("id", "=", asker.courtId).executeTakeFirst()
        : undefined;
      return { id: asker.id, name: asker.name, role: asker.role, organisation: organisation?.name ?? null, court: court?.name ?? null };
    },
  };
}
