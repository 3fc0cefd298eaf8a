import type { AgreementContent } from "../../shared/agreements/agreement.ts";
import type { AgreementView, SignerView } from "../../shared/agreements/contract.ts";
import { diffClauses } from "../../shared/agreements/diff.ts";
import { diffHead } from "../../shared/agreements/diffHead.ts";
import { mediatorMaySign, partyMaySign, type SealTrouble, sealIsGivenUp } from "../../shared/agreements/signing.ts";
import type { Asker } from "../../shared/people/asker.ts";
import { maySignFor } from "../../shared/people/asker.ts";
import { type CaseFacts, refusalFor } from "../../shared/people/permissions.ts";
import type { CaseRow } from "../cases/access.ts";
import { agreedToReopen, participantsOf, standingDeclines, titlesOfPeople } from "../cases/store.ts";
import type { Database } from "../storage/database.ts";
import { answerRefusal, reopeningRefusal } from "./reopen.ts";
import { signingFacts } from "./sign.ts";

/** The agreement's latest version as one person sees it, with why he may not sign when he may not. */
export async function viewAgreement(db: Database, row: CaseRow, asker: Asker, caseFacts: CaseFacts): Promise<AgreementView> {
  const versions = await db.selectFrom("agreement_version").selectAll().where("case_id", "=", row.id).orderBy("version").execute(),
    version = versions.at(-1);
  if (!version || version.state === "void") return null;
  const content = JSON.parse(version.content) as AgreementContent;
  const [all, people, facts, agreed, reopening, declines, titles] = await Promise.all([
    db
      .selectFrom("signature")
      .select(["version_id", "role", "party_id", "signer", "signer_id", "capacity", "at"])
      .where(
        "version_id",
        "in",
        versions.map((one) => one.id),
      )
      .execute(),
    participantsOf(db, row.id),
    signingFacts(db, row, version),
    agreedToReopen(db, version.id),
    reopeningRefusal(db, version, []),
    standingDeclines(db, version.id),
    titlesOfPeople(db, row.id),
  ]);
  const here = all.filter((one) => one.version_id === version.id);
  const signers: SignerView[] = content.parties.map((party) => {
    const done = here.find((one) => one.party_id === party.id),
      able = people.filter((person) => person.party_id === party.id && maySignFor(person)),
      declined = declines.filter((one) => one.party_id === party.id);
    return {
      role: "party",
      partyId: party.id,
      title: party.title,
      name: party.name,
      state: done ? "signed" : declined.length > 0 ? "declined" : able.length === 0 ? "blocked" : "waiting",
      at: done?.at.toISOString() ?? null,
      by: done ? { name: done.signer, title: titles.get(done.signer_id) ?? "", forAnother: done.capacity !== "self" } : null,
      reason: null,
      declines: declined.map((one) => ({
        by: { name: one.name, title: titles.get(one.person_id ?? "") ?? "" },
        reason: one.reason,
        at: one.at.toISOString(),
      })),
    };
  });
  const mediator = here.find((one) => one.role === "mediator");
  signers.push({
    role: "mediator",
    partyId: null,
    title: "调解员",
    name: content.mediator.name,
    state: mediator ? "signed" : "waiting",
    at: mediator?.at.toISOString() ?? null,
    by: mediator ? { name: mediator.signer, title: "调解员", forAnother: false } : null,
    reason: null,
    declines: [],
  });
  signers.push({
    role: "seal",
    partyId: null,
    title: "印章",
    name: content.organisation.name,
    state: version.state === "sealed" ? "signed" : "waiting",
    at: version.sealed_at?.toISOString() ?? null,
    by: null,
    reason: null,
    declines: [],
  });
  const refusal =
    asker.kind === "participant"
      ? (refusalFor(asker, "agreement:sign", caseFacts) ?? partyMaySign(facts, asker))
      : asker.role === "mediator"
        ? mediatorMaySign(facts)
        : "people/not-allowed";
  const earlier = versions
    .filter(
      (one) =>
        one.state === "void" &&
        all.some(
          (signature) =>
            signature.version_id === one.id &&
            (asker.kind === "staff" || signature.signer_id === asker.id || signature.party_id === asker.partyId),
        ),
    )
    .at(-1);
  return {
    versionId: version.id,
    version: version.version,
    epoch: version.epoch,
    state: version.state,
    contentHash: version.content_hash,
    pdfHash: version.pdf_hash,
    checkCode: version.content_hash.slice(0, 6).toUpperCase(),
    code: version.code,
    frozenAt: version.frozen_at.toISOString(),
    sealedAt: version.sealed_at?.toISOString() ?? null,
    effectiveAt: version.effective_at?.toISOString() ?? null,
    content,
    signers,
    // What went wrong with the seal is for those who can do something about it.
    sealTrouble:
      asker.kind === "staff" && version.seal_error
        ? { why: version.seal_error as SealTrouble, givenUp: sealIsGivenUp(version.state, version.seal_failed_at) }
        : null,
    mySigning: { may: refusal === null, refusal },
    reopening: {
      way: reopening === null ? "at-once" : reopening === "agreements/all-must-agree" ? "all-agree" : null,
      asked:
        reopening === "agreements/all-must-agree" && version.reopen_asked !== null
          ? {
              reason: version.reopen_asked,
              agreed,
              refusal:
                (asker.kind === "participant" ? refusalFor(asker, "agreement:sign", caseFacts) : null) ?? answerRefusal(asker, agreed),
            }
          : null,
    },
    settled: version.settled,
    voided: versions
      .filter((one) => one.state === "void")
      .map((one) => ({
        version: one.version,
        reason: one.void_reason ?? "",
        at: (one.voided_at ?? one.frozen_at).toISOString(),
        signers: all.filter((signature) => signature.version_id === one.id).map((signature) => signature.signer),
      })),
    changes: earlier ? changesSince(JSON.parse(earlier.content) as AgreementContent, content) : null,
  };
}

const changesSince = (before: AgreementContent, after: AgreementContent) => ({
  clauses: diffClauses(before.clauses, after.clauses),
  head: diffHead(before, after),
});
