import type { Selectable } from "kysely";
import type { Check } from "../../shared/confirmation/checks.ts";
import { Refusal } from "../../shared/refusal.ts";
import type { Parts } from "../parts.ts";
import type { Database, Tx } from "../storage/database.ts";
import type { Tables } from "../storage/tables.ts";
import type { ApplicationRow } from "./applications.ts";
import { type DrawnDocument, drawFiling } from "./drawFiling.ts";
import { type FilingFacts, filingFacts } from "./filingFacts.ts";
import { runChecks } from "./runChecks.ts";

export type FiledDocument = Selectable<Tables["filed_document"]>;
export type Filing = Selectable<Tables["filing"]> & { documents: FiledDocument[] };

export type Drawn = {
  documents: (Omit<DrawnDocument, "bytes"> & { file: string; size: number })[];
  checks: Check[];
};

/**
 * Draws the documents and puts their bytes into the store; nothing refers to them until they are
 * filed.
 */
export async function drawAndStore(parts: Parts, facts: FilingFacts): Promise<Drawn> {
  const checks = await runChecks(parts, facts.application.id);
  const documents = [];
  for (const { bytes, ...one } of await drawFiling(parts, facts))
    documents.push({ ...one, file: await parts.files.put(bytes), size: bytes.byteLength });
  return { documents, checks };
}

/** Writes down what one revision hands to the court. */
export async function keepFiling(
  tx: Tx,
  application: ApplicationRow,
  revision: number,
  drawn: Drawn,
  filedBy: string,
  filedAt: Date,
): Promise<void> {
  const key = { application_id: application.id, revision };
  await tx
    .insertInto("filing")
    .values({
      ...key,
      content: application.content,
      content_hash: application.content_hash,
      checks: JSON.stringify(drawn.checks),
      // What is answered to a return belongs to the revision after it (R-A1).
      answers: JSON.stringify(application.revision === revision ? application.answers : []),
      filed_by: filedBy,
      filed_at: filedAt,
    })
    .execute();
  await tx
    .insertInto("filed_document")
    .values(
      drawn.documents.map(({ document, name, file, size, pages, signers }, position) => ({
        ...key,
        position,
        document,
        name,
        file,
        bytes: size,
        pages,
        signers: JSON.stringify(signers),
      })),
    )
    .execute();
}

async function readFiling(
  db: Database | Tx,
  applicationId: string,
  revision: number,
): Promise<Filing | null> {
  const mine = { application_id: applicationId, revision };
  const filing = await db
    .selectFrom("filing")
    .selectAll()
    .where("application_id", "=", applicationId)
    .where("revision", "=", revision)
    .executeTakeFirst();
  if (!filing) return null;
  const documents = await db
    .selectFrom("filed_document")
    .selectAll()
    .where("application_id", "=", mine.application_id)
    .where("revision", "=", mine.revision)
    .orderBy("position")
    .execute();
  return { ...filing, documents };
}

/**
 * What lies with the court, as bytes. An application filed by a version that kept no bytes is drawn
 * and kept at its first reading, once.
 */
export async function filingOf(parts: Parts, application: ApplicationRow): Promise<Filing> {
  const revision = application.filed_revision;
  if (revision === null || !application.filed_at) throw new Refusal("cases/not-found");
  const kept = await readFiling(parts.db, application.id, revision);
  if (kept) return kept;
  const drawn = await drawAndStore(parts, await filingFacts(parts.db, application.id));
  await parts.db.transaction().execute(async (tx) => {
    await tx
      .selectFrom("application")
      .select("id")
      .where("id", "=", application.id)
      .forUpdate()
      .execute();
    if (!(await readFiling(tx, application.id, revision)))
      await keepFiling(tx, application, revision, drawn, "", application.filed_at as Date);
  });
  return filingOf(parts, application);
}
