import type { Browser } from "@playwright/test";
import { Mediator } from "./people/mediator.ts";
import { Party } from "./people/party.ts";
import { type Look, somebody } from "./people/person.ts";
import { Clerk, Coordinator } from "./people/staff.ts";

export { DESKTOP, PHONE } from "./people/person.ts";
export const aParty = (browser: Browser, look?: Look) => somebody(Party, browser, look),
  aMediator = (browser: Browser, look?: Look) => somebody(Mediator, browser, look),
  aCoordinator = (browser: Browser, look?: Look) => somebody(Coordinator, browser, look),
  aClerk = (browser: Browser, look?: Look) => somebody(Clerk, browser, look);

/** The same party, at the same browser, with one more page open. */
export async function anotherPageOf(party: Party): Promise<Party> {
  const page = new Party(await party.context.newPage(), party.context, party.language);
  page.link = party.link;
  return page;
}
