import type { Answers } from "../../shared/contract.ts";
import type { Asker } from "../../shared/people/asker.ts";
import { Refusal } from "../../shared/refusal.ts";
import type { Parts } from "../parts.ts";
import { wordsToShow } from "./secrets.ts";

const SHOWN = 100;

/**
 * The messages of a demo, which are shown and sent to nobody; a mediator sees those of the own
 * cases.
 */
export async function officeOutbox(
  parts: Pick<Parts, "db" | "keys" | "now" | "settings">,
  asker: Asker,
): Promise<Answers["GET /api/office/outbox"]> {
  if (asker.kind !== "staff" || !parts.settings.DEMO || asker.role === "clerk")
    throw new Refusal("people/not-allowed");
  const rows = await parts.db
    .selectFrom("outbox")
    .innerJoin("cases", "cases.id", "outbox.case_id")
    .selectAll("outbox")
    .where("cases.organisation_id", "=", asker.organisationId)
    .where("outbox.kind", "=", "message")
    .$if(asker.role === "mediator", (all) => all.where("cases.mediator_id", "=", asker.id))
    .orderBy("outbox.created_at", "desc")
    .limit(SHOWN)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    to: row.payload.to ?? "",
    subject: row.payload.subject ?? "",
    text: wordsToShow(row, parts.keys, parts.now()),
    at: row.created_at.toISOString(),
    state: row.state,
    error: row.last_error,
  }));
}
