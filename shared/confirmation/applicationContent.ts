/** What one revision of the joint application says: the text that is hashed and signed. */
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
