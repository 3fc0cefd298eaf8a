import { type Selectable, sql } from "kysely";
import type { OpposingParty } from "../../shared/people/conflicts.ts";
import type { StatedParty } from "../../shared/people/ownName.ts";
import { titleFor } from "../../shared/people/asker.ts";
import { numberOf, type ParticipantRow } from "../people/participants.ts";
import type { Database, Tx } from "../storage/database.ts";
import type { Keys } from "../storage/keys.ts";
import type { Tables } from "../storage/tables.ts";

export type PartyRow = Selectable<Tables["party"]>;

/** The parties of a case in their order. */
export const partiesOf = (db: Database | Tx, caseId: string): Promise<PartyRow[]> =>
  db.selectFrom("party").selectAll().where("case_id", "=", caseId).orderBy("position").execute();

/**
 * The ids of the parties of the case that `caseId` refers to, in their order, as one value of a
 * query.
 */
export const partyIdsOf = (caseId: string) =>
  sql<string[]>`array(select id from party
    where party.case_id = ${sql.ref(caseId)} order by position)`;

/** What a party states of itself, as its rows have it. */
export const statedBy = ({ open }: Pick<Keys, "open">, party: PartyRow): StatedParty => ({
  kind: party.kind,
  name: party.name,
  legalRepName: party.legal_rep_name,
  idNumber: party.id_sealed ? open(party.id_sealed) : "",
});

/**
 * The sides as a conflict is looked for in them, with every number that was registered or given.
 */
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

/**
 * Everybody who comes for a party, in the order of the parties: pages, papers and the package list
 * people as the case does.
 */
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
