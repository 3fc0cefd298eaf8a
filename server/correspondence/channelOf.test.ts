import { expect, test } from "vitest";
import { channelOf } from "./channelOf.ts";

const SIDE = "side:0f8fad5b-d9cb-469f-a165-70867728950e";

test("a message's channel is one that somebody may read, or a fault that names the row", () => {
  expect(["joint", SIDE].map((channel) => channelOf({ id: "m1", channel }))).toEqual([
    "joint",
    SIDE,
  ]);
  for (const channel of ["", "side:", "side:x", "mediator", `${SIDE} `])
    expect(() => channelOf({ id: "m1", channel })).toThrow("message.channel of row m1");
});
