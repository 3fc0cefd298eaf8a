import QRCode from "qrcode";
import type {
  AgreementContent,
  Evidence,
  SignatureRecord,
  Statement,
} from "../../shared/agreements/agreement.ts";
import type { AgreementPaper } from "../papers/forms/agreement.ts";

/** How a version was drawn when it was frozen: the same is said on its sealed paper. */
export type Drawn = Statement["frozen"];

/** The QR code of an address, as squares. */
export const qrOf = (text: string) => {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: "M" });
  return { size: modules.size, data: new Uint8Array(modules.data) };
};

/** What the paper that everybody reads and signs is drawn from. */
export const frozenPaper = (
  content: AgreementContent,
  contentHash: string,
  drawn: Omit<Drawn, "edition">,
): AgreementPaper => ({
  content,
  contentHash,
  verifyUrl: drawn.verifyUrl,
  qr: qrOf(drawn.verifyUrl),
  demo: drawn.demo,
  sealed: null,
});

export type Sealing = {
  content: AgreementContent;
  /** The frozen content as the text that was hashed. */
  canonical: string;
  statement: Statement;
  statementText: string;
  evidence: Evidence;
  signatures: SignatureRecord[];
  frozen: Uint8Array;
};

/** What the paper that gets the seal is drawn from. */
export const sealedPaper = ({
  content,
  canonical,
  statement,
  statementText,
  evidence,
  signatures,
  frozen,
}: Sealing): AgreementPaper => ({
  ...frozenPaper(content, statement.contentHash, {
    verifyUrl: statement.frozen.verifyUrl,
    demo: statement.seal.demo,
  }),
  sealed: { signatures, evidence, canonical, statement: statementText, frozen },
});

/** What the seal itself says beside its signature. */
export const sealWords = (statement: Statement) => ({
  reason: "加盖人民调解委员会印章",
  location: statement.organisation.district,
  at: new Date(statement.sealedAt),
});
