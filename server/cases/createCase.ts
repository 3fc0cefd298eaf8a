import type { CaseInput } from "../../shared/cases/contract.ts";
import { onBothSides, type OpposingParty } from "../../shared/people/conflicts.ts";
import { fitsParty, isResidentId, maskId, tidyId, toldBy } from "../../shared/people/idNumber.ts";
import {
  type ActingPerson,
  differsFromParty,
  spelledAsPrinted,
  type StatedParty,
} from "../../shared/people/ownName.ts";
import { Refusal } from "../../shared/refusal.ts";
import { emptySession } from "../../shared/rooms/session.ts";
import { dayOf } from "../../shared/day.ts";
import { appendAudit } from "../audit/chain.ts";
import type { Parts } from "../parts.ts";
import type { Tx } from "../storage/database.ts";
import { keepMarks } from "./marks.ts";

const SIDES = { applicant: "申请人", respondent: "被申请人" } as const;
const NUMERALS = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];

/** 申请人, or 申请人一 / 申请人二 when a side has several. */
function titlesOf(parties: CaseInput["parties"]): string[] {
  const seen = { applicant: 0, respondent: 0 };
  return parties.map((party) => {
    const several = parties.filter((other) => other.side === party.side).length > 1;
    return SIDES[party.side] + (several ? (NUMERALS[seen[party.side]++] ?? "") : "");
  });
}

/** Refuses a case in which somebody is on both sides (R-P6). */
export function refuseConflicts(parties: OpposingParty[]): void {
  if (onBothSides(parties)) throw new Refusal("people/conflict");
}

/**
 * R-P37. Nobody is registered as a party, or as its legal representative, under another name or
 * number than the party's.
 */
export function refuseStrangers(
  party: StatedParty,
  people: (ActingPerson & { path: string })[],
): void {
  for (const person of people) {
    const refusal = differsFromParty(party, person);
    if (refusal)
      throw new Refusal(refusal, { fields: [{ path: person.path, message: "differs" }] });
  }
}

/** R-P7. A number that fails its check would keep its owner out for good. */
function refuseWrongNumbers(parties: CaseInput["parties"]): void {
  const fields = parties.flatMap((party, at) => [
    ...(party.idNumber && !fitsParty(party.kind, tidyId(party.idNumber))
      ? [`parties.${at}.idNumber`]
      : []),
    ...party.people.flatMap((person, index) =>
      person.idNumber && !fitsParty("person", tidyId(person.idNumber))
        ? [`parties.${at}.people.${index}.idNumber`]
        : [],
    ),
  ]);
  if (fields.length)
    throw new Refusal("people/id-number-wrong", {
      fields: fields.map((path) => ({ path, message: "check-digit" })),
    });
}

async function nextCode(
  tx: Tx,
  organisation: { id: string; name: string },
  now: Date,
): Promise<string> {
  const year = Number(dayOf(now).slice(0, 4));
  const { last } = await tx
    .insertInto("case_number")
    .values({ organisation_id: organisation.id, year, last: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(["organisation_id", "year"])
        .doUpdateSet((eb) => ({ last: eb("case_number.last", "+", 1) })),
    )
    .returning("last")
    .executeTakeFirstOrThrow();
  const short =
    /^.*?(\p{Script=Han})\p{Script=Han}?市(\p{Script=Han})\p{Script=Han}*?区(?:(\p{Script=Han}))?/u.exec(
      organisation.name,
    );
  return `(${year})${short ? short.slice(1).filter(Boolean).join("") : organisation.name.slice(0, 2)}人调字第${last}号`;
}

/** The party's row and those of everybody who acts for it; `position` counts from 1. */
async function addParty(
  tx: Tx,
  keys: Parts["keys"],
  caseId: string,
  party: CaseInput["parties"][number],
  { position, title }: { position: number; title: string },
): Promise<void> {
  const number = tidyId(party.idNumber);
  const told = party.kind === "person" && isResidentId(number) ? toldBy(number) : null;
  const row = await tx
    .insertInto("party")
    .values({
      case_id: caseId,
      position,
      side: party.side,
      kind: party.kind,
      title,
      name: party.name.normalize("NFC"),
      sex: party.sex || (told?.sex ?? ""),
      birth: party.birth || (told?.birth ?? ""),
      nation: party.nation,
      occupation: party.occupation,
      address: party.address,
      district: party.district,
      id_sealed: number ? keys.seal(number) : null,
      id_mask: number ? maskId(number) : "",
      legal_rep_name: party.legalRepName,
      legal_rep_title: party.legalRepTitle,
      liability: party.liability,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  for (const person of party.people) {
    const expected = tidyId(person.idNumber || (person.capacity === "self" ? party.idNumber : ""));
    await tx
      .insertInto("participant")
      .values({
        case_id: caseId,
        party_id: row.id,
        name: spelledAsPrinted(party, person),
        capacity: person.capacity,
        authority: person.capacity === "agent" ? (person.authority ?? "general") : null,
        firm: person.firm,
        phone: person.phone,
        email: person.email,
        expected_id_sealed: expected ? keys.seal(expected) : null,
      } as never)
      .execute();
  }
}

export async function createCase(
  parts: Parts,
  input: CaseInput,
  by: { id: string; name: string; organisationId: string },
  given?: { code: string; acceptedAt: Date },
): Promise<string> {
  refuseConflicts(input.parties);
  refuseWrongNumbers(input.parties);
  for (const [at, party] of input.parties.entries())
    refuseStrangers(
      party,
      party.people.map((person, index) => ({
        ...person,
        path: `parties.${at}.people.${index}.name`,
      })),
    );
  const titles = titlesOf(input.parties);
  return parts.db.transaction().execute(async (tx) => {
    const organisation = await tx
      .selectFrom("organisation")
      .selectAll()
      .where("id", "=", by.organisationId)
      .executeTakeFirstOrThrow();
    const code = given?.code ?? (await nextCode(tx, organisation, parts.now()));
    const { id } = await tx
      .insertInto("cases")
      .values({
        code,
        title: input.title,
        kind: input.kind,
        organisation_id: by.organisationId,
        mediator_id: by.id,
        facts: input.facts,
        disputed: input.disputed,
        claims: input.claims,
        accepted_at: given?.acceptedAt ?? parts.now(),
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    for (const [index, party] of input.parties.entries())
      await addParty(tx, parts.keys, id, party, {
        position: index + 1,
        title: titles[index] as string,
      });
    await tx
      .insertInto("room")
      .values({ case_id: id, state: JSON.stringify(emptySession) })
      .execute();
    await tx
      .insertInto("draft")
      .values({ case_id: id, epoch: 1, state: "open", seed: JSON.stringify([]) })
      .execute();
    await appendAudit(tx, id, { actor: by, event: "cases/created", about: { code } });
    await keepMarks(tx, [id]);
    return id;
  });
}
