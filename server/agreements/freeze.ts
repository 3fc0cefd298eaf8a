import { randomInt, randomUUID } from "node:crypto";
import QRCode from "qrcode";
import type { AgreementContent } from "../../shared/agreements/agreement.ts";
import { canonicalText } from "../../shared/agreements/canonical.ts";
import { Refusal } from "../../shared/refusal.ts";
import { maskPhone } from "../../shared/people/idNumber.ts";
import { readDocument } from "../../shared/drafting/document.ts";
import { uncoveredInHead } from "../../shared/drafting/preflight.ts";
import { appendAudit, signHead } from "../audit/chain.ts";
import type { CaseRow } from "../cases/access.ts";
import { participantsOf, partiesOf } from "../cases/store.ts";
import { readDraft } from "../drafting/liveDraft.ts";
import { runPreflight } from "../drafting/runPreflight.ts";
import type { Parts } from "../parts.ts";
import { sha256 } from "../storage/files.ts";

const ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const checkCode = () =>
  Array.from({ length: 3 }, () => Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join("")).join("-");
export const verifyUrl = (parts: Pick<Parts, "settings">, code: string) => `${parts.settings.PUBLIC_URL}/verify/${code}`;
export const qrOf = (text: string) => {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: "M" });
  return { size: modules.size, data: new Uint8Array(modules.data) };
};

/**
 * Freezes the draft: while edits wait, reads the text from the log, makes the canonical JSON, its hash and the PDF
 * everybody reads, then in one locked transaction proves that nothing was added meanwhile and writes the version.
 */
export async function freeze(parts: Parts, row: CaseRow, actor: string): Promise<{ versionId: string; version: number; draftId: string }> {
  const check = await runPreflight(parts, row);
  if (!check.draftId) throw new Refusal("drafting/not-open");
  if (check.findings.some((finding) => finding.blocking)) throw new Refusal("agreements/preflight-failed", { findings: check.findings });
  const draftId = check.draftId,
    live = await parts.drafts.open(draftId);
  return live.inTurn(async () => {
    const { db } = parts,
      { doc, seq } = await readDraft(db, draftId),
      clauses = readDocument(doc);
    if (seq !== check.seq) {
      const again = await runPreflight(parts, row);
      if (again.findings.some((finding) => finding.blocking))
        throw new Refusal("agreements/preflight-failed", { findings: again.findings });
    }
    const content = await contentOf(parts, row, draftId, clauses),
      text = canonicalText(content),
      contentHash = sha256(text);
    // The case may have been edited since the check; nothing is frozen that cannot be printed.
    const [missing] = await parts.papers.uncovered(text);
    if (missing) throw new Refusal("agreements/preflight-failed", { findings: [uncoveredInHead(missing)] });
    const { bytes } = await parts.papers.render("agreement", {
      content,
      contentHash,
      verifyUrl: verifyUrl(parts, content.code),
      qr: qrOf(verifyUrl(parts, content.code)),
      demo: parts.sealer.demo,
      sealed: null,
    });
    const paper = await parts.files.put(bytes);
    await db.transaction().execute(async (tx) => {
      await appendAudit(tx, row.id, {
        actor,
        event: "agreements/frozen",
        about: { version: content.version, contentHash, pdfHash: paper },
      });
      const draft = await tx.selectFrom("draft").selectAll().where("id", "=", draftId).forUpdate().executeTakeFirstOrThrow();
      if (draft.state !== "open") throw new Refusal("drafting/not-open");
      if (draft.last_seq !== seq) throw new Refusal("drafting/retry");
      await tx.updateTable("draft").set({ state: "frozen" }).where("id", "=", draftId).execute();
      await tx
        .insertInto("agreement_version")
        .values({
          id: content.agreementId,
          case_id: row.id,
          draft_id: draftId,
          version: content.version,
          epoch: content.epoch,
          content: text,
          content_hash: contentHash,
          paper_file: paper,
          pdf_hash: paper,
          code: content.code,
          state: "frozen",
          frozen_at: new Date(content.frozenAt),
          log_upto: seq,
        } as never)
        .execute();
      await signHead(tx, parts.keys, row.id);
    });
    return { versionId: content.agreementId, version: content.version, draftId };
  });
}

async function contentOf(parts: Parts, row: CaseRow, draftId: string, clauses: AgreementContent["clauses"]): Promise<AgreementContent> {
  const { db } = parts;
  const [parties, people, draft, last, organisation, mediator, fresh] = await Promise.all([
    partiesOf(db, row.id),
    participantsOf(db, row.id),
    db.selectFrom("draft").select("epoch").where("id", "=", draftId).executeTakeFirstOrThrow(),
    db
      .selectFrom("agreement_version")
      .select((eb) => eb.fn.max("version").as("version"))
      .where("case_id", "=", row.id)
      .executeTakeFirst(),
    db.selectFrom("organisation").selectAll().where("id", "=", row.organisation_id).executeTakeFirstOrThrow(),
    db.selectFrom("staff").select("name").where("user_id", "=", row.mediator_id).executeTakeFirstOrThrow(),
    db.selectFrom("cases").select(["facts", "disputed"]).where("id", "=", row.id).executeTakeFirstOrThrow(),
  ]);
  return {
    schema: "yuntiao/agreement/1",
    agreementId: randomUUID(),
    version: Number(last?.version ?? 0) + 1,
    epoch: draft.epoch,
    caseCode: row.code,
    code: checkCode(),
    frozenAt: parts.now().toISOString(),
    organisation: { id: organisation.id, name: organisation.name, district: organisation.district },
    mediator: { id: row.mediator_id, name: mediator.name },
    parties: parties.map((party) => {
      const side = people.filter((person) => person.party_id === party.id),
        self = side.find((person) => person.capacity === "self");
      return {
        id: party.id,
        title: `${party.title}${party.liability ? `（${party.liability}）` : ""}`,
        kind: party.kind,
        name: party.name,
        idMask: self?.id_mask ?? party.id_mask,
        sex: party.sex,
        birth: party.birth,
        nation: party.nation,
        occupation: party.occupation,
        phoneMask: maskPhone(side.find((person) => person.service_phone)?.service_phone ?? party.phone),
        address: party.address,
        legalRepresentative: party.legal_rep_name ? { name: party.legal_rep_name, position: party.legal_rep_title } : null,
        agents: side
          .filter((person) => person.capacity === "agent")
          .map((person) => ({ name: person.name, firm: person.firm, authority: person.authority ?? "general" })),
      };
    }),
    facts: fresh.facts,
    disputed: fresh.disputed,
    clauses,
    copies: parties.length + 1,
  };
}
