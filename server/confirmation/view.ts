import { maySignApplication } from "../../shared/confirmation/application.ts";
import { courtChoiceRefusal, withdrawalRefusal } from "../../shared/confirmation/courtChoice.ts";
import type { ConfirmationView } from "../../shared/confirmation/contract.ts";
import { confirmationDeadline, daysLeft } from "../../shared/confirmation/deadline.ts";
import { isCalendarPublished } from "../../shared/workdays.ts";
import { type Asker, maySignFor } from "../../shared/people/asker.ts";
import { type CaseFacts, refusalFor, type Role } from "../../shared/people/permissions.ts";
import { dayOf } from "../../shared/day.ts";
import type { CaseRow } from "../cases/access.ts";
import { latestVersion } from "../agreements/versions.ts";
import { partiesOf } from "../cases/parties.ts";
import type { Parts } from "../parts.ts";
import {
  type ApplicationRow,
  signaturesOf,
  type VersionRow,
  withdrawalOf,
} from "./applications.ts";
import { filingRefusal } from "./file.ts";
import { courtsFor } from "./prepare.ts";
import { choiceOf } from "./revise.ts";

/** The application as one person sees it, with what that person may do about it. */
export async function viewConfirmation(
  parts: Parts,
  row: CaseRow,
  asker: Asker,
  facts: CaseFacts,
  role: Role,
): Promise<ConfirmationView> {
  const { db } = parts;
  const latest = await latestVersion(db, row.id);
  const inForce =
    latest?.state === "sealed" && latest.effective_at
      ? { ...latest, effective_at: latest.effective_at }
      : null;
  const effectiveDay = inForce ? dayOf(inForce.effective_at) : null;
  const deadline = effectiveDay ? confirmationDeadline(effectiveDay) : null;
  const all = inForce ? await applicationsOf(db, inForce.id) : [];
  const current = all[0];
  return {
    effectiveDay,
    deadline,
    daysLeft: deadline ? daysLeft(deadline, parts.now()) : null,
    deadlineCertain: deadline ? isCalendarPublished(deadline) : true,
    courts: await courtsFor(db, row),
    application:
      inForce && current
        ? await viewApplication(parts, row, asker, facts, role, inForce, current)
        : null,
    earlier: all.slice(1).map((one) => ({
      courtName: one.court_name,
      state: one.state,
      filedAt: one.filed_at?.toISOString() ?? null,
      ground: one.ground,
      reason: one.reason,
    })),
  };
}

type Listed = ApplicationRow & { court_name: string };

const applicationsOf = (db: Parts["db"], versionId: string): Promise<Listed[]> =>
  db
    .selectFrom("application")
    .innerJoin("court", "court.id", "application.court_id")
    .selectAll("application")
    .select("court.name as court_name")
    .where("application.version_id", "=", versionId)
    .orderBy("application.created_at", "desc")
    .execute();

async function viewApplication(
  parts: Parts,
  row: CaseRow,
  asker: Asker,
  facts: CaseFacts,
  role: Role,
  version: VersionRow,
  application: Listed,
): Promise<NonNullable<ConfirmationView["application"]>> {
  const { db } = parts;
  const [parties, signed, agreed, choice] = await Promise.all([
    partiesOf(db, row.id),
    signaturesOf(db, application),
    withdrawalOf(db, application.id),
    choiceOf(db, row, version, application),
  ]);
  const signedParties = signed.map((one) => one.party_id);
  const refusal =
    asker.kind === "participant"
      ? (refusalFor(asker, "confirmation:sign", facts) ??
        maySignApplication({ ...application, signedParties }, asker))
      : "people/not-allowed";
  const by = role === "mediator" ? "mediator" : "party";
  const withdraws =
    asker.kind === "participant" &&
    maySignFor(asker) &&
    refusalFor(asker, "confirmation:sign", facts) === null;
  return {
    id: application.id,
    state: application.state,
    revision: application.revision,
    courtId: application.court_id,
    courtName: application.court_name,
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
    filing: await filingRefusal(db, row, { version, application }, parts.now()),
    dataChanged: choice.dataChanged,
    updating: courtChoiceRefusal({ ...choice, courtId: application.court_id, by, reason: "" }),
    changingCourt: courtChoiceRefusal({ ...choice, courtId: "", by, reason: "" }),
    withdrawal: {
      agreedParties: agreed,
      mayAgree:
        withdraws && withdrawalRefusal(application.state, { id: asker.partyId, agreed }) === null,
    },
    defects: application.defects,
    answers: application.answers,
    ground: application.ground,
    reason: application.reason,
    rulingNumber: application.ruling_number,
    decidedAt: application.decided_at?.toISOString() ?? null,
    hasRuling: application.ruling_file !== null,
  };
}
