import fc from "fast-check";
import { expect, test } from "vitest";
import type { Channel, Message } from "./contract.ts";
import { joinEarlier, joinNewest, type Thread } from "./thread.ts";

const PAGE = 3;

const message = (channel: Channel, n: number): Message =>
  ({
    id: `${channel}-${n}`,
    channel,
    author: "",
    authorTitle: "",
    mine: false,
    body: "",
    at: "",
  }) as Message;

/**
 * What the server answers when a channel holds `count` messages: the newest, or those before number
 * `before`.
 */
const page = (channel: Channel, count: number, before = count): Thread => {
  const from = Math.max(0, before - PAGE);
  return {
    channels: [{ channel, name: "", earlier: from > 0 }],
    messages: Array.from({ length: before - from }, (_, n) => message(channel, from + n)),
  };
};

const numbers = (thread: Thread) => thread.messages.map((one) => Number(one.id.split("-").at(-1)));

test("R-L7 whatever comes and is called up, the thread has no hole, no double, ends with the newest and reaches the first", () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.nat(7), fc.constant("earlier" as const)), { maxLength: 30 }),
      (acts) => {
        let count = 0;
        let thread = joinNewest(undefined, page("joint", count));
        for (const act of acts) {
          if (act !== "earlier") {
            count += act;
            thread = joinNewest(thread, page("joint", count));
          } else if (thread.channels[0]?.earlier)
            thread = joinEarlier(thread, page("joint", count, numbers(thread)[0]));
          const seen = numbers(thread);
          const first = seen[0] ?? 0;
          expect(seen).toEqual(Array.from({ length: count - first }, (_, n) => first + n));
          expect(thread.channels[0]?.earlier).toBe(first > 0);
        }
      },
    ),
  );
});

test("R-L7 earlier messages of one channel leave the others as they are", () => {
  const both = joinNewest(undefined, {
    channels: [...page("joint", 9).channels, ...page("side:a", 2).channels],
    messages: [...page("joint", 9).messages, ...page("side:a", 2).messages],
  });
  const more = joinEarlier(both, page("joint", 9, 6));
  expect(more.messages.filter((one) => one.channel === "side:a").length).toBe(2);
  expect(more.messages.filter((one) => one.channel === "joint").length).toBe(6);
  expect(more.channels.map((one) => one.earlier)).toEqual([true, false]);
});
