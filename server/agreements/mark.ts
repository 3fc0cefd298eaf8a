import { sql } from "kysely";
import { markOfAgreement } from "../../shared/agreements/mark.ts";
import type { Marker } from "../cases/marker.ts";
import { partyIdsOf } from "../cases/parties.ts";

/** The sides that signed the newest version of a case, as ids. */
const signedParties = sql<string[]>`array(select party_id from signature
  where signature.version_id = newest.id and party_id is not null)`;

/** Somebody declines, and nobody has signed for that side. */
const declined = sql<boolean>`exists (select 1 from decline
  where decline.version_id = newest.id and decline.taken_back_at is null
  and not exists (select 1 from signature
    where signature.version_id = newest.id and signature.party_id = decline.party_id))`;

const agreedToChange = sql<string[]>`array(select party_id from reopening_agreed
  where reopening_agreed.version_id = newest.id)`;

/** Whom the newest frozen text of a case waits for. */
export const markAgreements: Marker<"agreements"> = async (db, caseIds) => {
  const rows = await db
    .with("newest", (cte) =>
      cte
        .selectFrom("agreement_version")
        .distinctOn("case_id")
        .select(["id", "case_id", "state", "reopen_asked"])
        .where("case_id", "in", caseIds)
        .orderBy("case_id")
        .orderBy("version", "desc"),
    )
    .selectFrom("newest")
    .select(["newest.case_id", "newest.state", "newest.reopen_asked"])
    .select([
      partyIdsOf("newest.case_id").as("party_ids"),
      signedParties.as("signed_parties"),
      declined.as("declined"),
      agreedToChange.as("agreed_to_change"),
    ])
    .execute();
  const newest = new Map(rows.map((row) => [row.case_id, row]));
  return caseIds.map((caseId) => {
    const row = newest.get(caseId);
    const mark = markOfAgreement(
      row
        ? {
            state: row.state,
            partyIds: row.party_ids,
            signedParties: row.signed_parties,
            declined: row.declined,
            agreedToChange: row.reopen_asked === null ? null : row.agreed_to_change,
          }
        : null,
    );
    return { caseId, mark };
  });
};
