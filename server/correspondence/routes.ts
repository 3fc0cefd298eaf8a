import { channelsOf } from "../../shared/correspondence/channels.ts";
import type { Channel } from "../../shared/correspondence/contract.ts";
import { titleFor } from "../../shared/people/asker.ts";
import { Refusal } from "../../shared/refusal.ts";
import { appendAudit } from "../audit/chain.ts";
import { inCase } from "../cases/access.ts";
import { partiesOf } from "../cases/store.ts";
import type { Parts } from "../parts.ts";
import type { Handlers } from "../transport/serve.ts";

/** Messages of a case. The room's chat is the joint channel, so it stays with the case. */
export function correspondenceHandlers(parts: Parts): Handlers {
  const { db } = parts;
  return {
    "GET /api/cases/:caseId/messages": async ({ who, params }) => {
      const asker = await who(),
        { role } = await inCase(db, asker, params.caseId, "messages:read");
      const parties = await partiesOf(db, params.caseId),
        channels = channelsOf(
          asker,
          role === "mediator",
          parties.map((party) => party.id),
        );
      const rows = await db
        .selectFrom("message")
        .selectAll()
        .where("case_id", "=", params.caseId)
        .where("channel", "in", channels)
        .orderBy("at")
        .limit(2000)
        .execute();
      const nameOf = (channel: Channel) =>
        channel === "joint" ? "" : (parties.find((party) => `side:${party.id}` === channel)?.name ?? "");
      return {
        channels: channels.map((channel) => ({ channel, name: nameOf(channel) })),
        messages: rows.map((row) => ({
          id: row.id,
          channel: row.channel as Channel,
          author: row.author,
          authorTitle: row.author_title,
          mine: row.author_id === asker.id,
          body: row.body,
          at: row.at.toISOString(),
        })),
      };
    },
    "POST /api/cases/:caseId/messages": async ({ who, params, body }) => {
      const asker = await who(),
        { role } = await inCase(db, asker, params.caseId, "messages:write");
      const parties = await partiesOf(db, params.caseId);
      if (
        !channelsOf(
          asker,
          role === "mediator",
          parties.map((party) => party.id),
        ).includes(body.channel as Channel)
      )
        throw new Refusal("people/not-allowed");
      const title =
        asker.kind === "participant"
          ? titleFor(parties.find((party) => party.id === asker.partyId)?.title ?? "", asker.capacity)
          : "调解员";
      const id = await db.transaction().execute(async (tx) => {
        const row = await tx
          .insertInto("message")
          .values({
            case_id: params.caseId,
            channel: body.channel,
            author_id: asker.id,
            author: asker.name,
            author_title: title,
            body: body.body,
          })
          .returning("id")
          .executeTakeFirstOrThrow();
        // The chain says that somebody wrote on which kind of channel, never what.
        if (body.channel === "joint") await appendAudit(tx, params.caseId, { actor: asker.name, event: "messages/written" });
        return row.id;
      });
      parts.tell(params.caseId, "messages", body.channel === "joint" ? undefined : body.channel.slice("side:".length));
      return { id };
    },
  };
}
