import { createHash, sign, verify } from "node:crypto";
import { canonicalText } from "../../shared/agreements/canonical.ts";
import type { TimelineEntry } from "../../shared/cases/contract.ts";
import type { CaseEvent } from "../../shared/cases/events.ts";
import type { Database, Tx } from "../storage/database.ts";
import type { Keys } from "../storage/keys.ts";
import { lineOf, readLine } from "./line.ts";

/** Who did it: a person or an organisation is an id; the name is for reading. */
export type Actor = { id: string; name: string };

export type AuditEvent = {
  actor: Actor;
  event: CaseEvent;
  about?: Record<string, string | number>;
};

const START = "0".repeat(64);

const linkHash = (previous: string, text: string) =>
  createHash("sha256").update(`${previous}\n${text}`).digest("hex");

/**
 * Writes one line into a case's chain, in the transaction of the change itself. Takes the case's
 * row lock, so a case's changes follow one another. What is hashed is the stored text, never what
 * comes back from a JSON column.
 */
export async function appendAudit(tx: Tx, caseId: string, event: AuditEvent): Promise<void> {
  await tx.updateTable("cases").set({ updated_at: new Date() }).where("id", "=", caseId).execute();
  const last = await tx
    .selectFrom("audit_entry")
    .select(["seq", "hash"])
    .where("case_id", "=", caseId)
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  const seq = (last?.seq ?? 0) + 1;
  const previous = last?.hash ?? START;
  const at = new Date().toISOString();
  const { actor, about = {} } = event;
  const text = canonicalText({
    caseId,
    seq,
    at,
    actor: actor.name,
    actorId: actor.id,
    event: event.event,
    about,
  });
  await tx
    .insertInto("audit_entry")
    .values({ case_id: caseId, seq, at, text, prev_hash: previous, hash: linkHash(previous, text) })
    .execute();
}

export type Head = { caseId: string; seq: number; hash: string; signature: string };

const headText = (caseId: string, seq: number, hash: string) =>
  Buffer.from(canonicalText({ caseId, seq, hash }));

export const isHeadSigned = (head: Head, key: Keys["auditPublic"]): boolean =>
  verify(
    null,
    headText(head.caseId, head.seq, head.hash),
    key,
    Buffer.from(head.signature, "base64"),
  );

/** The newest line of a case's record with the hash it follows. */
export async function lastLine(
  tx: Tx,
  caseId: string,
): Promise<{ previous: string; text: string }> {
  const last = await tx
    .selectFrom("audit_entry")
    .select(["prev_hash", "text"])
    .where("case_id", "=", caseId)
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirstOrThrow();
  return { previous: last.prev_hash, text: last.text };
}

/**
 * A head is that of a line which names this statement: a head copied from elsewhere, or of another
 * text, is none.
 */
export function isLastLine(
  head: Head,
  line: { previous: string; text: string } | undefined,
  statementHash: string,
): boolean {
  if (!line || linkHash(line.previous, line.text) !== head.hash) return false;
  const said = lineOf(line.text);
  return (
    said !== null &&
    said.caseId === head.caseId &&
    said.seq === head.seq &&
    said.event === "agreements/stated" &&
    said.about.statement === statementHash
  );
}

/**
 * Signs the head of a case's chain with Ed25519, so that a shortened or recomputed chain is found.
 */
export async function signHead(db: Database | Tx, keys: Keys, caseId: string): Promise<Head> {
  const last = await db
    .selectFrom("audit_entry")
    .select(["seq", "hash"])
    .where("case_id", "=", caseId)
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirstOrThrow();
  const signature = sign(null, headText(caseId, last.seq, last.hash), keys.auditPrivate).toString(
    "base64",
  );
  await db
    .insertInto("audit_head")
    .values({ case_id: caseId, seq: last.seq, hash: last.hash, signature })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return { caseId, seq: last.seq, hash: last.hash, signature };
}

/** Signs every chain that has grown since its last signed head. Returns how many. */
export async function signGrownHeads(db: Database, keys: Keys): Promise<number> {
  const grown = await db
    .selectFrom("audit_entry as entry")
    .select([
      "entry.case_id",
      (eb) => eb.fn.max("entry.seq").as("last"),
      (eb) =>
        eb
          .selectFrom("audit_head as head")
          .select((inner) => inner.fn.max("head.seq").as("signed"))
          .whereRef("head.case_id", "=", "entry.case_id")
          .as("signed"),
    ])
    .groupBy("entry.case_id")
    .execute();
  const due = grown.filter((row) => Number(row.last) > Number(row.signed ?? 0));
  for (const row of due) await signHead(db, keys, row.case_id);
  return due.length;
}

export type Break = {
  caseId: string;
  seq: number;
  what: "missing" | "changed" | "cut-off" | "head-forged";
};

/** Walks one case's chain; null when it is whole, else the first broken link. */
export async function findBreak(
  db: Database,
  keys: Pick<Keys, "auditPublic">,
  caseId: string,
): Promise<Break | null> {
  const entries = await db
    .selectFrom("audit_entry")
    .selectAll()
    .where("case_id", "=", caseId)
    .orderBy("seq")
    .execute();
  let previous = START;
  for (const [index, entry] of entries.entries()) {
    if (entry.seq !== index + 1) return { caseId, seq: index + 1, what: "missing" };
    const said = lineOf(entry.text);
    if (
      entry.prev_hash !== previous ||
      entry.hash !== linkHash(previous, entry.text) ||
      said?.seq !== entry.seq ||
      said.caseId !== caseId ||
      said.at !== entry.at
    )
      return { caseId, seq: entry.seq, what: "changed" };
    previous = entry.hash;
  }
  for (const head of await db
    .selectFrom("audit_head")
    .selectAll()
    .where("case_id", "=", caseId)
    .orderBy("seq")
    .execute()) {
    if (
      !isHeadSigned(
        { caseId, seq: head.seq, hash: head.hash, signature: head.signature },
        keys.auditPublic,
      )
    )
      return { caseId, seq: head.seq, what: "head-forged" };
    const entry = entries[head.seq - 1];
    if (!entry) return { caseId, seq: entries.length + 1, what: "cut-off" };
    if (entry.hash !== head.hash) return { caseId, seq: head.seq, what: "changed" };
  }
  return null;
}

/**
 * The chain as people read it. Lines written before ids were recorded have none; `titleOf` tells
 * people of one name apart.
 */
export async function readTimeline(
  db: Database,
  caseId: string,
  titleOf: (personId: string | number | undefined) => string,
): Promise<TimelineEntry[]> {
  const rows = await db
    .selectFrom("audit_entry")
    .select(["case_id", "seq", "text"])
    .where("case_id", "=", caseId)
    .orderBy("seq", "desc")
    .execute();
  return rows.map((row) => {
    const { seq, at, actor, actorId, event, about } = readLine(row);
    const whoTitle = titleOf(about.whoId);
    return {
      seq,
      at,
      actor,
      actorId: actorId ?? null,
      actorTitle: titleOf(actorId),
      event,
      about: whoTitle ? { ...about, whoTitle } : about,
    };
  });
}
