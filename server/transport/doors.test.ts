import { brotliCompressSync, gzipSync } from "node:zlib";
import { io as connect } from "socket.io-client";
import { describe, expect, onTestFinished, test } from "vitest";
import { engines } from "../testing/databases.ts";
import { connected } from "../testing/house.ts";
import { aCase } from "../testing/stories.ts";
import { fromOurPage } from "./origin.ts";
import { MAX_DEPTH, MAX_PARTS, SIGNATURE_PARTS, tangled } from "./structure.ts";

const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
const JSON_TYPE = { "content-type": "application/json" };

/** Origins a browser or an attacker may send that are not our page. */
const FOREIGN = [
  "null",
  "",
  "garbage",
  "http://",
  "https://evil.example",
  "file://",
  "//",
  "http://[",
  "\u00ff",
  "data:,x",
  "blob:null",
];

test("an origin that is no address is foreign, and none at all is no page", () => {
  for (const origin of FOREIGN)
    expect(fromOurPage(origin, "site.example", ["https://site.example"]), origin).toBe(false);
  for (const host of [undefined, ""]) expect(fromOurPage("data:,x", host, [])).toBe(false);
  expect(fromOurPage(undefined, "site.example", [])).toBe(true);
  expect(fromOurPage("https://site.example", "inside:3000", ["https://site.example"])).toBe(true);
  expect(fromOurPage("http://site.example:81", "site.example:81", [])).toBe(true);
});

test("structure is judged by the characters: depth, number of parts, brackets in texts, escapes, open ends", () => {
  expect([tangled(nested(MAX_DEPTH)), tangled(nested(MAX_DEPTH + 1))]).toEqual([false, true]);
  expect([
    tangled(`[${"0,".repeat(MAX_PARTS - 1)}0]`),
    tangled(`[${"0,".repeat(MAX_PARTS)}0]`),
  ]).toEqual([false, true]);
  expect(tangled(JSON.stringify({ a: nested(1000), "[[[": '\\"[['.repeat(50) }))).toBe(false);
  expect(tangled(`["\\\\",${nested(MAX_DEPTH)}]`)).toBe(true);
  expect(tangled(`["\\",${nested(1000)}`)).toBe(false); // all of it one text without an end: nothing to walk
  expect(tangled('"'.repeat(13_000_000))).toBe(true);
  const many = (part: string) => `[${`${part},`.repeat(MAX_PARTS)}0]`;
  expect([
    tangled(many("[0,0]"), SIGNATURE_PARTS),
    tangled(many('{"k":0}'), SIGNATURE_PARTS),
  ]).toEqual([false, true]);
});

