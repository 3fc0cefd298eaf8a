import { sql } from "kysely";
import { mayReopen, sealIsGivenUp } from "../../shared/agreements/signing.ts";
import { type Asker, maySignFor } from "../../shared/people/asker.ts";
import type { RefusalCode } from "../../shared/refusal.ts";
import { Refusal } from "../../shared/refusal.ts";
import { inCase } from "../cases/access.ts";
import { type Act, act } from "../cases/act.ts";
import { agreedToReopen } from "./versions.ts";
import { applicationOf } from "../confirmation/applications.ts";
import { participantsOf } from "../cases/parties.ts";
import type { Parts } from "../parts.ts";
import { endSigningCodes } from "../people/endSessions.ts";
import { asParticipant } from "../people/participants.ts";
import type { Database, Tx } from "../storage/database.ts";
import { frozenContent } from "./frozenContent.ts";
import { AGREEMENT_PARTS } from "./parts.ts";
import { versionOf } from "./versionOf.ts";

const SIGN_ANEW = "您之前的签名不再有效，修改定稿后请再看一遍、再签名。";
const NOT_YET = "请先不要签名，等修改定稿后再看。";

type Version = {
  id: string;
  case_id: string;
  state: "frozen" | "signed" | "sealing" | "sealed" | "void";
  epoch: number;
  content: string;
  seal_failed_at: Date | null;
  draft_id: string;
};

/** Why this version may not be opened again now, or null (R-G6). */
export async function reopeningRefusal(
  db: Database | Tx,
  version: Version,
  agreedParties: string[],
): Promise<RefusalCode | null> {
  const application = await applicationOf(db, version.id);
  const { parties } = frozenContent(version);
  return mayReopen(
    version.state,
    application?.state ?? null,
    { partyIds: parties.map((party) => party.id), agreedParties },
    sealIsGivenUp(version.state, version.seal_failed_at),
  );
}

/** Why this person does not answer whether the text may be changed, or null. */
export const answerRefusal = (asker: Asker, agreedParties: string[]): RefusalCode | null => {
  if (asker.kind !== "participant") return "people/not-allowed";
  if (!maySignFor(asker)) return "agreements/no-special-authority";
  return agreedParties.includes(asker.partyId) ? "agreements/already-answered" : null;
};

/**
 * Opens the text again: the frozen version and its signatures are void but kept, and a new epoch is
 * seeded from its JSON. The old document is never thawed, so refused edits can't come back.
 */
