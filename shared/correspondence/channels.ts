import type { Asker } from "../people/asker.ts";
import type { Channel } from "./contract.ts";

/**
 * R-K1. The channels one person reads and writes: all sides together, and the own side with the
 * mediator. There is no function that returns everything.
 */
export function channelsOf(asker: Asker, leads: boolean, partyIds: string[]): Channel[] {
  if (asker.kind === "participant") return ["joint", `side:${asker.partyId}`];
  return leads ? ["joint", ...partyIds.map((id): Channel => `side:${id}`)] : [];
}
