import type { z } from "zod";
import type { partyEdit, PartyDetails } from "../../shared/cases/contract.ts";
import { fitsParty, maskId, tidyId } from "../../shared/people/idNumber.ts";
import { Refusal } from "../../shared/refusal.ts";
import { appendAudit } from "../audit/chain.ts";
import type { Parts } from "../parts.ts";
import type { Database } from "../storage/database.ts";
import { refuseConflicts } from "./createCase.ts";
import { latestVersion, participantsOf, partiesOf } from "./store.ts";

const partyOf = async (db: Database, caseId: string, partyId: string) => {
  const party = await db.selectFrom("party").selectAll().where("id", "=", partyId).where("case_id", "=", caseId).executeTakeFirst();
  if (!party) throw new Refusal("request/not-found");
  const people = await db.selectFrom("participant").selectAll().where("party_id", "=", partyId).orderBy("name").execute();
  return { party, people };
};

/** What the mediator has on record for one party. Numbers stay masked. */
export async function partyDetails(db: Database, caseId: string, partyId: string): Promise<PartyDetails> {
  const { party, people } = await partyOf(db, caseId, partyId);
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
    people: people.map(({ id, name, capacity, authority, firm, phone, email }) => ({ id, name, capacity, authority, firm, phone, email })),
  };
}

/**
 * Corrects a party's data before the text is frozen. Whose name or number changes confirms the identity anew: what was
 * proved before was another name or number. An empty number leaves the one on record.
 */
export async function editParty(
  parts: Parts,
  caseId: string,
  partyId: string,
  input: z.infer<typeof partyEdit>,
  actor: string,
): Promise<void> {
  const { party, people } = await partyOf(parts.db, caseId, partyId),
    number = tidyId(input.idNumber),
    name = input.name.normalize("NFC");
  if (number && !fitsParty(party.kind, number))
    throw new Refusal("people/id-number-wrong", { fields: [{ path: "idNumber", message: "check-digit" }] });
  if (input.people.some((one) => !people.some((person) => person.id === one.id))) throw new Refusal("request/not-found");
  await parts.db.transaction().execute(async (tx) => {
    await appendAudit(tx, caseId, { actor, event: "cases/party-edited", about: { who: name } });
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
    for (const one of input.people) {
      const before = people.find((person) => person.id === one.id) as (typeof people)[number],
        self = before.capacity === "self",
        called = self ? name : one.name.normalize("NFC"),
        known = before.id_sealed ?? before.expected_id_sealed,
        renumbered = self && number !== "" && (!known || parts.keys.open(known) !== number);
      await tx
        .updateTable("participant")
        .set({
          name: called,
          phone: one.phone,
          email: one.email,
          firm: one.firm,
          authority: before.capacity === "agent" ? one.authority : null,
          ...(self && number ? { expected_id_sealed: parts.keys.seal(number) } : {}),
          ...(called !== before.name || renumbered
            ? {
                identity_at: null,
                id_kind: null,
                id_sealed: null,
                id_mask: null,
                verified_at: null,
                verified_by: null,
                verified_method: null,
              }
            : {}),
        })
        .where("id", "=", one.id)
        .execute();
    }
    const [sides, acting] = [await partiesOf(tx, caseId), await participantsOf(tx, caseId)];
    refuseConflicts(
      sides.map(({ id, side }) => ({
        side,
        people: acting
          .filter((one) => one.party_id === id)
          .map((one) => ({ ...one, idNumber: one.expected_id_sealed ? parts.keys.open(one.expected_id_sealed) : "" })),
      })),
    );
  });
}