describe.each(engines)("at the doors, on %s", (engine) => {
  test("foreign origins, deep, packed, mislabelled and endless bodies, missing files and curious strangers are refused in words", async () => {
    const world = await aCase(engine);
    const messages = `/api/cases/${world.caseId}/messages`;
    const code = ({ status, body }: { status: number; body: unknown }) =>
      `${status} ${(body as { code?: string }).code}`;
    const posts = async (
      body: string | Uint8Array,
      headers: Record<string, string>,
      place = messages,
    ) => code(await world.ask("POST", place, world.mediator, body, headers));

    for (const origin of FOREIGN.filter((one) => one !== ""))
      for (const place of [messages, "/api/auth/sign-in/email", "/api/verify"])
        expect(await posts("{}", { ...JSON_TYPE, origin }, place), `${origin} ${place}`).toBe(
          "403 request/foreign-origin",
        );
    for (const origin of FOREIGN.filter((one) => one !== "")) {
      const { status } = await world.ask(
        "GET",
        "/socket.io/?EIO=4&transport=polling",
        null,
        undefined,
        { origin },
      );
      expect(status, origin).toBe(403);
    }

    for (const place of [messages, "/api/auth/sign-in/email"]) {
      const deep = JSON.stringify({ channel: "joint", body: "x", more: JSON.parse(nested(1000)) });
      expect(await posts(deep, JSON_TYPE, place)).toBe("400 request/invalid");
      expect(await posts(nested(5000), JSON_TYPE, place)).toBe("400 request/invalid");
      for (const [encoding, pack] of [
        ["gzip", gzipSync] as const,
        ["br", brotliCompressSync] as const,
      ])
        expect(
          await posts(
            pack(Buffer.alloc(20_000_000, " ")),
            { ...JSON_TYPE, "content-encoding": encoding },
            place,
          ),
        ).toBe("400 request/invalid");
      for (const type of [
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/json; charset=utf-7",
        "application/json+x",
        "",
      ])
        expect(await posts("a=1", { "content-type": type }, place), type).toBe(
          "400 request/invalid",
        );
    }
    expect(await posts("x".repeat(600_000), JSON_TYPE)).toBe("413 request/too-large");
    expect(await posts("x".repeat(20_000), JSON_TYPE, "/api/auth/sign-in/email")).toBe(
      "413 request/too-large",
    );
    const decision = "/api/court/applications/00000000-0000-4000-8000-000000000000/decision";
    expect(
      code(await world.ask("POST", decision, null, `"${"A".repeat(5_000_000)}"`, JSON_TYPE)),
    ).toBe("401 people/sign-in-needed");

    for (const place of ["/assets/gone-1a2b.js", "/assets/gone", "/gone.css", "/j/token.map"])
      expect(code(await world.ask("GET", place)), place).toBe("404 request/not-found");
    expect(code(await world.ask("DELETE", "/desk"))).toBe("404 request/not-found");

    const behind = { "x-forwarded-for": "203.0.113.9" };
    expect(code(await world.ask("GET", "/metrics", null, undefined, behind))).toBe(
      "404 request/not-found",
    );
    expect(
      code(
        await world.ask("GET", "/metrics", null, undefined, {
          ...behind,
          authorization: "Bearer ",
        }),
      ),
    ).toBe("404 request/not-found");
    expect(String((await world.ask("GET", "/metrics")).body)).toMatch(
      /yuntiao_faults_total 0[\s\S]*nodejs_eventloop_lag_max_seconds/,
    );
    const outside = (await world.ask("GET", "/readyz", null, undefined, behind)).body;
    expect(outside).toMatchObject({
      database: { ok: true },
      storage: { ok: true },
      media: { ok: true },
      redis: { ok: true },
      seal: { ok: true },
    });
    expect(JSON.stringify(outside)).not.toMatch(/detail|error|\//);

    const rules = (await fetch(`${world.url}/`)).headers.get("content-security-policy") ?? "";
    const connects = /connect-src ([^;]*)/.exec(rules)?.[1];
    expect(connects).toBe(
      `'self' ${world.parts.settings.PUBLIC_URL.replace("http", "ws")} ws://127.0.0.1:1 http://127.0.0.1:1`,
    );
  }, 120_000);

  test("a packet nested 60,000 deep ends its own connection, and the others go on", async () => {
    const world = await aCase(engine);
    for (const [space, event] of [
      ["/drafting", "draft:awareness"],
      ["/drafting", "draft:join"],
      ["/room", "room:hand"],
    ] as const) {
      const socket = world.socket(space, world.caseId, world.first.seat);
      expect(await connected(socket)).toBeNull();
      const gone = new Promise((resolve) => socket.once("disconnect", resolve));
      // The client's own encoder can't walk so deep a value: the bytes go out as an attacker would
      // send them.
      (socket.io.engine as unknown as { write(packet: string): void }).write(
        `2${space},${JSON.stringify([event, "DEEP"]).replace('"DEEP"', nested(60_000))}`,
      );
      expect(await gone).toMatch(/server|transport/);
    }
    const stranger = connect(world.url, { forceNew: true, reconnection: false });
    onTestFinished(() => void stranger.close());
    expect(await connected(stranger)).toMatchObject({ code: "request/not-found" });
    const other = world.socket("/room", world.caseId, world.second.seat);
    expect(await connected(other)).toBeNull();
    expect(await other.timeout(5000).emitWithAck("room:view", {})).toMatchObject({ ok: true });
  }, 120_000);
});
