import { mayFile } from "../../shared/confirmation/application.ts";
import { daysLeft, filingLimit } from "../../shared/confirmation/deadline.ts";
import { dayOf } from "../../shared/day.ts";
import type { Asker } from "../../shared/people/asker.ts";
import { Refusal, type RefusalCode } from "../../shared/refusal.ts";
import { signHead } from "../audit/chain.ts";
import { type CaseRow, inCase } from "../cases/access.ts";
import { act } from "../cases/act.ts";
import { partiesOf } from "../cases/parties.ts";
import type { Parts } from "../parts.ts";
import type { Database, Tx } from "../storage/database.ts";
import {
  type ApplicationRow,
  currentApplication,
  signaturesOf,
  type VersionRow,
} from "./applications.ts";
import { filingFacts, printOf } from "./filingFacts.ts";
import { drawAndStore, keepFiling } from "./filings.ts";
import { dataChanged } from "./prepare.ts";
import { CONFIRMATION_PARTS } from "./parts.ts";

/**
 * Why this application is not filed now, or null (R-C8, R-C22). Supplementing one that was filed in
 * time is not late.
 */
export async function filingRefusal(
  db: Database | Tx,
  row: CaseRow,
  { version, application }: { version: VersionRow; application: ApplicationRow },
  now: Date,
): Promise<RefusalCode | null> {
  const [parties, signed] = [await partiesOf(db, row.id), await signaturesOf(db, application)];
  const refusal = mayFile({
    state: application.state,
    signedParties: signed.map((one) => one.party_id),
    partyIds: parties.map((party) => party.id),
    daysLeft: application.filed_at ? 0 : daysLeft(filingLimit(dayOf(version.effective_at)), now),
    defects: application.defects,
    answers: application.answers,
  });
  return (
    refusal ??
    ((await dataChanged(db, row, version, application)) ? "confirmation/data-changed" : null)
  );
}

/**
 * Hands the application to the court: its documents are drawn once, and from then on what was filed
 * is those bytes.
 */
export async function fileApplication(parts: Parts, asked: Asker, caseId: string): Promise<void> {
  const { row } = await inCase(parts.db, asked, caseId, "confirmation:prepare");
  const ready = async (db: Database | Tx) => {
    const current = await currentApplication(db, row.id);
    const refusal = await filingRefusal(db, row, current, parts.now());
    if (refusal) throw new Refusal(refusal);
    return current.application;
  };
  const facts = await filingFacts(parts.db, (await ready(parts.db)).id);
  const drawn = await drawAndStore(parts, facts);
  await act(
    parts,
    asked,
    caseId,
    "confirmation:prepare",
    async ({ tx, asker, record, touches }) => {
      await record("confirmation/filed", { revision: facts.application.revision });
      touches(...CONFIRMATION_PARTS);
      const application = await ready(tx);
      if (printOf(await filingFacts(tx, application.id)) !== printOf(facts))
        throw new Refusal("confirmation/stale");
      const now = parts.now();
      await keepFiling(tx, application, application.revision, drawn, asker.id, now);
      await tx
        .updateTable("application")
        .set({
          state: "filed",
          filed_at: application.filed_at ?? now,
          filed_revision: application.revision,
        })
        .where("id", "=", application.id)
        .execute();
      await signHead(tx, parts.keys, row.id);
    },
  );
}