async function openAgain(
  { tx, notify }: Pick<Act, "tx" | "notify">,
  parts: Parts,
  version: Version,
  reason: string,
): Promise<number> {
  await tx
    .updateTable("agreement_version")
    .set({ state: "void", void_reason: reason, voided_at: parts.now() })
    .where("id", "=", version.id)
    .execute();
  const { clauses } = frozenContent(version);
  const epoch = version.epoch + 1;
  const { id } = await tx
    .insertInto("draft")
    .values({
      case_id: version.case_id,
      epoch,
      state: "open",
      seed: JSON.stringify(clauses.map(({ sentence, ...clause }) => clause)),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  // R-D6. Consent is bound to the words of a clause, so it goes along and falls where the words
  // change.
  const consents = await tx
    .selectFrom("consent")
    .selectAll()
    .where("draft_id", "=", version.draft_id)
    .execute();
  if (consents.length > 0)
    await tx
      .insertInto("consent")
      .values(consents.map((consent) => ({ ...consent, draft_id: id })))
      .execute();
  // So do the locks, and what was remarked and answered beside the clauses.
  await tx
    .insertInto("clause_lock")
    .columns(["draft_id", "clause_id"])
    .expression(
      tx
        .selectFrom("clause_lock")
        .select([sql<string>`${id}::uuid`.as("draft_id"), "clause_id"])
        .where("draft_id", "=", version.draft_id),
    )
    .execute();
  await tx
    .insertInto("comment")
    .columns(["draft_id", "clause_id", "author_id", "author", "body", "blocking", "settled", "at"])
    .expression(
      tx
        .selectFrom("comment")
        .select([
          sql<string>`${id}::uuid`.as("draft_id"),
          "clause_id",
          "author_id",
          "author",
          "body",
          "blocking",
          "settled",
          "at",
        ])
        .where("draft_id", "=", version.draft_id),
    )
    .execute();
  await endSigningCodes(tx, version.case_id, "sign", parts.now());
  await tellSigners({ tx, notify }, version, reason);
  return epoch;
}

/**
 * Whoever was asked to sign is told that the text is open again, and whether a signature of his has
 * fallen.
 */
async function tellSigners(
  { tx, notify }: Pick<Act, "tx" | "notify">,
  version: Version,
  reason: string,
): Promise<void> {
  const signed = await tx
    .selectFrom("signature")
    .select("signer_id")
    .where("version_id", "=", version.id)
    .execute();
  const signedIds = new Set(signed.map((one) => one.signer_id));
  for (const person of (await participantsOf(tx, version.case_id)).filter(maySignFor))
    await notify(person, {
      key: `reopened:${version.id}:${person.id}`,
      subject: "协议内容重新打开修改",
      text: `调解员重新打开了协议内容，理由：${reason}。${signedIds.has(person.id) ? SIGN_ANEW : NOT_YET}`,
    });
}

/**
 * The mediator opens the text again or, when it is in force, asks every party first. Answers the
 * new epoch, or null when asked.
 */
export async function reopen(
  parts: Parts,
  asked: Asker,
  caseId: string,
  { versionId, reason }: { versionId: string; reason: string },
): Promise<number | null> {
  await inCase(parts.db, asked, caseId, "agreement:lead");
  const asks =
    (await reopeningRefusal(parts.db, await versionOf(parts.db, caseId, versionId), [])) ===
    "agreements/all-must-agree";
  return act(parts, asked, caseId, "agreement:lead", async ({ tx, record, notify, touches }) => {
    await record(asks ? "agreements/reopen-asked" : "agreements/reopened", { reason });
    touches(...AGREEMENT_PARTS);
    const version = await versionOf(tx, caseId, versionId);
    const refusal = await reopeningRefusal(tx, version, []);
    if (!asks && refusal === null) return openAgain({ tx, notify }, parts, version, reason);
    if (!asks || refusal !== "agreements/all-must-agree")
      throw new Refusal(refusal ?? "agreements/not-signing");
    await tx
      .updateTable("agreement_version")
      .set({ reopen_asked: reason })
      .where("id", "=", version.id)
      .execute();
    await tx.deleteFrom("reopening_agreed").where("version_id", "=", version.id).execute();
    for (const person of (await participantsOf(tx, caseId)).filter(maySignFor))
      await notify(person, {
        key: `reopen:${version.id}:${parts.now().getTime()}:${person.id}`,
        subject: "调解员提出修改协议，请答复",
        text: "调解员提出修改已生效的协议，各方都同意才能改。请打开您的链接，看一看原因并答复。",
      });
    return null;
  });
}

/** One side's answer. The last agreement opens the text; one refusal ends the question. */
export const answerReopening = (
  parts: Parts,
  asked: Asker,
  caseId: string,
  { versionId, agree }: { versionId: string; agree: boolean },
): Promise<number | null> =>
  act(
    parts,
    asked,
    caseId,
    "agreement:sign",
    async ({ tx, asker: by, record, notify, touches }) => {
      const asker = asParticipant(by);
      await record(agree ? "agreements/reopen-agreed" : "agreements/reopen-refused");
      touches(...AGREEMENT_PARTS, "confirmation");
      const version = await versionOf(tx, caseId, versionId);
      const agreed = await agreedToReopen(tx, version.id);
      const refusal = answerRefusal(asker, agreed);
      if (version.reopen_asked === null || version.state !== "sealed")
        throw new Refusal("agreements/no-change-asked");
      if (refusal) throw new Refusal(refusal);
      if (!agree) {
        await tx
          .updateTable("agreement_version")
          .set({ reopen_asked: null })
          .where("id", "=", version.id)
          .execute();
        await tx.deleteFrom("reopening_agreed").where("version_id", "=", version.id).execute();
        return null;
      }
      await tx
        .insertInto("reopening_agreed")
        .values({
          version_id: version.id,
          party_id: asker.partyId,
          by_id: asker.id,
          by_name: asker.name,
          at: parts.now(),
        })
        .execute();
      const still = await reopeningRefusal(tx, version, [...agreed, asker.partyId]);
      if (still === "agreements/all-must-agree") return null;
      if (still) throw new Refusal(still);
      await record("agreements/reopened", { reason: version.reopen_asked });
      return openAgain({ tx, notify }, parts, version, version.reopen_asked);
    },
  );
