import type { Selectable } from "kysely";
import { dayOf } from "../../shared/day.ts";
import { mediationDeadline } from "../../shared/cases/deadline.ts";
import { isCalendarPublished } from "../../shared/workdays.ts";
import { needsCorrection } from "../../shared/confirmation/application.ts";
import { confirmationDeadline, daysLeft, filingLimit } from "../../shared/confirmation/deadline.ts";
import { type Asker, titleFor } from "../../shared/people/asker.ts";
import type {
  CaseRow as CaseListRow,
  CaseView,
  ParticipantView,
  PartyView,
} from "../../shared/cases/contract.ts";
import { callsFor } from "../../shared/drafting/sentence.ts";
import { type NextStep, nextStep, type StepFacts } from "../../shared/cases/nextStep.ts";
import type { OpposingParty } from "../../shared/people/conflicts.ts";
import type { StatedParty } from "../../shared/people/ownName.ts";
import { checkOf, whyNotUndo } from "../people/identityCheck.ts";
import { levelOf, numberOf, type ParticipantRow } from "../people/participants.ts";
import type { Database, Tx } from "../storage/database.ts";
import type { Keys } from "../storage/keys.ts";
import type { Tables } from "../storage/tables.ts";
import type { CaseRow } from "./access.ts";

export type PartyRow = Selectable<Tables["party"]>;
export const partiesOf = (db: Database | Tx, caseId: string): Promise<PartyRow[]> =>
  db.selectFrom("party").selectAll().where("case_id", "=", caseId).orderBy("position").execute();
/** What a party states of itself, as its rows have it. */
export const statedBy = ({ open }: Pick<Keys, "open">, party: PartyRow): StatedParty => ({
  kind: party.kind,
  name: party.name,
  legalRepName: party.legal_rep_name,
  idNumber: party.id_sealed ? open(party.id_sealed) : "",
});
/** The sides as a conflict is looked for in them, with every number that was registered or given. */
export const opposing = (
  keys: Pick<Keys, "open">,
  parties: PartyRow[],
  people: ParticipantRow[],
): OpposingParty[] =>
  parties.map((party) => ({
    side: party.side,
    ...statedBy(keys, party),
    people: people
      .filter((one) => one.party_id === party.id)
      .map((one) => ({ ...one, idNumber: numberOf(keys, one) })),
  }));
/** Everybody who comes for a party, in the order of the parties: pages, papers and the package list people as the case does. */
export const participantsOf = (db: Database | Tx, caseId: string) =>
  db
    .selectFrom("participant")
    .innerJoin("party", "party.id", "participant.party_id")
    .selectAll("participant")
    .where("participant.case_id", "=", caseId)
    .orderBy("party.position")
    .orderBy("participant.name")
    .execute();
/** The title of everybody who comes for a party (R-P8), by the person's id. */
export async function titlesOfPeople(
  db: Database | Tx,
  caseId: string,
): Promise<Map<string, string>> {
  const [parties, people] = await Promise.all([partiesOf(db, caseId), participantsOf(db, caseId)]);
  const titles = new Map(parties.map((party) => [party.id, party.title]));
  return new Map(
    people.map((one) => [one.id, titleFor(titles.get(one.party_id) ?? "", one.capacity)]),
  );
}
export const latestVersion = (db: Database | Tx, caseId: string) =>
  db
    .selectFrom("agreement_version")
    .selectAll()
    .where("case_id", "=", caseId)
    .orderBy("version", "desc")
    .limit(1)
    .executeTakeFirst();
/** The application as it stands: the newest, where an earlier one was withdrawn or not accepted. */
export const applicationOf = (db: Database | Tx, versionId: string) =>
  db
    .selectFrom("application")
    .selectAll()
    .where("version_id", "=", versionId)
    .orderBy("created_at", "desc")
    .limit(1)
    .executeTakeFirst();
/** The parties that have agreed to a change of this text in force. */
export const agreedToReopen = async (db: Database | Tx, versionId: string): Promise<string[]> =>
  (
    await db
      .selectFrom("reopening_agreed")
      .select("party_id")
      .where("version_id", "=", versionId)
      .execute()
  ).map((row) => row.party_id);

/** The declines of a version that stand, by the people who declined. */
export const standingDeclines = (db: Database | Tx, versionId: string) =>
  db
    .selectFrom("decline")
    .selectAll()
    .where("version_id", "=", versionId)
    .where("taken_back_at", "is", null)
    .orderBy("at")
    .execute();

