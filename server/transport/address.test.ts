import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import fc from "fast-check";
import { expect, test } from "vitest";
import { engines } from "../testing/databases.ts";
import { aCase, frozen, STROKES } from "../testing/stories.ts";
import {
  networkOf,
  openAddresses,
  readTrustedProxies,
  tidyDevice,
  type TrustedProxies,
} from "./address.ts";

const from = (remoteAddress: string | undefined, forwarded?: string) =>
  ({
    socket: { remoteAddress },
    headers: forwarded === undefined ? {} : { "x-forwarded-for": forwarded },
  }) as unknown as IncomingMessage;

const seen = (trusted: TrustedProxies, remote: string, forwarded?: string) =>
  openAddresses(trusted)(from(remote, forwarded));

test("R-L3 without a trusted proxy nobody's word about his address counts, not even on this machine", () => {
  expect(seen([], "203.0.113.9", "1.2.3.4")).toBe("203.0.113.9");
  expect(seen([], "127.0.0.1", "<b>1.2.3.4 evil")).toBe("127.0.0.1");
  expect(openAddresses([])(from(undefined))).toBe("unknown");
});

test("R-L3 behind one proxy or two the address is the one the outermost of them saw, whatever the asker wrote before it", () => {
  expect(seen(1, "172.18.0.5", "6.6.6.6, 203.0.113.9")).toBe("203.0.113.9");
  expect(seen(1, "172.18.0.5", "6.6.6.6, 10.1.2.3")).toBe("10.1.2.3"); // a court's own network is no proxy of ours
  expect(seen(2, "172.18.0.5", "6.6.6.6, 203.0.113.9, 198.51.100.7")).toBe("203.0.113.9");
  expect(
    seen(["loopback", "198.51.100.0/24"], "127.0.0.1", "6.6.6.6,203.0.113.9,198.51.100.7"),
  ).toBe("203.0.113.9");
  expect(seen(["loopback"], "203.0.113.9", "1.2.3.4")).toBe("203.0.113.9");
  expect(seen(1, "172.18.0.5")).toBe("172.18.0.5");
});

test("R-L3 an address has one way of writing it, and IPv6 is counted by its /64", () => {
  expect(
    ["::ffff:203.0.113.9", "203.0.113.9:5566", "[2001:DB8:0::1]:443", "fe80::1%eth0"].map((one) =>
      seen(1, "::1", one),
    ),
  ).toEqual(["203.0.113.9", "203.0.113.9", "2001:db8::1", "fe80::1"]);
  expect([
    networkOf("2001:db8:1:2:3::4"),
    networkOf("2001:db8:1:2:ffff::9"),
    networkOf("203.0.113.9"),
    networkOf("unknown"),
  ]).toEqual(["2001:db8:1:2::/64", "2001:db8:1:2::/64", "203.0.113.9", "unknown"]);
  // Behind one gateway between the two kinds, everybody by his own IPv4 address.
  expect([networkOf("64:ff9b::cb00:7109"), networkOf("64:ff9b::cb00:710a")]).toEqual([
    "203.0.113.9",
    "203.0.113.10",
  ]);
});

test("R-L3 whatever stands in the headers, what comes out is an address or unknown, and plain printable text", () => {
  const word = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.ipV4(),
    fc.ipV6(),
    fc.constantFrom("<b>1.2.3.4 evil", "1.2.3", "0x7f.1", "", ",", "::"),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 4 }), fc.nat(3), (words, trusted) => {
      const address = seen(trusted, "127.0.0.1", words.join(","));
      expect(isIP(address) !== 0 || address === "unknown", address).toBe(true);
    }),
  );
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 900 }), (text) => {
      expect(tidyDevice(text)).toMatch(/^[\x20-\x7e]{1,300}$/);
    }),
  );
  expect([tidyDevice(undefined), tidyDevice("Mozilla\u0081/5.0  \t(中)")]).toEqual([
    "unknown",
    "Mozilla?/5.0 ?(?)",
  ]);
  for (const text of ["1.2.3.4,", "::1/129", "localhost", "１"])
    expect(readTrustedProxies(text) === null, text).toBe(text !== "1.2.3.4,");
});

test.each(engines)(
  "R-L3 on %s, what a signature keeps of network and device can stand on a paper",
  async (engine) => {
    const world = await aCase(engine, { settings: { TRUSTED_PROXIES: "1" } });
    const version = await frozen(world);
    const place = `/api/cases/${world.caseId}/agreement`;
    for (const [person, forwarded, agent] of [
      [world.first, "<b>1.2.3.4 evil", "Phone\u0081 \u00e9"],
      [world.second, "6.6.6.6, 2001:db8::7", "Phone/1.0"],
    ] as const) {
      const { demoCode: code } = await world.does<{ demoCode: string }>(
        "POST",
        `${place}/code`,
        person.seat,
        {},
      );
      const body = {
        versionId: version.versionId,
        hash: version.contentHash,
        code,
        statement: true,
        strokes: STROKES,
      };
      const reply = await world.ask("POST", `${place}/signatures`, person.seat, body, {
        "x-forwarded-for": forwarded,
        "user-agent": agent,
      });
      expect(reply.status).toBe(200);
    }
    const rows = await world.parts.db
      .selectFrom("signature")
      .select(["ip", "device"])
      .orderBy("at")
      .execute();
    expect(rows).toEqual([
      { ip: "unknown", device: "Phone? ?" },
      { ip: "2001:db8::7", device: "Phone/1.0" },
    ]);
  },
);
