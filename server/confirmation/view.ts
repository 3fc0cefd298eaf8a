import { mayFile } from "../../shared/confirmation/application.ts";
import type { ConfirmationView, CourtRow } from "../../shared/confirmation/contract.ts";
import { acceptanceDeadline, confirmationDeadline, daysLeft, rulingDeadline } from "../../shared/confirmation/deadline.ts";
import { type Asker, maySignFor } from "../../shared/people/asker.ts";
import { type CaseFacts, refusalFor } from "../../shared/people/permissions.ts";
import type { RefusalCode } from "../../shared/refusal.ts";
import { dayOf, daysBetween } from "../../shared/day.ts";
import type { CaseRow } from "../cases/access.ts";
import { applicationOf, latestVersion, partiesOf } from "../cases/store.ts";
import type { ApplicationContent } from "../papers/forms.ts";
import type { Parts } from "../parts.ts";
import { courtsFor } from "./prepare.ts";

export async function viewConfirmation(parts: Parts, row: CaseRow, asker: Asker, facts: CaseFacts): Promise<ConfirmationView> {
  const { db } = parts,
    version = await latestVersion(db, row.id),
    live = version?.state === "sealed" ? version : undefined;
  const effectiveDay = live?.effective_at ? dayOf(live.effective_at) : null,
    deadline = effectiveDay ? confirmationDeadline(effectiveDay) : null,
    left = deadline ? daysLeft(deadline, parts.now()) : null;
  const application = live ? await applicationOf(db, live.id) : undefined,
    courts = await courtsFor(db, row);
  if (!application) return { effectiveDay, deadline, daysLeft: left, courts, application: null };
  const [parties, signed] = await Promise.all([
    partiesOf(db, row.id),
    db
      .selectFrom("application_signature")
      .selectAll()
      .where("application_id", "=", application.id)
      .where("revision", "=", application.revision)
      .execute(),
  ]);
  const signedParties = signed.map((one) => one.party_id);
  const mine = (): RefusalCode | null => {
    if (asker.kind !== "participant") return "people/not-allowed";
    if (application.state !== "drafted" && application.state !== "returned") return "confirmation/already-filed";
    return (
      refusalFor(asker, "confirmation:sign", facts) ??
      (!maySignFor(asker) ? "agreements/no-special-authority" : signedParties.includes(asker.partyId) ? "agreements/already-signed" : null)
    );
  };
  const refusal = mine(),
    court = await db.selectFrom("court").select("name").where("id", "=", application.court_id).executeTakeFirstOrThrow();
  return {
    effectiveDay,
    deadline,
    daysLeft: left,
    courts,
    application: {
      id: application.id,
      state: application.state,
      revision: application.revision,
      courtId: application.court_id,
      courtName: court.name,
      hash: application.content_hash,
      filedAt: application.filed_at?.toISOString() ?? null,
      signers: parties.map((party) => {
        const one = signed.find((each) => each.party_id === party.id);
        return {
          partyId: party.id,
          name: party.name,
          title: party.title,
          signedAt: one?.at.toISOString() ?? null,
          by: one?.signer ?? null,
        };
      }),
      mySigning: { may: refusal === null, refusal },
      filing: mayFile({
        state: application.state,
        signedParties,
        partyIds: parties.map((party) => party.id),
        daysLeft: application.filed_at ? 0 : (left ?? -1),
        defects: application.defects,
        answers: application.answers,
      }),
      defects: application.defects,
      answers: application.answers,
      ground: application.ground,
      reason: application.reason,
      rulingNumber: application.ruling_number,
      decidedAt: application.decided_at?.toISOString() ?? null,
      hasRuling: application.ruling_file !== null,
    },
  };
}

type Filed = { id: string; case_id: string; state: CourtRow["state"]; filed_at: Date | null; docketed_at: Date | null; content: string };
/** A row of the clerk's queue: age and what is due when. */
export function courtRow(application: Filed, title: string, now: Date): CourtRow {
  const content = JSON.parse(application.content) as ApplicationContent,
    filed = application.filed_at as Date;
  const due =
    application.state === "filed"
      ? acceptanceDeadline(dayOf(filed))
      : application.state === "docketed"
        ? rulingDeadline(dayOf(application.docketed_at ?? filed))
        : null;
  return {
    id: application.id,
    caseCode: content.caseCode,
    title,
    state: application.state,
    filedAt: filed.toISOString(),
    ageDays: daysBetween(dayOf(filed), dayOf(now)),
    due,
    dueInDays: due ? daysLeft(due, now) : null,
    parties: content.applicants.map((one) => one.name),
  };
}
