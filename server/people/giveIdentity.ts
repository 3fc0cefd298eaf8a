import type { z } from "zod";
import type { peopleRoutes } from "../../shared/people/contract.ts";
import { isOnOtherSide } from "../../shared/people/conflicts.ts";
import { identityChangeRefusal, isOtherIdentity } from "../../shared/people/identityCheck.ts";
import { isIdNumber, maskId, tidyId } from "../../shared/people/idNumber.ts";
import { sameName } from "../../shared/people/ownName.ts";
import { Refusal } from "../../shared/refusal.ts";
import { latestVersion } from "../agreements/versions.ts";
import { opposing, participantsOf, partiesOf } from "../cases/parties.ts";
import { refuseLateIdentity } from "../confirmation/supplements.ts";
import type { Parts } from "../parts.ts";
import type { Tx } from "../storage/database.ts";
import { unchecked } from "./identityCheck.ts";
import type { ParticipantRow } from "./participants.ts";

type Given = z.infer<(typeof peopleRoutes)["POST /api/me/identity"]["body"]>;

/**
 * What a person's name and number change in the row, under the case's lock; refused where they are
 * not those on record.
 */
export async function givenIdentity(
  tx: Tx,
  parts: Parts,
  person: ParticipantRow,
  given: Given,
): Promise<Partial<ParticipantRow>> {
  const { open, seal } = parts.keys;
  const number = tidyId(given.idNumber);
  if (!isIdNumber(given.idKind, number))
    throw new Refusal("people/id-number-wrong", {
      fields: [{ path: "idNumber", message: "check-digit" }],
    });
  if (!sameName(person.name, given.name))
    throw new Refusal("people/name-differs", { fields: [{ path: "name", message: "differs" }] });
  if (person.expected_id_sealed && open(person.expected_id_sealed) !== number)
    throw new Refusal("people/identity-differs", {
      fields: [{ path: "idNumber", message: "differs" }],
    });
  const before =
    person.id_sealed && person.id_kind
      ? { kind: person.id_kind, number: open(person.id_sealed) }
      : null;
  const isOther = isOtherIdentity(before, { kind: given.idKind, number });
  const [parties, people] = [
    await partiesOf(tx, person.case_id),
    await participantsOf(tx, person.case_id),
  ];
  const side = parties.find((party) => party.id === person.party_id)?.side ?? "";
  if (isOnOtherSide(number, side, opposing(parts.keys, parties, people)))
    throw new Refusal("people/number-conflict", {
      fields: [{ path: "idNumber", message: "conflict" }],
    });
  await refuseLateIdentity(tx, person.case_id);
  const version = await latestVersion(tx, person.case_id);
  const refusal = identityChangeRefusal({
    isOther,
    textStands: version !== undefined && version.state !== "void",
  });
  if (refusal) throw new Refusal(refusal);
  return {
    id_kind: given.idKind,
    id_sealed: seal(number),
    id_mask: maskId(number),
    identity_at: parts.now(),
    ...(isOther ? unchecked : {}),
  };
}
