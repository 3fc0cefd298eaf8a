import type { Selectable } from "kysely";
import type { AgreementContent } from "../../shared/agreements/agreement.ts";
import type { AgreementView, SignerView } from "../../shared/agreements/contract.ts";
import { diffClauses } from "../../shared/agreements/diff.ts";
import { diffHead } from "../../shared/agreements/diffHead.ts";
import {
  mediatorMaySign,
  partyMaySign,
  sealIsGivenUp,
  type SigningFacts,
} from "../../shared/agreements/signing.ts";
import type { Asker } from "../../shared/people/asker.ts";
import { maySignFor } from "../../shared/people/asker.ts";
import { type CaseFacts, refusalFor } from "../../shared/people/permissions.ts";
import type { RefusalCode } from "../../shared/refusal.ts";
import type { CaseRow } from "../cases/access.ts";
import { agreedToReopen, standingDeclines } from "./versions.ts";
import { participantsOf, titlesOfPeople } from "../cases/parties.ts";
import type { ParticipantRow } from "../people/participants.ts";
import type { Database } from "../storage/database.ts";
import type { Tables } from "../storage/tables.ts";
import { frozenContent, sealTroubleOf } from "./frozenContent.ts";
import { answerRefusal, reopeningRefusal } from "./reopen.ts";
import { signingFacts } from "./signingFacts.ts";

type View = NonNullable<AgreementView>;
type VersionRow = Selectable<Tables["agreement_version"]>;
type SignatureRow = Awaited<ReturnType<typeof signaturesOf>>[number];
type DeclineRow = Awaited<ReturnType<typeof standingDeclines>>[number];
type Titles = ReadonlyMap<string, string>;

const MEDIATOR = "调解员";
const SEAL = "印章";

/** What people read to one another on video to see that they have the same text. */
const CHECK_CODE_LENGTH = 6;

/**
 * The agreement's latest version as one person sees it, with why he may not sign when he may not.
 */
export async function viewAgreement(
  db: Database,
  row: CaseRow,
  asker: Asker,
  caseFacts: CaseFacts,
): Promise<AgreementView> {
  const versions = await db
    .selectFrom("agreement_version")
    .selectAll()
    .where("case_id", "=", row.id)
    .orderBy("version")
    .execute();
  const version = versions.at(-1);
  if (!version || version.state === "void") return null;
  const content = frozenContent(version);
  const [signatures, people, facts, reopening, declines, titles] = await Promise.all([
    signaturesOf(
      db,
      versions.map(({ id }) => id),
    ),
    participantsOf(db, row.id),
    signingFacts(db, row, version),
    reopeningFor(db, version, asker, caseFacts),
    standingDeclines(db, version.id),
    titlesOfPeople(db, row.id),
  ]);
  const here = signatures.filter((signature) => signature.version_id === version.id);
  const refusal = signingRefusal(asker, caseFacts, facts);
  const voided = versions.filter(({ state }) => state === "void");
  const earlier = voided.filter(({ id }) => isSignedFor(asker, id, signatures)).at(-1);
  return {
    versionId: version.id,
    version: version.version,
    epoch: version.epoch,
    state: version.state,
    contentHash: version.content_hash,
    pdfHash: version.pdf_hash,
    checkCode: version.content_hash.slice(0, CHECK_CODE_LENGTH).toUpperCase(),
    code: version.code,
    frozenAt: version.frozen_at.toISOString(),
    sealedAt: version.sealed_at?.toISOString() ?? null,
    effectiveAt: version.effective_at?.toISOString() ?? null,
    content,
    signers: [
      ...content.parties.map((party) => partyAsSigner(party, here, people, declines, titles)),
      mediatorAsSigner(content, here),
      sealAsSigner(content, version),
    ],
    sealTrouble: troubleFor(asker, version),
    mySigning: { may: refusal === null, refusal },
    reopening,
    settled: version.settled,
    voided: voided.map((one) => ({
      version: one.version,
      reason: one.void_reason ?? "",
      at: (one.voided_at ?? one.frozen_at).toISOString(),
      signers: signatures
        .filter((signature) => signature.version_id === one.id)
        .map(({ signer }) => signer),
    })),
    changes: earlier ? changesSince(frozenContent(earlier), content) : null,
  };
}

