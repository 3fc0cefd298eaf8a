import { channelsOf } from "../../shared/correspondence/channels.ts";
import type { Channel } from "../../shared/correspondence/contract.ts";
import { type Asker, titleFor } from "../../shared/people/asker.ts";
import { Refusal } from "../../shared/refusal.ts";
import { act } from "../cases/act.ts";
import { partiesOf } from "../cases/parties.ts";
import type { Parts } from "../parts.ts";

const MEDIATOR = "调解员";

const sideOf = (channel: Channel) =>
  channel === "joint" ? undefined : channel.slice("side:".length);

/**
 * Writes into one channel; only those of that channel are told. The record says that somebody wrote
 * to all, never what, and nothing of a side's own channel.
 */
export const writeMessage = (
  parts: Parts,
  asked: Asker,
  caseId: string,
  { channel: wanted, body }: { channel: string; body: string },
): Promise<{ id: string }> =>
  act(parts, asked, caseId, "messages:write", async ({ tx, asker, role, record, afterCommit }) => {
    const parties = await partiesOf(tx, caseId);
    const partyIds = parties.map(({ id }) => id);
    const channel = channelsOf(asker, role === "mediator", partyIds).find(
      (writable) => writable === wanted,
    );
    if (!channel) throw new Refusal("people/not-allowed");
    const title =
      asker.kind === "participant"
        ? titleFor(parties.find(({ id }) => id === asker.partyId)?.title ?? "", asker.capacity)
        : MEDIATOR;
    if (channel === "joint") await record("messages/written");
    afterCommit(() => parts.tell(caseId, "messages", sideOf(channel)));
    return tx
      .insertInto("message")
      .values({
        case_id: caseId,
        channel,
        author_id: asker.id,
        author: asker.name,
        author_title: title,
        body,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
  });
