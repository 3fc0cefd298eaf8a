import { isPaperOnly, type SigningFacts } from "../../shared/agreements/signing.ts";
import type { CaseRow } from "../cases/access.ts";
import type { Database, Tx } from "../storage/database.ts";
import { frozenContent } from "./frozenContent.ts";

/** What the rules of signing need to know of one version, as its rows say now. */
export async function signingFacts(
  db: Database | Tx,
  row: CaseRow,
  version: { id: string; state: SigningFacts["state"]; content: string },
): Promise<SigningFacts> {
  const signed = await db
    .selectFrom("signature")
    .select(["party_id", "role"])
    .where("version_id", "=", version.id)
    .execute();
  return {
    state: version.state,
    paperOnly: isPaperOnly(row.kind),
    partyIds: frozenContent(version).parties.map((party) => party.id),
    signedParties: signed.flatMap((one) => (one.party_id ? [one.party_id] : [])),
    mediatorSigned: signed.some((one) => one.role === "mediator"),
  };
}
