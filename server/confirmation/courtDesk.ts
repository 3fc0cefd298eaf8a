import type { ApplicationContent } from "../../shared/confirmation/applicationContent.ts";
import type { CourtRow, CourtView } from "../../shared/confirmation/contract.ts";
import {
  acceptanceDeadline,
  daysLeft,
  rulingDeadline,
} from "../../shared/confirmation/deadline.ts";
import { RULING } from "../../shared/confirmation/packagePapers.ts";
import { dayOf, daysBetween } from "../../shared/day.ts";
import type { Asker } from "../../shared/people/asker.ts";
import { Refusal } from "../../shared/refusal.ts";
import { isCalendarPublished } from "../../shared/workdays.ts";
import { appendAudit } from "../audit/chain.ts";
import { type CaseRow, inCase } from "../cases/access.ts";
import type { Parts } from "../parts.ts";
import { applicationText, filedText } from "./applicationText.ts";
import type { ApplicationRow } from "./applications.ts";
import { type Filing, filingOf } from "./filings.ts";
import { supplementsOf } from "./supplements.ts";

/** A clerk's door to one application: only what was filed with his court. */
export async function atCourt(
  parts: Parts,
  asker: Asker,
  applicationId: string,
  action: "court:read" | "court:decide",
) {
  const application = await parts.db
    .selectFrom("application")
    .selectAll()
    .where("id", "=", applicationId)
    .executeTakeFirst();
  if (!application?.filed_at) throw new Refusal("cases/not-found");
  const { row } = await inCase(parts.db, asker, application.case_id, action);
  if (asker.kind !== "staff" || asker.courtId !== application.court_id)
    throw new Refusal("cases/not-found");
  return { application, row, asker };
}

const dueOf = (application: ApplicationRow): string | null =>
  application.state === "filed"
    ? acceptanceDeadline(dayOf(application.filed_at as Date))
    : application.state === "docketed"
      ? rulingDeadline(dayOf(application.docketed_at ?? (application.filed_at as Date)))
      : null;

/** A row of the clerk's queue, from what was filed: age and what is due when. */
function courtRow(
  application: ApplicationRow,
  content: ApplicationContent,
  title: string,
  now: Date,
): CourtRow {
  const filed = application.filed_at as Date;
  const due = dueOf(application);
  return {
    id: application.id,
    caseCode: content.caseCode,
    title,
    state: application.state,
    filedAt: filed.toISOString(),
    ageDays: daysBetween(dayOf(filed), dayOf(now)),
    due,
    dueInDays: due ? daysLeft(due, now) : null,
    dueCertain: due ? isCalendarPublished(due) : true,
    parties: content.applicants.map((one) => one.name),
  };
}

/**
 * The clerk's queue: what waits for the clerk first, the oldest on top; then what is with the
 * parties or decided.
 */
export async function courtQueue(parts: Parts, courtId: string): Promise<CourtRow[]> {
  const rows = await parts.db
    .selectFrom("application")
    .innerJoin("cases", "cases.id", "application.case_id")
    .leftJoin("filing", (join) =>
      join
        .onRef("filing.application_id", "=", "application.id")
        .onRef("filing.revision", "=", "application.filed_revision"),
    )
    .selectAll("application")
    .select(["cases.title", "filing.content as filed_content"])
    .where("application.court_id", "=", courtId)
    .where("application.filed_at", "is not", null)
    .orderBy("application.filed_at")
    .limit(500)
    .execute();
  const all = rows.map((row) =>
    courtRow(
      row,
      row.filed_content === null
        ? applicationText(row)
        : filedText({ application_id: row.id, content: row.filed_content }),
      row.title,
      parts.now(),
    ),
  );
  return [...all.filter((one) => one.due), ...all.filter((one) => !one.due)];
}

export const noteOpened = (parts: Parts, caseId: string, asker: Asker, what: string) =>
  parts.db
    .transaction()
    .execute((tx) =>
      appendAudit(tx, caseId, { actor: asker, event: "court/opened", about: { what } }),
    );

/**
 * One application as its clerk reads it: the filed bytes, the checks made at filing, and what came
 * after.
 */
export async function courtView(
  parts: Parts,
  application: ApplicationRow,
  row: CaseRow,
): Promise<CourtView> {
  const filing: Filing = await filingOf(parts, application);
  const content = filedText(filing);
  const ruling = application.ruling_file
    ? [
        {
          document: RULING.name,
          bytes: (await parts.files.get(application.ruling_file)).byteLength,
          pages: application.ruling_pages ?? 0,
          sha256: application.ruling_file,
        },
      ]
    : [];
  return {
    ...courtRow(application, content, row.title, parts.now()),
    revision: filing.revision,
    returns: application.returns,
    organisation: content.organisation,
    effectiveDay: content.effectiveDay,
    deadline: content.deadline,
    deadlineCertain: isCalendarPublished(content.deadline),
    documents: [
      ...filing.documents.map(({ document, bytes, pages, file }) => ({
        document,
        bytes,
        pages,
        sha256: file,
      })),
      ...ruling,
    ],
    checks: filing.checks,
    defects: application.defects,
    answers: filing.answers,
    ground: application.ground,
    reason: application.reason,
    rulingNumber: application.ruling_number,
    hasRuling: application.ruling_file !== null,
    supplements: await supplementsOf(parts.db, application.id),
  };
}

/** One filed document, or the court's own ruling, as its bytes. */
export async function courtDocument(
  parts: Parts,
  application: ApplicationRow,
  document: string,
): Promise<{ bytes: Buffer; name: string }> {
  if (document === RULING.name) {
    if (!application.ruling_file) throw new Refusal("request/not-found");
    return { bytes: await parts.files.get(application.ruling_file), name: `${RULING.title}.pdf` };
  }
  const filed = (await filingOf(parts, application)).documents.find(
    (one) => one.document === document,
  );
  if (!filed) throw new Refusal("request/not-found");
  return { bytes: await parts.files.get(filed.file), name: filed.name };
}
