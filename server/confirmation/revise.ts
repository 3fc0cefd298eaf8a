import { randomUUID } from "node:crypto";
import {
  type CourtChoice,
  correctionRefusal,
  courtChoiceRefusal,
  mayApplyAnew,
} from "../../shared/confirmation/courtChoice.ts";
import { daysLeft, filingLimit } from "../../shared/confirmation/deadline.ts";
import { dayOf } from "../../shared/day.ts";
import type { Asker } from "../../shared/people/asker.ts";
import { Refusal } from "../../shared/refusal.ts";
import type { Actor } from "../audit/chain.ts";
import { type CaseRow, inCase } from "../cases/access.ts";
import { type Act, act } from "../cases/act.ts";
import { applicationOf } from "./applications.ts";
import type { Parts } from "../parts.ts";
import { endSigningCodes } from "../people/endSessions.ts";
import type { Database, Tx } from "../storage/database.ts";
import {
  type ApplicationRow,
  signaturesOf,
  versionInForce,
  type VersionRow,
} from "./applications.ts";
import { filingOf } from "./filings.ts";
import { courtsFor, dataChanged, prepareApplication } from "./prepare.ts";
import { tellToSignAgain } from "./signAgain.ts";
import { CONFIRMATION_PARTS } from "./parts.ts";

type By = Actor & { by: "party" | "mediator" };

type Revision = {
  existing: ApplicationRow | undefined;
  courtId: string;
  about: Record<string, string>;
};

/**
 * What else a revision rests on and changes, under the case's lock. Answers why signatures fell, or
 * null when none did.
 */
type UnderLock = (now: Act, actor: By) => Promise<string | null>;

/**
 * A new revision of the application, or the first of a new one. Signatures belong to a revision, so
 * all sign again.
 */
async function revise(
  parts: Parts,
  row: CaseRow,
  asked: Asker,
  version: VersionRow,
  { existing, courtId, about }: Revision,
  underLock: UnderLock,
): Promise<void> {
  const court = (await courtsFor(parts.db, row)).find((one) => one.id === courtId);
  if (!court) throw new Refusal("confirmation/court-not-competent");
  if (!existing?.filed_at && daysLeft(filingLimit(dayOf(version.effective_at)), parts.now()) < 0)
    throw new Refusal("confirmation/too-late");
  const target = { id: existing?.id ?? randomUUID(), revision: (existing?.revision ?? 0) + 1 };
  const drawn = await prepareApplication(parts, row, version, { ...target, courtName: court.name });
  await act(parts, asked, row.id, "confirmation:prepare", async (now) => {
    const { tx, asker, role, record, touches } = now;
    await record("confirmation/prepared", {
      court: court.name,
      revision: target.revision,
      ...about,
    });
    touches(...CONFIRMATION_PARTS);
    if ((await versionInForce(tx, row.id)).id !== version.id)
      throw new Refusal("confirmation/stale");
    const whySignaturesFell = await underLock(now, {
      id: asker.id,
      name: asker.name,
      by: role === "mediator" ? "mediator" : "party",
    });
    if (!(await drawn.isCurrent(tx))) throw new Refusal("confirmation/changed-meanwhile");
    await keepRevision(tx, row, version, existing, target, {
      court_id: court.id,
      revision: target.revision,
      content: drawn.text,
      content_hash: drawn.hash,
      paper_file: drawn.file,
    });
    await endSigningCodes(tx, row.id, "apply", parts.now());
    if (whySignaturesFell) await tellToSignAgain(now, target, whySignaturesFell);
  });
}

type Values = Pick<
  ApplicationRow,
  "court_id" | "revision" | "content" | "content_hash" | "paper_file"
>;

async function keepRevision(
  tx: Tx,
  row: CaseRow,
  version: VersionRow,
  existing: ApplicationRow | undefined,
  { id }: { id: string },
  values: Values,
): Promise<void> {
  if (existing) await tx.updateTable("application").set(values).where("id", "=", id).execute();
  else
    await tx
      .insertInto("application")
      .values({
        ...values,
        id,
        case_id: row.id,
        version_id: version.id,
        state: "drafted",
        defects: "[]",
        answers: "[]",
      })
      .execute();
}

