import type { AgreementContent, PaperParty } from "./agreement.ts";

type PartyField = Exclude<keyof PaperParty, "id" | "kind">;
export type HeadField = PartyField | "party" | "facts" | "disputed" | "copies" | "mediator";

/**
 * One thing that stands otherwise at the head of the paper; `party` names whose it is, null when it
 * is nobody's.
 */
export type HeadChange = {
  partyId: string | null;
  party: string | null;
  field: HeadField;
  before: string;
  after: string;
};

const AUTHORITIES = { general: "一般授权", special: "特别授权" };

const PARTY_FIELDS: { [F in PartyField]: (party: PaperParty) => string } = {
  name: (party) => party.name,
  title: (party) => party.title,
  idMask: (party) => party.idMask,
  sex: (party) => party.sex,
  birth: (party) => party.birth,
  nation: (party) => party.nation,
  occupation: (party) => party.occupation,
  phoneMask: (party) => party.phoneMask,
  address: (party) => party.address,
  legalRepresentative: ({ legalRepresentative: one }) =>
    one ? `${one.name} ${one.position}`.trim() : "",
  agents: (party) =>
    party.agents
      .map((agent) => `${agent.name}（${agent.firm}，${AUTHORITIES[agent.authority]}）`)
      .join("、"),
};

const CASE_FIELDS: [HeadField, (content: AgreementContent) => string][] = [
  ["facts", (content) => content.facts],
  ["disputed", (content) => content.disputed],
  ["mediator", (content) => content.mediator.name],
  ["copies", (content) => String(content.copies)],
];

/**
 * R-G5, of the head of the paper: exactly what changed in each party's data and in the facts, for
 * earlier signers.
 */
export function diffHead(before: AgreementContent, after: AgreementContent): HeadChange[] {
  const parties = after.parties.flatMap((party): HeadChange[] => {
    const old = before.parties.find((one) => one.id === party.id);
    const of = { partyId: party.id, party: party.name };
    if (!old) return [{ ...of, field: "party", before: "", after: party.name }];
    return Object.entries(PARTY_FIELDS).flatMap(([field, read]) =>
      read(old) === read(party)
        ? []
        : [{ ...of, field: field as PartyField, before: read(old), after: read(party) }],
    );
  });
  const gone = before.parties
    .filter((party) => !after.parties.some((one) => one.id === party.id))
    .map(
      (party): HeadChange => ({
        partyId: party.id,
        party: party.name,
        field: "party",
        before: party.name,
        after: "",
      }),
    );
  const ofCase = CASE_FIELDS.flatMap(([field, read]) =>
    read(before) === read(after)
      ? []
      : [{ partyId: null, party: null, field, before: read(before), after: read(after) }],
  );
  return [...parties, ...gone, ...ofCase];
}
