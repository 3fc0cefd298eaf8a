import type { CaseEvent } from "../../shared/cases/events.ts";
import type { Asker, ParticipantAsker } from "../../shared/people/asker.ts";
import type { EntryStep, Me } from "../../shared/people/contract.ts";
import { maskPhone } from "../../shared/people/idNumber.ts";
import { Refusal } from "../../shared/refusal.ts";
import { appendAudit } from "../audit/chain.ts";
import { inCaseNow } from "../cases/access.ts";
import { noteAddressChange } from "../confirmation/supplements.ts";
import type { Parts } from "../parts.ts";
import type { Tx } from "../storage/database.ts";
import { lockCase } from "../storage/lockCase.ts";
import type { Handlers } from "../transport/serve.ts";
import { askerFrom, seatCookie, startParticipantSession } from "../transport/sessions.ts";
import { checkCode, maskEmail, sendCode, spendCode } from "./codes.ts";
import { fall } from "./identityCheck.ts";
import { givenIdentity } from "./giveIdentity.ts";
import { byLink } from "./invite.ts";
import { openStep, type ParticipantRow, levelOf } from "./participants.ts";

function asParticipant(asker: Asker): ParticipantAsker {
  if (asker.kind !== "participant") throw new Refusal("people/not-allowed");
  return asker;
}

/** A person's way in: link → code → identity → rights notice → address. Each step is kept, so coming back resumes. */
export function peopleHandlers(parts: Parts): Handlers {
  const { db } = parts;
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
    asked: ParticipantAsker,
    event: CaseEvent,
    change: (tx: Tx, person: ParticipantRow) => Promise<Partial<ParticipantRow>>,
    about: Record<string, string> = {},
  ) {
    await db.transaction().execute(async (tx) => {
      const { asker } = await inCaseNow(tx, asked, asked.caseId, "case:enter", parts.now);
      const person = await tx.selectFrom("participant").selectAll().where("id", "=", asker.id).executeTakeFirstOrThrow();
      const changes = await change(tx, person);
      if (changes.verified_at === null) await fall(tx, asker.id, asker, "number-changed", parts.now());
      await tx.updateTable("participant").set(changes).where("id", "=", asker.id).execute();
      await appendAudit(tx, asker.caseId, { actor: asker, event, about });
    });
    parts.tell(asked.caseId, "case");
    return me(asked.id);
  }

  return {
    "GET /api/entry/:token": async ({ params, req }) => {
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
    "POST /api/entry/:token/code": async ({ params }) => {
      const person = await byLink(parts, params.token);
      return sendCode(parts, { participantId: person.id }, "enter", person.case_id, (tx) => byLink({ ...parts, db: tx }, params.token));
    },
    "POST /api/entry/:token/session": async ({ params, body, device, res }) => {
      const person = await byLink(parts, params.token),
        codeId = await checkCode(parts, { participantId: person.id }, "enter", body.code);
      const { token, expires } = await db.transaction().execute(async (tx) => {
        await lockCase(tx, person.case_id);
        await spendCode(tx, codeId, parts.now());
        await appendAudit(tx, person.case_id, { actor: person, event: "people/code-confirmed" });
        // The code went to the contact of this link; a link or contact replaced meanwhile lets nobody in.
        const confirmed = await tx
          .updateTable("participant")
          .set((eb) => ({ contact_confirmed_at: eb.fn.coalesce("contact_confirmed_at", eb.val(parts.now())) }))
          .where("id", "=", person.id)
          .where("link_hash", "=", person.link_hash)
          .executeTakeFirst();
        if (confirmed.numUpdatedRows !== 1n) throw new Refusal("people/link-unknown");
        return startParticipantSession(tx, parts.keys, person.id, device, parts.now());
      });
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
    "POST /api/me/identity": async ({ who, body }) =>
      takeStep(asParticipant(await who()), "people/identity-given", (tx, person) => givenIdentity(tx, parts, person, body)),
    "POST /api/me/notice": async ({ who, body }) =>
      takeStep(
        asParticipant(await who()),
        "people/notice-acknowledged",
        async () => ({ notice_version: body.version, notice_at: parts.now() }),
        {
          version: body.version,
        },
      ),
    "POST /api/me/address": async ({ who, body }) => {
      const asker = asParticipant(await who()),
        missing = await parts.papers.uncovered(body.address);
      if (missing.length) throw new Refusal("request/invalid", { fields: [{ path: "address", message: missing.join("") }] });
      return takeStep(
        asker,
        "people/address-confirmed",
        async (tx, person) => {
          const changes = {
            service_address: body.address,
            service_phone: body.phone,
            service_email: body.email,
            electronic_service: body.electronicService,
            address_at: parts.now(),
          };
          await noteAddressChange(tx, person, changes, parts.now());
          return changes;
        },
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
