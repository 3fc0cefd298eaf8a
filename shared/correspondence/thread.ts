import type { Channel, Message } from "./contract.ts";

/**
 * What is known of each channel: its newest messages, oldest first, and whether there are earlier
 * ones.
 */
export type Thread = {
  channels: { channel: Channel; name: string; earlier: boolean }[];
  messages: Message[];
};

export const PAGE = 50;

const of = (thread: Thread | undefined, channel: Channel) =>
  thread?.messages.filter((one) => one.channel === channel) ?? [];

/**
 * R-L7. The newest page laid over what the reader has: nothing he called up goes, and nothing
 * between may be missing unseen.
 */
export function joinNewest(known: Thread | undefined, newest: Thread): Thread {
  const joined = newest.channels.map((about) => {
    const page = of(newest, about.channel);
    const had = of(known, about.channel);
    const overlap = had.findIndex((one) => one.id === page[0]?.id);
    // Without an overlap more than a page came meanwhile: what lies between is behind "earlier".
    if (!about.earlier || overlap < 1) return { about, messages: page };
    const earlier =
      known?.channels.find((one) => one.channel === about.channel)?.earlier ?? about.earlier;
    return { about: { ...about, earlier }, messages: [...had.slice(0, overlap), ...page] };
  });
  return {
    channels: joined.map((one) => one.about),
    messages: joined.flatMap((one) => one.messages),
  };
}

/** R-L7. A page of earlier messages of one channel, put before those the reader has. */
export function joinEarlier(known: Thread, page: Thread): Thread {
  const had = new Set(known.messages.map((one) => one.id));
  return {
    channels: known.channels.map(
      (one) => page.channels.find((other) => other.channel === one.channel) ?? one,
    ),
    messages: [...page.messages.filter((one) => !had.has(one.id)), ...known.messages],
  };
}
