import type { CaseView, ParticipantView, PartyView } from "../../shared/cases/contract.ts";
import { runningPeriod } from "../../shared/cases/runningPeriod.ts";
import { isOpen } from "../../shared/cases/state.ts";
import { dayOf } from "../../shared/day.ts";
import type { Asker } from "../../shared/people/asker.ts";
import { checkOf, whyNotUndo } from "../people/identityCheck.ts";
import { levelOf, type ParticipantRow } from "../people/participants.ts";
import type { Database } from "../storage/database.ts";
import type { CaseRow } from "./access.ts";
import { nextStepFor } from "./lookAt.ts";
import { marksOf } from "./marks.ts";
import { participantsOf, partiesOf, type PartyRow } from "./parties.ts";

type PersonCheck = NonNullable<ParticipantView["check"]>;
type Checks = ReadonlyMap<string, PersonCheck>;
type About = { now: Date; videoAvailable: boolean; present: ReadonlySet<string> };

async function checksOf(db: Database, people: ParticipantRow[]): Promise<Checks> {
  const checks = new Map<string, PersonCheck>();
  for (const person of people) {
    const check = person.verified_at ? await checkOf(db, person.id) : null;
    if (check)
      checks.set(person.id, {
        way: check.way,
        by: check.by_name,
        at: check.done_at.toISOString(),
        place: check.place,
        undo: await whyNotUndo(db, person),
      });
  }
  return checks;
}

/** A person of a case as others see them. Contact data and checks go to staff only. */
function viewPerson(
  person: ParticipantRow,
  isStaff: boolean,
  checks: Checks,
  present: ReadonlySet<string>,
): ParticipantView {
  return {
    id: person.id,
    partyId: person.party_id,
    name: person.name,
    capacity: person.capacity,
    authority: person.authority,
    firm: person.firm,
    level: person.identity_at || person.notice_at ? levelOf(person) : "link",
    idMask: isStaff ? person.id_mask : null,
    invitedAt: person.invited_at?.toISOString() ?? null,
    contact: isStaff ? person.phone || person.email : "",
    online: present.has(person.id),
    check: checks.get(person.id) ?? null,
  };
}

const viewParty = (party: PartyRow, people: ParticipantView[]): PartyView => ({
  id: party.id,
  side: party.side,
  kind: party.kind,
  title: party.title,
  name: party.name,
  liability: party.liability,
  legalRepName: party.legal_rep_name,
  people: people.filter((person) => person.partyId === party.id),
});

/** The case's mediator by name. */
const mediatorOf = (db: Database, row: CaseRow) =>
  db
    .selectFrom("staff")
    .select(["user_id", "name"])
    .where("user_id", "=", row.mediator_id)
    .executeTakeFirstOrThrow();

const organisationOf = (db: Database, row: CaseRow) =>
  db
    .selectFrom("organisation")
    .select(["name", "district"])
    .where("id", "=", row.organisation_id)
    .executeTakeFirstOrThrow();

/** A case as one person sees it. */
export async function viewCase(
  db: Database,
  row: CaseRow,
  asker: Asker,
  { now, videoAvailable, present }: About,
): Promise<CaseView> {
  const [parties, people, marks, mediator, organisation] = await Promise.all([
    partiesOf(db, row.id),
    participantsOf(db, row.id),
    marksOf(db, row.id),
    mediatorOf(db, row),
    organisationOf(db, row),
  ]);
  const isStaff = asker.kind === "staff";
  const checks: Checks = isStaff ? await checksOf(db, people) : new Map();
  const views = people.map((person) => viewPerson(person, isStaff, checks, present));
  const names = { parties, mediator: mediator.name, organisation: organisation.name };
  const { state: textState } = marks.agreements;
  return {
    id: row.id,
    code: row.code,
    title: row.title,
    kind: row.kind,
    facts: row.facts,
    disputed: row.disputed,
    claims: row.claims,
    organisation,
    mediator: { id: mediator.user_id, name: mediator.name },
    acceptedOn: dayOf(row.accepted_at),
    parties: parties.map((party) => viewParty(party, views)),
    next: nextStepFor(marks, asker, names, now),
    deadline: runningPeriod(marks, now),
    open: isOpen(row.state),
    correctable: isOpen(row.state) && (textState === "none" || textState === "reopened"),
    videoAvailable,
  };
}
