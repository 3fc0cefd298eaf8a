import { sql } from "kysely";
import { channelsOf } from "../../shared/correspondence/channels.ts";
import type { Channel } from "../../shared/correspondence/contract.ts";
import { PAGE, type Thread } from "../../shared/correspondence/thread.ts";
import type { Asker } from "../../shared/people/asker.ts";
import { Refusal } from "../../shared/refusal.ts";
import { inCase } from "../cases/access.ts";
import { partiesOf } from "../cases/parties.ts";
import type { Parts } from "../parts.ts";
import type { Database } from "../storage/database.ts";
import { channelOf } from "./channelOf.ts";

type Wanted = { channel?: string | undefined; before?: string | undefined };

/**
 * The newest messages of the channels that this person reads, a page each, oldest first; with
 * `before`, the page before that message.
 * @throws Refusal people/not-allowed: the wanted channel is not one of theirs
 */
export async function viewMessages(
  { db }: Pick<Parts, "db">,
  asker: Asker,
  caseId: string,
  { channel: wanted, before }: Wanted,
): Promise<Thread> {
  const { role } = await inCase(db, asker, caseId, "messages:read");
  const parties = await partiesOf(db, caseId);
  const partyIds = parties.map(({ id }) => id);
  const readable = channelsOf(asker, role === "mediator", partyIds);
  const channels = wanted ? readable.filter((channel) => channel === wanted) : readable;
  if (channels.length === 0) throw new Refusal("people/not-allowed");
  const nameOf = (channel: Channel) =>
    parties.find((party) => `side:${party.id}` === channel)?.name ?? "";
  const pages = await Promise.all(
    channels.map(async (channel) => ({
      channel,
      rows: await newest(db, caseId, channel, before),
    })),
  );
  return {
    channels: pages.map(({ channel, rows }) => ({
      channel,
      name: nameOf(channel),
      earlier: rows.length > PAGE,
    })),
    messages: pages.flatMap(({ rows }) =>
      rows
        .slice(0, PAGE)
        .reverse()
        .map((row) => ({
          id: row.id,
          channel: channelOf(row),
          author: row.author,
          authorTitle: row.author_title,
          mine: row.author_id === asker.id,
          body: row.body,
          at: row.at.toISOString(),
        })),
    ),
  };
}

/**
 * R-L7. The newest messages of a channel, or the newest before one of them, newest first: a page
 * and one more, which tells that there are earlier ones.
 */
function newest(db: Database, caseId: string, channel: Channel, before: string | undefined) {
  const rows = db
    .selectFrom("message")
    .selectAll()
    .where("case_id", "=", caseId)
    .where("channel", "=", channel)
    .orderBy("at", "desc")
    .orderBy("id", "desc")
    .limit(PAGE + 1);
  if (!before) return rows.execute();
  const isEarlier = sql<boolean>`(at, id) < (
    select at, id from message
    where id = ${before} and case_id = ${caseId} and channel = ${channel}
  )`;
  return rows.where(isEarlier).execute();
}
