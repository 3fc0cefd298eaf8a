import { z } from "zod";
import { type Channel, channel } from "../../shared/correspondence/contract.ts";
import { readColumn } from "../storage/column.ts";

const kept = z.custom<Channel>((value) => channel.safeParse(value).success);

/** The channel a message was written to. */
export const channelOf = (message: { id: string; channel: string }): Channel =>
  readColumn(kept, message.channel, { table: "message", column: "channel", row: message.id });
