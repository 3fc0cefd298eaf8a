import type { AgreementContent, Evidence, SignatureRecord, Stroke } from "../../shared/agreements/agreement.ts";

/** What each form is made from. Data only: it crosses to the worker. */
export type Qr = { size: number; data: Uint8Array };
export type AgreementPaper = {
  content: AgreementContent;
  contentHash: string;
  verifyUrl: string;
  qr: Qr;
  demo: boolean;
  /** Only on the sealed paper. */
  sealed: {
    signatures: SignatureRecord[];
    evidence: Evidence;
    canonical: string;
    statement: string;
    frozen: Uint8Array;
  } | null;
};
export type ApplicationContent = {
  schema: "yuntiao/application/1";
  caseCode: string;
  court: string;
  revision: number;
  applicationId: string;
  agreementCode: string;
  agreementHash: string;
  /** Absent in applications of before. */
  copies?: number;
  effectiveDay: string;
  deadline: string;
  organisation: string;
  mediator: string;
  preparedAt: string;
  applicants: {
    partyId: string;
    name: string;
    kind: "person" | "company";
    sex: string;
    birth: string;
    nation: string;
    idMask: string;
    address: string;
    phone: string;
    legalRepresentative: string;
    agents: { name: string; firm: string; authority: string }[];
  }[];
  /** What each was called in the mediation; absent in applications of before. */
  roles?: { partyId: string; title: string }[];
  facts: string;
  /** One text a clause; its lines are paragraphs. */
  terms: string[];
};
export type ApplicationPaper = {
  content: ApplicationContent;
  contentHash: string;
  demo: boolean;
  signatures: {
    partyId: string;
    signer: string;
    capacity: string;
    at: string;
    strokes: Stroke[];
    typedName: string | null;
    level: string;
  }[];
};
export type ProofPaper = {
  organisation: string;
  caseCode: string;
  acceptedOn: string;
  parties: string[];
  mediator: string;
  agreementCode: string;
  effectiveDay: string;
  demo: boolean;
  at: string;
};
export type AddressPaper = {
  caseCode: string;
  /** 案由. */
  cause: string;
  at: string;
  demo: boolean;
  people: {
    name: string;
    party: string;
    relation: string;
    idMask: string;
    address: string;
    phone: string;
    email: string;
    electronic: boolean;
    at: string;
  }[];
};
export type IdentityPaper = {
  organisation: string;
  caseCode: string;
  at: string;
  demo: boolean;
  people: {
    name: string;
    party: string;
    relation: string;
    idKind: string;
    idMask: string;
    checkedBy: string;
    method: string;
    at: string;
  }[];
};
export type AuthorityPaper = {
  organisation: string;
  caseCode: string;
  at: string;
  demo: boolean;
  agents: { name: string; firm: string; party: string; authority: string }[];
};

/** How every signature came about, for court and organisation alone (R-W2). */
export type RecordPaper = {
  caseCode: string;
  organisation: string;
  code: string;
  demo: boolean;
  contentHash: string;
  pdfHash: string;
  frozenAt: string;
  sealedAt: string;
  effectiveAt: string;
  signatures: SignatureRecord[];
  /** Random, kept in the paper: without it the paper's hash, which parties have, would confirm a guess of what it says. */
  salt: string;
};

export type Forms = {
  agreement: AgreementPaper;
  application: ApplicationPaper;
  "mediation-proof": ProofPaper;
  address: AddressPaper;
  identity: IdentityPaper;
  authority: AuthorityPaper;
  record: RecordPaper;
};
export type FormName = keyof Forms;
export const DEMO_MARK = "演示环境出具，印章与证书仅供演示，不具法律效力";