async function gather(db: Database, row: CaseRow, now: Date) {
  const [parties, people, version, room, mediator, organisation] = await Promise.all([
    partiesOf(db, row.id),
    participantsOf(db, row.id),
    latestVersion(db, row.id),
    db.selectFrom("room").select("state").where("case_id", "=", row.id).executeTakeFirst(),
    db
      .selectFrom("staff")
      .select(["user_id", "name"])
      .where("user_id", "=", row.mediator_id)
      .executeTakeFirstOrThrow(),
    db
      .selectFrom("organisation")
      .selectAll()
      .where("id", "=", row.organisation_id)
      .executeTakeFirstOrThrow(),
  ]);
  const live = version && version.state !== "void" ? version : undefined;
  const signed = live
    ? await db
        .selectFrom("signature")
        .select("party_id")
        .where("version_id", "=", live.id)
        .where("party_id", "is not", null)
        .execute()
    : [];
  const declines = live ? await standingDeclines(db, live.id) : [];
  const agreedParties = live ? await agreedToReopen(db, live.id) : [];
  const application = live ? await applicationOf(db, live.id) : undefined;
  const applied = application
    ? await db
        .selectFrom("application_signature")
        .select("party_id")
        .where("application_id", "=", application.id)
        .where("revision", "=", application.revision)
        .execute()
    : [];
  const confirmBy = live?.effective_at ? confirmationDeadline(dayOf(live.effective_at)) : null;
  const calls = callsFor(parties);
  const facts: Omit<StepFacts, "as"> = {
    roomOpen: room?.state.phase === "open",
    parties: parties.map((party) => {
      const side = people.filter((person) => person.party_id === party.id);
      return {
        id: party.id,
        name: calls(party.id) ?? party.name,
        invited: side.some((person) => person.invited_at),
        entered: side.some((person) => levelOf(person) !== "code"),
      };
    }),
    mediatorName: mediator.name,
    organisationName: organisation.name,
    version: live
      ? {
          state: live.state,
          signedParties: signed.map((one) => one.party_id as string),
          declined: declines.some((one) => !signed.some((each) => each.party_id === one.party_id)),
          reopening: live.reopen_asked === null ? null : { agreedParties },
        }
      : null,
    application: application
      ? {
          state: application.state,
          signedParties: applied.map((one) => one.party_id),
          needsCorrection: needsCorrection(application),
        }
      : null,
    confirmationDaysLeft: live?.effective_at
      ? daysLeft(filingLimit(dayOf(live.effective_at)), now)
      : null,
  };
  const day = confirmBy ?? mediationDeadline(dayOf(row.accepted_at));
  const settled =
    application && ["confirmed", "dismissed", "not-accepted"].includes(application.state);
  const deadline: CaseListRow["deadline"] =
    settled || !row.open
      ? null
      : {
          day,
          daysLeft: daysLeft(day, now),
          of: confirmBy ? "confirmation" : "mediation",
          met: Boolean(application?.filed_at),
          certain: isCalendarPublished(day),
        };
  return { parties, people, mediator, organisation, facts, deadline };
}

const asOf = (asker: Asker): StepFacts["as"] =>
  asker.kind === "participant"
    ? { partyId: asker.partyId, entered: asker.level === "entered" || asker.level === "verified" }
    : asker.role === "coordinator"
      ? "coordinator"
      : "mediator";

/** The cases a member of staff works on: a mediator's own, a coordinator's organisation's. */
export async function listCases(
  db: Database,
  asker: Asker & { kind: "staff" },
  now: Date,
): Promise<CaseListRow[]> {
  const mine = db
    .selectFrom("cases")
    .selectAll()
    .where("organisation_id", "=", asker.organisationId)
    .orderBy("updated_at", "desc")
    .limit(200);
  const rows = await (asker.role === "mediator"
    ? mine.where("mediator_id", "=", asker.id)
    : mine
  ).execute();
  return Promise.all(
    rows.map(async (row) => {
      const { parties, facts, deadline } = await gather(db, row, now);
      return {
        id: row.id,
        code: row.code,
        title: row.title,
        kind: row.kind,
        parties: parties.map((party) => party.name),
        next: nextStep({ ...facts, as: asOf(asker) }),
        deadline,
        updatedAt: row.updated_at.toISOString(),
        open: row.open,
      };
    }),
  );
}

type PersonCheck = NonNullable<ParticipantView["check"]>;
async function checksOf(db: Database, people: ParticipantRow[]): Promise<Map<string, PersonCheck>> {
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

/** A case as one person sees it. Contact data goes to staff only. */
export async function viewCase(
  db: Database,
  row: CaseRow,
  asker: Asker,
  about: { now: Date; videoAvailable: boolean; present: ReadonlySet<string> },
): Promise<CaseView> {
  const { parties, people, mediator, organisation, facts, deadline } = await gather(
    db,
    row,
    about.now,
  );
  const staff = asker.kind === "staff";
  const checks = staff ? await checksOf(db, people) : new Map<string, PersonCheck>();
  const views: PartyView[] = parties.map((party) => ({
    id: party.id,
    side: party.side,
    kind: party.kind,
    title: party.title,
    name: party.name,
    liability: party.liability,
    legalRepName: party.legal_rep_name,
    people: people
      .filter((person) => person.party_id === party.id)
      .map((person) => ({
        id: person.id,
        partyId: party.id,
        name: person.name,
        capacity: person.capacity,
        authority: person.authority,
        firm: person.firm,
        level: person.identity_at || person.notice_at ? levelOf(person) : "link",
        idMask: staff ? person.id_mask : null,
        invitedAt: person.invited_at?.toISOString() ?? null,
        contact: staff ? person.phone || person.email : "",
        online: about.present.has(person.id),
        check: checks.get(person.id) ?? null,
      })),
  }));
  const next: NextStep = nextStep({ ...facts, as: asOf(asker) });
  return {
    id: row.id,
    code: row.code,
    title: row.title,
    kind: row.kind,
    facts: row.facts,
    disputed: row.disputed,
    claims: row.claims,
    organisation: { name: organisation.name, district: organisation.district },
    mediator: { id: mediator.user_id, name: mediator.name },
    acceptedOn: dayOf(row.accepted_at),
    parties: views,
    next,
    deadline,
    open: row.open,
    correctable: row.open && facts.version === null,
    videoAvailable: about.videoAvailable,
  };
}
