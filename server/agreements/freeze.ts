import { randomInt, randomUUID } from "node:crypto";
import { canonicalText } from "../../shared/agreements/canonical.ts";
import type { Asker } from "../../shared/people/asker.ts";
import { Refusal } from "../../shared/refusal.ts";
import { readDocument } from "../../shared/drafting/document.ts";
import { uncoveredInHead } from "../../shared/drafting/checks/beside.ts";
import type { Finding } from "../../shared/drafting/finding.ts";
import { type Settled, settledIn, stillBlocking } from "../../shared/drafting/preflight.ts";
import { signHead } from "../audit/chain.ts";
import { inCase } from "../cases/access.ts";
import { type Act, act } from "../cases/act.ts";
import { participantsOf } from "../cases/parties.ts";
import { proveDraft } from "../drafting/draftLog.ts";
import { runPreflight } from "../drafting/runPreflight.ts";
import { edition } from "../papers/edition.ts";
import type { Parts } from "../parts.ts";
import { sha256 } from "../storage/files.ts";
import { contentOf } from "./content.ts";
import { frozenPaper } from "./paperOf.ts";
import { AGREEMENT_PARTS } from "./parts.ts";

export type Frozen = { versionId: string; version: number; draftId: string };

const ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

const checkCode = () =>
  Array.from({ length: 3 }, () =>
    Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join(""),
  ).join("-");

export const verifyUrl = (parts: Pick<Parts, "settings">, code: string) =>
  `${parts.settings.PUBLIC_URL}/verify/${code}`;

/**
 * Freezes the draft: while edits wait, reads the text from the log, makes the canonical JSON, its
 * hash and the PDF everybody reads, then in one locked transaction proves that nothing has changed
 * meanwhile (R-G13) and writes the version.
 */
export async function freeze(
  parts: Parts,
  asked: Asker,
  caseId: string,
  reasons: Settled[] = [],
): Promise<Frozen> {
  const { row } = await inCase(parts.db, asked, caseId, "agreement:lead");
  const check = await runPreflight(parts, row);
  if (!check.draftId) throw new Refusal("drafting/not-open");
  refuseIfBlocked(check.findings, reasons);
  const draftId = check.draftId;
  const live = await parts.drafts.open(draftId);
  return live.inTurn(async () => {
    const drawing = await draw(parts, caseId, draftId);
    await act(parts, asked, caseId, "agreement:lead", (now) => write(now, parts, drawing, reasons));
    return { versionId: drawing.made.agreementId, version: drawing.version, draftId };
  });
}

/**
 * Every character was asked for when the paper was drawn, and the text is compared: nothing slow
 * happens under the lock.
 */
const alreadyAsked = { uncovered: async () => [] };
type Drawing = Awaited<ReturnType<typeof draw>>;

/**
 * The text as its log proves it, with the case's and the people's data as they are now, drawn and
 * put into the store.
 */
async function draw(parts: Parts, caseId: string, draftId: string) {
  const { doc, seq } = await proveDraft(parts.db, draftId);
  const clauses = readDocument(doc);
  const made = {
    agreementId: randomUUID(),
    code: checkCode(),
    frozenAt: parts.now().toISOString(),
  };
  const content = await contentOf(parts.db, caseId, draftId, clauses, made);
  const text = canonicalText(content);
  const contentHash = sha256(text);
  // The case may have been edited since the check; nothing is frozen that cannot be printed.
  const [missing] = await parts.papers.uncovered(text);
  if (missing)
    throw new Refusal("agreements/preflight-failed", { findings: [uncoveredInHead(missing)] });
  const drawn = {
    verifyUrl: verifyUrl(parts, content.code),
    demo: parts.sealer.demo,
    edition: edition(),
  };
  const { bytes } = await parts.papers.render(
    "agreement",
    frozenPaper(content, contentHash, drawn),
  );
  const paper = await parts.files.put(bytes);
  return {
    draftId,
    seq,
    clauses,
    made,
    text,
    contentHash,
    version: content.version,
    epoch: content.epoch,
    drawn,
    paper,
  };
}

/**
 * Under the case's lock: the same check and the same content once more, of the rows as they are
 * now; then the version and the word to everybody.
 */
async function write(
  { tx, row, record, notify, touches }: Act,
  parts: Parts,
  drawing: Drawing,
  reasons: Settled[],
): Promise<void> {
  const caseId = row.id;
  const { draftId, seq, clauses, made, text, contentHash, version, epoch, drawn, paper } = drawing;
  const draft = await tx
    .selectFrom("draft")
    .selectAll()
    .where("id", "=", draftId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (draft.state !== "open") throw new Refusal("drafting/not-open");
  if (draft.last_seq !== seq) throw new Refusal("drafting/retry");
  const { findings, ...checked } = await runPreflight(
    { ...parts, papers: alreadyAsked, db: tx },
    row,
  );
  if (canonicalText(checked.clauses) !== canonicalText(clauses))
    throw new Error(
      `draft ${draftId}: the text that was checked is not the text that the log proves`,
    );
  refuseIfBlocked(findings, reasons);
  if (canonicalText(await contentOf(tx, caseId, draftId, clauses, made)) !== text)
    throw new Refusal("agreements/changed-meanwhile");
  const settled = JSON.stringify(settledIn(findings, reasons));
  await record("agreements/frozen", {
    version,
    contentHash,
    pdfHash: paper,
    ...(settled === "[]" ? {} : { settled }),
  });
  await tx.updateTable("draft").set({ state: "frozen" }).where("id", "=", draftId).execute();
  await tx
    .insertInto("agreement_version")
    .values({
      id: made.agreementId,
      case_id: caseId,
      draft_id: draftId,
      version,
      epoch,
      content: text,
      content_hash: contentHash,
      paper_file: paper,
      pdf_hash: paper,
      drawn: JSON.stringify(drawn),
      code: made.code,
      state: "frozen",
      frozen_at: new Date(made.frozenAt),
      log_upto: seq,
      settled,
    } as never)
    .execute();
  for (const person of await participantsOf(tx, caseId))
    await notify(person, {
      key: `frozen:${made.agreementId}:${person.id}`,
      subject: "调解协议已定稿，请阅读并签署",
      text: `${row.code}调解协议已定稿。请打开您的链接，阅读全文后签署。`,
    });
  await signHead(tx, parts.keys, caseId);
  touches(...AGREEMENT_PARTS);
}

function refuseIfBlocked(findings: Finding[], reasons: Settled[]): void {
  if (stillBlocking(findings, reasons).length > 0)
    throw new Refusal("agreements/preflight-failed", { findings });
}
