import type { FrozenClause } from "../drafting/sentence.ts";
import type { Authority, Capacity } from "../people/asker.ts";

/** One party as it stands at the head of the paper. ID numbers only masked. */
export type PaperParty = {
  id: string;
  title: string;
  kind: "person" | "company";
  name: string;
  idMask: string;
  sex: string;
  birth: string;
  nation: string;
  occupation: string;
  phoneMask: string;
  address: string;
  legalRepresentative: { name: string; position: string } | null;
  agents: { name: string; firm: string; authority: Authority }[];
};

/**
 * The frozen content: exactly this, as RFC 8785 text, is hashed, signed and attached to the PDF.
 * Since schema 2 a clause with typed fields carries its sentence; a text of schema 1 is drawn as it
 * was signed, words first and fields after.
 */
export type AgreementContent = {
  schema: "yuntiao/agreement/1" | "yuntiao/agreement/2";
  agreementId: string;
  version: number;
  epoch: number;
  caseCode: string;
  code: string;
  frozenAt: string;
  organisation: { id: string; name: string; district: string };
  mediator: { id: string; name: string };
  parties: PaperParty[];
  facts: string;
  disputed: string;
  clauses: FrozenClause[];
  copies: number;
};

export type Stroke = [x: number, y: number][];

/** How one signature came about, as the record page and the attached evidence tell it. */
export type SignatureRecord = {
  id: string;
  role: "party" | "mediator";
  signer: string;
  partyId: string | null;
  partyTitle: string;
  /** Whose signature it is; papers sealed before statements do not tell it. */
  signerId?: string;
  capacity: Capacity | "mediator";
  onBehalfOf: string | null;
  level: string;
  statement: string;
  contentHash: string;
  pdfHash: string;
  at: string;
  ip: string;
  device: string;
  identity: string;
  strokes: Stroke[];
  typedName: string | null;
};

export type Evidence = {
  schema: "yuntiao/evidence/1";
  contentHash: string;
  pdfHash: string;
  sealedAt: string;
  effectiveAt: string;
  signatures: SignatureRecord[];
  auditHead: { caseId: string; seq: number; hash: string; signature: string; publicKey: string };
  /**
   * The line of the case's record whose hash is the head: it names the statement. Papers sealed
   * before statements lack it.
   */
  auditLine?: { previous: string; text: string };
};

/** No paper is longer; whoever gives an agreement and its record may give two of this. */
export const MAX_PAPER_BYTES = 20 * 1024 * 1024;

/** What the organisation states with its seal, as RFC 8785 text attached to the sealed paper. */
export type Statement = {
  schema: "yuntiao/statement/1";
  caseId: string;
  caseCode: string;
  agreementId: string;
  version: number;
  code: string;
  contentHash: string;
  /** SHA-256 of the frozen PDF that everybody read; the same bytes are attached. */
  pdfHash: string;
  organisation: AgreementContent["organisation"];
  signers: {
    signature: string;
    person: string;
    role: "party" | "mediator";
    party: string | null;
    name: string;
    capacity: SignatureRecord["capacity"];
    onBehalfOf: string | null;
    at: string;
  }[];
  /** SHA-256 of the records of all signatures as they are in this paper, as RFC 8785 text. */
  recordsHash: string;
  /**
   * SHA-256 of the signing record, the paper that only court and organisation read (R-W2). Earlier
   * statements lack it.
   */
  recordHash?: string;
  /**
   * In the statements of a few papers, sealed before the record itself was named: SHA-256 of the
   * full records. Nothing reads it.
   */
  fullRecordsHash?: string;
  sealedAt: string;
  effectiveAt: string;
  /**
   * SHA-256 of the seal's certificate and of those that vouch for it, and the words in the seal.
   */
  seal: { certificates: string[]; demo: boolean; text: string };
  /** How the frozen paper was drawn, and with which edition of the form. */
  frozen: { verifyUrl: string; demo: boolean; edition: string };
  /** The edition of the form that drew the sealed paper. */
  drawnWith: string;
};