/** The facts of R-C21 as they are now, for the door and for the page. */
export async function choiceOf(
  db: Database | Tx,
  row: CaseRow,
  version: VersionRow,
  application: ApplicationRow | undefined,
): Promise<Pick<CourtChoice, "application" | "dataChanged">> {
  if (!application) return { application: null, dataChanged: false };
  const signedParties = (await signaturesOf(db, application)).map((one) => one.party_id);
  return {
    application: { state: application.state, courtId: application.court_id, signedParties },
    dataChanged: await dataChanged(db, row, version, application),
  };
}

/**
 * Chooses the court and draws the application up for it; choosing the same court again draws it up
 * with today's data.
 */
export async function chooseCourt(
  parts: Parts,
  asked: Asker,
  caseId: string,
  choice: { courtId: string; reason: string },
): Promise<void> {
  const { row } = await inCase(parts.db, asked, caseId, "confirmation:prepare");
  const version = await versionInForce(parts.db, row.id);
  const ask = async (db: Database | Tx, by: By["by"]) => {
    const application = await applicationOf(db, version.id);
    const facts = await choiceOf(db, row, version, application);
    const refusal = courtChoiceRefusal({ ...choice, by, ...facts });
    if (refusal) throw new Refusal(refusal);
    return {
      application,
      dataChanged: facts.dataChanged,
      isSigned: (facts.application?.signedParties.length ?? 0) > 0,
    };
  };
  const { application: standing } = await ask(
    parts.db,
    asked.kind === "staff" ? "mediator" : "party",
  );
  const existing = standing && !mayApplyAnew(standing.state) ? standing : undefined;
  const about: Record<string, string> = choice.reason ? { reason: choice.reason } : {};
  await revise(
    parts,
    row,
    asked,
    version,
    { existing, courtId: choice.courtId, about },
    async ({ tx }, { by }) => {
      const { application: now, dataChanged, isSigned } = await ask(tx, by);
      if (now?.id !== standing?.id || now?.revision !== standing?.revision)
        throw new Refusal("confirmation/stale");
      if (!existing || !isSigned) return null;
      const why =
        choice.courtId !== existing.court_id
          ? "调解员重新选择了法院"
          : dataChanged
            ? "申请书生成之后有人的信息变了，调解员按最新信息更新了申请书"
            : "调解员更新了申请书";
      return choice.reason ? `${why}，理由：${choice.reason}` : why;
    },
  );
}

/** Answers the court's defects and draws the application up again with today's data. */
export async function correct(
  parts: Parts,
  asked: Asker,
  caseId: string,
  answers: { defect: number; note: string }[],
): Promise<void> {
  const { row } = await inCase(parts.db, asked, caseId, "confirmation:prepare");
  const version = await versionInForce(parts.db, row.id);
  const existing = await applicationOf(parts.db, version.id);
  if (!existing) throw new Refusal("confirmation/none");
  if (existing.state !== "returned") throw new Refusal("confirmation/wrong-state");
  if (answers.some((answer) => answer.defect >= existing.defects.length))
    throw new Refusal("request/invalid");
  // What lies with the court is kept as bytes before the text moves on, also where an older version
  // kept none.
  await filingOf(parts, existing);
  await revise(
    parts,
    row,
    asked,
    version,
    { existing, courtId: existing.court_id, about: {} },
    async ({ tx }, { name, by }) => {
      const now = await applicationOf(tx, version.id);
      if (now?.state !== "returned" || now.revision !== existing.revision)
        throw new Refusal("confirmation/stale");
      const isSigned =
        now.revision !== now.filed_revision && (await signaturesOf(tx, now)).length > 0;
      const refusal = correctionRefusal(isSigned, by);
      if (refusal) throw new Refusal(refusal);
      const others = now.answers.filter(
        (old) => !answers.some((answer) => answer.defect === old.defect),
      );
      await tx
        .updateTable("application")
        .set({
          answers: JSON.stringify([
            ...others,
            ...answers.map((answer) => ({ ...answer, by: name })),
          ]),
        })
        .where("id", "=", existing.id)
        .execute();
      await tx.deleteFrom("withdrawal_agreed").where("application_id", "=", existing.id).execute();
      return isSigned ? "调解员又更正了补正的内容" : null;
    },
  );
}
