import { createHash } from "node:crypto";
import type {
  AgreementContent,
  Evidence,
  SignatureRecord,
  Statement,
} from "../../shared/agreements/agreement.ts";
import { canonicalText } from "../../shared/agreements/canonical.ts";
import { effectiveAt } from "../../shared/agreements/signing.ts";

export const hashOf = (data: string | Uint8Array): string =>
  createHash("sha256").update(data).digest("hex");

const signerOf = (record: SignatureRecord): Statement["signers"][number] => ({
  signature: record.id,
  person: record.signerId ?? "",
  role: record.role,
  party: record.partyId,
  name: record.signer,
  capacity: record.capacity,
  onBehalfOf: record.onBehalfOf,
  at: record.at,
});

/**
 * What the organisation states with its seal: which text in which version, which paper everybody
 * read, who signed it in what role and when. The case's record names this statement's hash, and the
 * seal covers both.
 */
export function makeStatement(
  content: AgreementContent,
  contentHash: string,
  pdfHash: string,
  signatures: SignatureRecord[],
  rest: Pick<
    Statement,
    "caseId" | "sealedAt" | "seal" | "frozen" | "drawnWith" | "recordHash" | "fullRecordsHash"
  >,
): Statement {
  return {
    schema: "yuntiao/statement/1",
    caseCode: content.caseCode,
    agreementId: content.agreementId,
    version: content.version,
    code: content.code,
    contentHash,
    pdfHash,
    organisation: content.organisation,
    signers: signatures.map(signerOf),
    recordsHash: hashOf(canonicalText(signatures)),
    effectiveAt: effectiveAt(
      signatures.map((one) => one.at),
      rest.sealedAt,
    ),
    ...rest,
  };
}

/** The statement says the same as the text, the records, the seal's certificate and its time. */
export function statementHolds(
  text: string,
  statement: Statement,
  from: { content: AgreementContent; evidence: Evidence; chain: string[]; signedAt: Date },
): boolean {
  const { content, evidence, chain, signedAt } = from;
  const { caseId, sealedAt, seal, frozen, drawnWith, recordHash, fullRecordsHash } = statement;
  const meant = makeStatement(
    content,
    evidence.contentHash,
    evidence.pdfHash,
    evidence.signatures,
    {
      caseId,
      sealedAt,
      seal: { ...seal, certificates: chain },
      frozen,
      drawnWith,
      ...(recordHash === undefined ? {} : { recordHash }),
      ...(fullRecordsHash === undefined ? {} : { fullRecordsHash }),
    },
  );
  return (
    canonicalText(meant) === text &&
    evidence.sealedAt === sealedAt &&
    evidence.effectiveAt === statement.effectiveAt &&
    evidence.auditHead.caseId === caseId &&
    Math.floor(Date.parse(sealedAt) / 1000) * 1000 === signedAt.getTime()
  );
}
