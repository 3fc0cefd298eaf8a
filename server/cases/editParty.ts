import type { z } from "zod";
import type { partyEdit, PartyDetails } from "../../shared/cases/contract.ts";
import { fitsParty, maskId, tidyId } from "../../shared/people/idNumber.ts";
import type { Asker } from "../../shared/people/asker.ts";
import { Refusal } from "../../shared/refusal.ts";
import type { Parts } from "../parts.ts";
import { inCase } from "./access.ts";
import { type Act, act } from "./act.ts";
import { spelledAsPrinted } from "../../shared/people/ownName.ts";
import { contactChanged } from "../../shared/people/contact.ts";
import { changeContact } from "../people/changeContact.ts";
import { fall, unchecked } from "../people/identityCheck.ts";
import { numberOf } from "../people/participants.ts";
import type { Database, Tx } from "../storage/database.ts";
import { refuseConflicts, refuseStrangers } from "./createCase.ts";
import { latestVersion } from "../agreements/versions.ts";
import { opposing, participantsOf, partiesOf, statedBy } from "./parties.ts";

const partyOf = async (db: Database | Tx, caseId: string, partyId: string) => {
  const party = await db
    .selectFrom("party")
    .selectAll()
    .where("id", "=", partyId)
    .where("case_id", "=", caseId)
    .executeTakeFirst();
  if (!party) throw new Refusal("request/not-found");
  const people = await db
    .selectFrom("participant")
    .selectAll()
    .where("party_id", "=", partyId)
    .orderBy("name")
    .execute();
  return { party, people };
};

/** What the mediator has on record for one party. Numbers stay masked. */
export async function partyDetails(
  parts: Pick<Parts, "db" | "keys">,
  caseId: string,
  partyId: string,
): Promise<PartyDetails> {
  const { party, people } = await partyOf(parts.db, caseId, partyId);
  const { open } = parts.keys;
  return {
    side: party.side,
    kind: party.kind,
    name: party.name,
    sex: party.sex,
    birth: party.birth,
    nation: party.nation,
    occupation: party.occupation,
    address: party.address,
    district: party.district,
    idMask: party.id_mask,
    legalRepName: party.legal_rep_name,
    legalRepTitle: party.legal_rep_title,
    liability: party.liability,
    people: people.map(
      ({
        id,
        name,
        capacity,
        authority,
        firm,
        phone,
        email,
        id_mask,
        expected_id_sealed: expected,
      }) => ({
        id,
        name,
        capacity,
        authority,
        firm,
        phone,
        email,
        idMask: id_mask ?? (expected ? maskId(open(expected)) : ""),
      }),
    ),
  };
}

/**
 * Corrects a party's data before the text is frozen. Whose name or number changes confirms the
 * identity anew: what was proved before was another name or number. An empty number leaves the one
 * on record.
 */
export async function editParty(
  parts: Parts,
  asked: Asker,
  caseId: string,
  partyId: string,
  input: z.infer<typeof partyEdit>,
): Promise<void> {
  await inCase(parts.db, asked, caseId, "case:edit");
  const { party, people } = await partyOf(parts.db, caseId, partyId);
  const number = tidyId(input.idNumber);
  const name = input.name.normalize("NFC");
  if (number && !fitsParty(party.kind, number))
    throw new Refusal("people/id-number-wrong", {
      fields: [{ path: "idNumber", message: "check-digit" }],
    });
  if (input.people.some((one) => !people.some((person) => person.id === one.id)))
    throw new Refusal("request/not-found");
  const wrong = input.people.findIndex(
    (one) => one.idNumber !== "" && !fitsParty("person", tidyId(one.idNumber)),
  );
  if (wrong >= 0)
    throw new Refusal("people/id-number-wrong", {
      fields: [{ path: `people.${wrong}.idNumber`, message: "check-digit" }],
    });
  await act(parts, asked, caseId, "case:edit", async (now) => {
    const { tx, record, touches } = now;
    await record("cases/party-edited", { who: name, whoId: partyId });
    touches("case", "draft");
    const version = await latestVersion(tx, caseId);
    if (version && version.state !== "void") throw new Refusal("cases/text-frozen");
    await tx
      .updateTable("party")
      .set({
        name,
        sex: input.sex,
        birth: input.birth,
        nation: input.nation,
        occupation: input.occupation,
        address: input.address,
        district: input.district,
        legal_rep_name: input.legalRepName,
        legal_rep_title: input.legalRepTitle,
        liability: input.liability,
        ...(number ? { id_sealed: parts.keys.seal(number), id_mask: maskId(number) } : {}),
      })
      .where("id", "=", partyId)
      .execute();
    for (const person of input.people)
      await editPerson(now, parts, person, { name, number, legalRepName: input.legalRepName });
    const after = await partyOf(tx, caseId, partyId);
    refuseStrangers(
      statedBy(parts.keys, after.party),
      after.people.map((one) => ({
        ...one,
        idNumber: numberOf(parts.keys, one),
        path: `people.${input.people.findIndex(({ id }) => id === one.id)}.name`,
      })),
    );
    refuseConflicts(
      opposing(parts.keys, await partiesOf(tx, caseId), await participantsOf(tx, caseId)),
    );
  });
}

const nameless = { identity_at: null, id_kind: null, id_sealed: null, id_mask: null } as const;

/**
 * What was read, agreed to and given over the old contact was somebody else's word, perhaps: all of
 * it is asked again.
 */
const unreachable = {
  contact_confirmed_at: null,
  link_hash: null,
  notice_version: null,
  notice_at: null,
  address_at: null,
  service_address: null,
  service_phone: null,
  service_email: null,
  electronic_service: null,
} as const;

/**
 * What is corrected about one person. A changed name, number or contact takes the identity and its
 * check with it.
 */
async function editPerson(
  now: Act,
  parts: Parts,
  given: z.infer<typeof partyEdit>["people"][number],
  party: { name: string; legalRepName: string; number: string },
): Promise<void> {
  const { tx, asker: actor } = now;
  const before = await tx
    .selectFrom("participant")
    .selectAll()
    .where("id", "=", given.id)
    .executeTakeFirstOrThrow();
  const self = before.capacity === "self";
  const name = self
    ? party.name
    : spelledAsPrinted(party, { capacity: before.capacity, name: given.name });
  const number = self ? party.number : tidyId(given.idNumber);
  const known = before.id_sealed ?? before.expected_id_sealed;
  const renumbered = number !== "" && (!known || parts.keys.open(known) !== number);
  const moved = contactChanged(before, given);
  const falls = name !== before.name || renumbered || moved;
  if (falls)
    await fall(
      tx,
      before.id,
      actor,
      moved ? "contact-changed" : renumbered ? "number-changed" : "name-changed",
      parts.now(),
    );
  await tx
    .updateTable("participant")
    .set({
      name,
      phone: given.phone,
      email: given.email,
      firm: given.firm,
      authority: before.capacity === "agent" ? given.authority : null,
      // Whoever comes by the new contact must know the number that was given by the old one.
      ...(number
        ? { expected_id_sealed: parts.keys.seal(number) }
        : moved && known
          ? { expected_id_sealed: known }
          : {}),
      ...(falls ? { ...nameless, ...unchecked } : {}),
      ...(moved ? unreachable : {}),
    })
    .where("id", "=", given.id)
    .execute();
  if (moved) await changeContact(now, parts, before, { ...given, name });
}
