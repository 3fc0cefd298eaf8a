/** Who is asking, as settled by the session, never by the message. */
export type Capacity = "self" | "legal-representative" | "agent";

/** 一般授权 / 特别授权. */
export type Authority = "general" | "special";

/**
 * How well a person is known: the link alone, the one-time code, all entry steps done, the ID
 * document checked by the mediator.
 */
export type Level = "link" | "code" | "entered" | "verified";
export type StaffRole = "mediator" | "coordinator" | "clerk";

export type ParticipantAsker = {
  kind: "participant";
  id: string;
  caseId: string;
  partyId: string;
  name: string;
  capacity: Capacity;
  authority: Authority | null;
  level: Level;
  /**
   * The session that was shown; null is what the product does by itself, as in the demo, and is
   * asked for none (R-P31).
   */
  sessionId: string | null;
};

export type StaffAsker = {
  kind: "staff";
  id: string;
  name: string;
  role: StaffRole;
  organisationId: string | null;
  courtId: string | null;
  sessionId: string | null;
};

export type Asker = ParticipantAsker | StaffAsker;

/**
 * R-P4. Who may bind a party by a signature: the party, its legal representative, or an agent with
 * 特别授权 (民诉法 62; 民诉法解释 89: "全权代理" alone is general).
 */
export const maySignFor = (person: { capacity: Capacity; authority: Authority | null }): boolean =>
  person.capacity !== "agent" || person.authority === "special";

/**
 * R-P8. What somebody is called among the others: who acts for a party is never shown as the party
 * (被申请人二的代理人). `party` is the party's own title.
 */
export const titleFor = (party: string, capacity: Capacity): string =>
  ({ self: party, "legal-representative": `${party}的法定代表人`, agent: `${party}的代理人` })[
    capacity
  ];

export const levels: Level[] = ["link", "code", "entered", "verified"];

export const atLeast = (level: Level, needed: Level): boolean =>
  levels.indexOf(level) >= levels.indexOf(needed);
