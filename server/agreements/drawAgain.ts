import { readCertificate } from "./certificate.ts";
import { frozenPaper, sealedPaper, sealWords } from "./paperOf.ts";
import { cutPdf, readSeal } from "./pdfSeal.ts";
import { placeSeal } from "./sealer.ts";
import { hashOf } from "./statement.ts";
import type { SealedReport } from "./verifySealed.ts";
import { canonicalText } from "../../shared/agreements/canonical.ts";
import type { AgreementPaper } from "../papers/forms/agreement.ts";

export type Draw = {
  draw: (paper: AgreementPaper) => Promise<{ bytes: Uint8Array }>;
  edition: string;
};

/**
 * Draws the frozen paper and the sealed one again from the data that was proved, with the same
 * form, and compares every byte outside the seal's signature value: then nothing on any page, seen
 * or hidden, is other than the data says. Null when another edition of the form drew them and the
 * bytes differ: then this tool cannot tell.
 */
export async function drawAgain(
  bytes: Buffer,
  report: SealedReport,
  { draw, edition }: Draw,
): Promise<boolean | null> {
  const { content, evidence, statement } = report;
  if (!content || !evidence || !statement) return null;
  const read = await draw(frozenPaper(content, statement.contentHash, statement.frozen));
  const isRead = hashOf(read.bytes) === statement.pdfHash;
  const isSealed = isRead && (await isDrawnSo(bytes, report, read.bytes, draw));
  if (isRead && isSealed) return true;
  const mine = isRead ? [statement.drawnWith] : [statement.frozen.edition];
  return mine.includes(edition) ? false : null;
}

async function isDrawnSo(
  bytes: Buffer,
  report: SealedReport,
  frozen: Uint8Array,
  draw: Draw["draw"],
): Promise<boolean> {
  const { content, evidence, statement } = report;
  const cut = cutPdf(bytes);
  const seal = cut && readSeal(cut);
  if (!content || !evidence || !statement || !cut || !seal) return false;
  const statementText = canonicalText(statement);
  const { signatures } = evidence;
  const again = await draw(
    sealedPaper({
      content,
      canonical: canonicalText(content),
      statement,
      statementText,
      evidence,
      signatures,
      frozen,
    }),
  );
  const placed = await placeSeal(
    again.bytes,
    sameCertificates([seal.certificate, ...seal.chain].map((one) => one.raw)),
    sealWords(statement),
  );
  const blank = cutPdf(placed);
  return blank?.signed.equals(cut.signed) ?? false;
}

/** Signs with nothing: only the place of the signature counts. */
function sameCertificates([certificate, ...chain]: Buffer[]) {
  const isEc = certificate && readCertificate(certificate)?.publicKey.asymmetricKeyType === "ec";
  return {
    certificate: new Uint8Array(certificate ?? []),
    certificateChain: chain.map((one) => new Uint8Array(one)),
    keyType: isEc ? ("EC" as const) : ("RSA" as const),
    signatureAlgorithm: isEc ? ("ECDSA" as const) : ("RSASSA-PKCS1-v1_5" as const),
    sign: async () => new Uint8Array(256),
  };
}