const signaturesOf = (db: Database, versionIds: string[]) =>
  db
    .selectFrom("signature")
    .select(["version_id", "role", "party_id", "signer", "signer_id", "capacity", "at"])
    .where("version_id", "in", versionIds)
    .execute();

/** Why this asker does not sign now, or null. */
function signingRefusal(
  asker: Asker,
  caseFacts: CaseFacts,
  facts: SigningFacts,
): RefusalCode | null {
  if (asker.kind === "participant")
    return refusalFor(asker, "agreement:sign", caseFacts) ?? partyMaySign(facts, asker);
  return asker.role === "mediator" ? mediatorMaySign(facts) : "people/not-allowed";
}

/** Whether the text can be opened again, how, and how far that has been answered (R-G6). */
async function reopeningFor(
  db: Database,
  version: VersionRow,
  asker: Asker,
  caseFacts: CaseFacts,
): Promise<View["reopening"]> {
  const refusal = await reopeningRefusal(db, version, []);
  if (refusal !== "agreements/all-must-agree")
    return { way: refusal === null ? "at-once" : null, asked: null };
  if (version.reopen_asked === null) return { way: "all-agree", asked: null };
  const agreed = await agreedToReopen(db, version.id);
  const ownDoor =
    asker.kind === "participant" ? refusalFor(asker, "agreement:sign", caseFacts) : null;
  return {
    way: "all-agree",
    asked: {
      reason: version.reopen_asked,
      agreed,
      refusal: ownDoor ?? answerRefusal(asker, agreed),
    },
  };
}

/** What went wrong with the seal is for those who can do something about it. */
function troubleFor(asker: Asker, version: VersionRow): View["sealTrouble"] {
  const why = asker.kind === "staff" ? sealTroubleOf(version) : null;
  return why && { why, givenUp: sealIsGivenUp(version.state, version.seal_failed_at) };
}

function partyAsSigner(
  party: AgreementContent["parties"][number],
  signatures: SignatureRow[],
  people: ParticipantRow[],
  standing: DeclineRow[],
  titles: Titles,
): SignerView {
  const signature = signatures.find(({ party_id }) => party_id === party.id);
  const declines = standing.filter(({ party_id }) => party_id === party.id);
  const canBeSigned = people.some((person) => person.party_id === party.id && maySignFor(person));
  const titleOf = (personId: string | null) => titles.get(personId ?? "") ?? "";
  return {
    role: "party",
    partyId: party.id,
    title: party.title,
    name: party.name,
    state: signature
      ? "signed"
      : declines.length > 0
        ? "declined"
        : canBeSigned
          ? "waiting"
          : "blocked",
    at: signature?.at.toISOString() ?? null,
    by: signature
      ? {
          name: signature.signer,
          title: titleOf(signature.signer_id),
          forAnother: signature.capacity !== "self",
        }
      : null,
    reason: null,
    declines: declines.map(({ name, person_id, reason, at }) => ({
      by: { name, title: titleOf(person_id) },
      reason,
      at: at.toISOString(),
    })),
  };
}

function mediatorAsSigner({ mediator }: AgreementContent, signatures: SignatureRow[]): SignerView {
  const signature = signatures.find(({ role }) => role === "mediator");
  return {
    role: "mediator",
    partyId: null,
    title: MEDIATOR,
    name: mediator.name,
    state: signature ? "signed" : "waiting",
    at: signature?.at.toISOString() ?? null,
    by: signature ? { name: signature.signer, title: MEDIATOR, forAnother: false } : null,
    reason: null,
    declines: [],
  };
}

const sealAsSigner = ({ organisation }: AgreementContent, version: VersionRow): SignerView => ({
  role: "seal",
  partyId: null,
  title: SEAL,
  name: organisation.name,
  state: version.state === "sealed" ? "signed" : "waiting",
  at: version.sealed_at?.toISOString() ?? null,
  by: null,
  reason: null,
  declines: [],
});

/**
 * Whether this asker, or the party he acts for, signed that version; for staff, whether anybody
 * did.
 */
const isSignedFor = (asker: Asker, versionId: string, signatures: SignatureRow[]): boolean =>
  signatures.some(
    ({ version_id, signer_id, party_id }) =>
      version_id === versionId &&
      (asker.kind === "staff" || signer_id === asker.id || party_id === asker.partyId),
  );

const changesSince = (before: AgreementContent, after: AgreementContent) => ({
  clauses: diffClauses(before.clauses, after.clauses),
  head: diffHead(before, after),
});
