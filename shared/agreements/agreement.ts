import type { Clause } from "../drafting/clause.ts";
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
/** The frozen content: exactly this, as RFC 8785 text, is hashed, signed and attached to the PDF. */
export type AgreementContent = {
  schema: "yuntiao/agreement/1";
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
  clauses: Clause[];
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
};
