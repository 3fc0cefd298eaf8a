import type { IncomingHttpHeaders } from "node:http";
import type { Asker } from "../../shared/people/asker.ts";
import type { Greeting, Me, StaffMe } from "../../shared/people/contract.ts";
import { maskPhone } from "../../shared/people/idNumber.ts";
import { Refusal } from "../../shared/refusal.ts";
import type { Parts } from "../parts.ts";
import type { Database } from "../storage/database.ts";
import { askerFrom } from "../transport/sessions.ts";
import { maskEmail } from "./codes.ts";
import { byLink } from "./invite.ts";
import { asParticipant, levelOf, openStep, type ParticipantRow } from "./participants.ts";

const partyOf = (db: Database, person: ParticipantRow) =>
  db.selectFrom("party").selectAll().where("id", "=", person.party_id).executeTakeFirstOrThrow();

/**
 * What a link alone shows: who invites and to what kind of dispute, and which step is open; nothing
 * of the case itself.
 */
export async function greet(
  parts: Parts,
  token: string,
  headers: IncomingHttpHeaders,
): Promise<Greeting> {
  const person = await byLink(parts, token);
  const party = await partyOf(parts.db, person);
  const about = await parts.db
    .selectFrom("cases")
    .innerJoin("organisation", "organisation.id", "cases.organisation_id")
    .innerJoin("staff", "staff.user_id", "cases.mediator_id")
    .select(["organisation.name as organisation", "staff.name as mediator", "cases.kind"])
    .where("cases.id", "=", person.case_id)
    .executeTakeFirstOrThrow();
  const known = await askerFrom(headers, person.id, parts);
  return {
    seat: person.id,
    organisation: about.organisation,
    mediator: about.mediator,
    invitee: person.name,
    onBehalfOf: person.capacity === "self" ? null : party.name,
    disputeKind: about.kind,
    sentTo: person.phone ? maskPhone(person.phone) : maskEmail(person.email),
    step: known ? openStep(person) : "code",
    demo: parts.settings.DEMO,
  };
}

/** What somebody who takes part sees of themselves; `people/not-allowed` to staff. */
export async function me(
  parts: Pick<Parts, "db" | "settings" | "keys">,
  asked: Asker,
): Promise<Me> {
  const { id } = asParticipant(asked);
  const person = await parts.db
    .selectFrom("participant")
    .selectAll()
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  const party = await partyOf(parts.db, person);
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
    address: addressOf(person),
    demoId:
      parts.settings.DEMO && person.expected_id_sealed
        ? parts.keys.open(person.expected_id_sealed)
        : null,
  };
}

const addressOf = (person: ParticipantRow): Me["address"] =>
  person.address_at
    ? {
        address: person.service_address ?? "",
        phone: person.service_phone ?? "",
        email: person.service_email ?? "",
        electronicService: person.electronic_service ?? false,
      }
    : null;

/** What staff sees of themselves; `people/not-allowed` to those who take part in a case. */
export async function staffMe(db: Database, asker: Asker): Promise<StaffMe> {
  if (asker.kind !== "staff") throw new Refusal("people/not-allowed");
  const nameIn = async (table: "organisation" | "court", id: string | null) =>
    id
      ? ((await db.selectFrom(table).select("name").where("id", "=", id).executeTakeFirst())
          ?.name ?? null)
      : null;
  return {
    id: asker.id,
    name: asker.name,
    role: asker.role,
    organisation: await nameIn("organisation", asker.organisationId),
    court: await nameIn("court", asker.courtId),
  };
}
