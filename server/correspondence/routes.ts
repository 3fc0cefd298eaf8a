import { sql } from "kysely";
import { channelsOf } from "../../shared/correspondence/channels.ts";
import type { Channel } from "../../shared/correspondence/contract.ts";
import { PAGE } from "../../shared/correspondence/thread.ts";
import { Refusal } from "../../shared/refusal.ts";
import { inCase } from "../cases/access.ts";
import { partiesOf } from "../cases/store.ts";
import type { Parts } from "../parts.ts";
import type { Handlers } from "../transport/serve.ts";
import { writeMessage } from "./writeMessage.ts";

/** Messages of a case. The room's chat is the joint channel, so it stays with the case. */
export function correspondenceHandlers(parts: Parts) {
  const { db } = parts;

  /** R-L7. The newest messages of a channel, or the newest before one of them, newest first: a page and one more, which tells that there are earlier ones. */
  const newest = (caseId: string, channel: Channel, before: string | undefined) => {
    const rows = db
      .selectFrom("message")
      .selectAll()
      .where("case_id", "=", caseId)
      .where("channel", "=", channel)
      .orderBy("at", "desc")
      .orderBy("id", "desc")
      .limit(PAGE + 1);
    const limit = before
      ? sql<boolean>`(at, id) < (select at, id from message where id = ${before} and case_id = ${caseId} and channel = ${channel})`
      : null;
    return (limit ? rows.where(limit) : rows).execute();
  };

  return {
    "GET /api/cases/:caseId/messages": async ({ who, params, query }) => {
      const asker = await who();
      const { role } = await inCase(db, asker, params.caseId, "messages:read");
      const parties = await partiesOf(db, params.caseId);
      const readable = channelsOf(
        asker,
        role === "mediator",
        parties.map((party) => party.id),
      );
      const channels = query.channel ? readable.filter((one) => one === query.channel) : readable;
      if (channels.length === 0) throw new Refusal("people/not-allowed");
      const nameOf = (channel: Channel) =>
        channel === "joint"
          ? ""
          : (parties.find((party) => `side:${party.id}` === channel)?.name ?? "");
      const pages = await Promise.all(
        channels.map((channel) => newest(params.caseId, channel, query.before)),
      );
      return {
        channels: channels.map((channel, n) => ({
          channel,
          name: nameOf(channel),
          earlier: (pages[n]?.length ?? 0) > PAGE,
        })),
        messages: pages.flatMap((rows) =>
          rows
            .slice(0, PAGE)
            .reverse()
            .map((row) => ({
              id: row.id,
              channel: row.channel as Channel,
              author: row.author,
              authorTitle: row.author_title,
              mine: row.author_id === asker.id,
              body: row.body,
              at: row.at.toISOString(),
            })),
        ),
      };
    },
    "POST /api/cases/:caseId/messages": async ({ who, params, body }) =>
      writeMessage(parts, await who(), params.caseId, body),
  } satisfies Handlers;
}
