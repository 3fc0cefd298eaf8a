import type { SignatureRecord } from "../../shared/agreements/agreement.ts";

const RELATIONS: Record<string, string> = {
  self: "本人",
  "legal-representative": "法定代表人",
  agent: "委托代理人",
};

const SIGNING: Record<string, string> = {
  ...RELATIONS,
  agent: "委托代理人（特别授权）",
  mediator: "人民调解员",
};

/** What somebody is to the party; empty for a capacity that is none of a party's. */
export const relationOf = (capacity: string): string => RELATIONS[capacity] ?? "";

/**
 * In what capacity somebody signed, and whose: a company acts by its legal representative, who is
 * no agent (民法典 61); an agent acts for his principal.
 */
export function capacityOf(signed: Pick<SignatureRecord, "capacity" | "onBehalfOf">): string {
  const what = SIGNING[signed.capacity] ?? signed.capacity;
  return signed.onBehalfOf && signed.capacity !== "self" ? `${signed.onBehalfOf}的${what}` : what;
}

/** An agent's authority in the law's words. */
export function authorityInWords(authority: string): string {
  return authority === "special" ? "特别授权" : "一般授权";
}
