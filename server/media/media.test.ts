import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { readSettings } from "../settings.ts";
import { notedMedia } from "../testing/openHouse.ts";
import { type MediaServer, openMedia } from "./livekit.ts";
import { prepareLocalMedia } from "./prepare.ts";

/** A LiveKit of this test's own, ready to be asked. */
function aLiveKit(): Promise<MediaServer> {
  return new Promise((resolve, reject) => {
    const folder = mkdtempSync(path.join(tmpdir(), "yt-media-"));
    const media = openMedia(readSettings({ DATA_DIR: folder }), async (report) => {
      const made = await prepareLocalMedia(folder, "127.0.0.1", "localhost", report).catch(
        (error: Error) => {
          reject(error);
          throw error;
        },
      );
      // Ready once `openMedia` has taken in what was made.
      queueMicrotask(() => setImmediate(() => resolve(media)));
      return made;
    });
  });
}

/** Comes with this pass and stays: "in", or the status that refused it. */
const knock = (media: MediaServer, pass: string) =>
  new Promise<string>((resolve) => {
    const socket = new WebSocket(
      `${media.url()}/rtc?access_token=${pass}&protocol=15&sdk=js&auto_subscribe=1`,
    );
    socket.once("message", () => resolve("in"));
    socket.once("unexpected-response", (_, response) => {
      resolve(String(response.statusCode));
      socket.terminate();
    });
    socket.once("error", () => {});
  });

const person = (identity: string) => ({
  identity,
  name: "卫龑",
  title: "申请人一",
  publish: true,
});

describe.each([
  [
    "the one of the tests",
    async () => {
      const media = notedMedia();
      return { media, comes: async (pass: string) => (media.comes(pass) ? "in" : "404") };
    },
  ],
  [
    "LiveKit",
    async () => {
      const media = await aLiveKit();
      return { media, comes: (pass: string) => knock(media, pass) };
    },
  ],
] as const)("every media server keeps the contract: %s", (_, open) => {
  let media: MediaServer;
  let comes: (pass: string) => Promise<string>;
  beforeAll(async () => {
    ({ media, comes } = await open());
  }, 60_000);
  afterAll(() => media.stop());

  test("it says that it is ready and where", () => {
    expect(media.state()).toMatchObject({ ready: true, step: "ready" });
    expect(media.url()).toMatch(/^wss?:\/\//);
  });
  test("a pass belongs to one room and one person", async () => {
    const passes = await Promise.all([
      media.pass("r-1", person("a")),
      media.pass("r-1", person("b")),
      media.pass("r-2", person("a")),
    ]);
    expect(new Set(passes).size).toBe(3);
  });
  test("what is there already is not an error, nor what is gone", async () => {
    await media.createRoom("r-1");
    await media.createRoom("r-1");
    await media.remove("r-1", "nobody");
    await media.closeRoom("r-1");
    await media.closeRoom("r-1");
    await media.remove("r-1", "nobody");
  });
  test("R-P34 who came by a pass is inside, each time by another connection, until removed; the pass opens until the room closes", async () => {
    const pass = await media.pass("r-3", person("a"));
    const inside = () => media.inside("r-3");
    expect([await comes(pass), await inside()]).toEqual(["404", []]);
    await media.createRoom("r-3");
    expect(await comes(pass)).toBe("in");
    const [first] = await inside();
    expect(first).toMatchObject({ identity: "a", camera: false });
    await media.remove("r-3", "a");
    await expect.poll(inside).toEqual([]);
    expect(await comes(pass)).toBe("in");
    const [again] = await inside();
    expect(again?.identity).toBe("a");
    expect(again?.connection).not.toBe(first?.connection);
    await media.closeRoom("r-3");
    expect([await comes(pass), await inside()]).toEqual(["404", []]);
  });
});

const grantOf = (pass: string) =>
  (
    JSON.parse(Buffer.from(pass.split(".")[1] ?? "", "base64url").toString()) as {
      video: { canPublish: boolean; canSubscribe: boolean };
    }
  ).video;

describe("LiveKit itself", () => {
  let media: MediaServer;
  beforeAll(async () => {
    media = await aLiveKit();
  }, 60_000);
  afterAll(() => media.stop());

  test("R-R8 who only listens gets a pass that sends nothing", async () => {
    const listener = grantOf(await media.pass("r-own", { ...person("a"), publish: false }));
    expect(listener).toMatchObject({ canPublish: false, canSubscribe: true });
    expect(grantOf(await media.pass("r-own", person("a"))).canPublish).toBe(true);
  });
  test("R-R8 a pass opens its own room and only while that is open; a bent one opens nothing", async () => {
    const pass = await media.pass("r-own", person("a"));
    const elsewhere = await media.pass("r-other", person("a"));
    expect(await knock(media, pass)).toBe("404");
    await media.createRoom("r-own");
    expect([
      await knock(media, pass),
      await knock(media, elsewhere),
      await knock(media, `${pass.slice(0, -4)}AAAA`),
    ]).toEqual(["in", "404", "401"]);
    await media.closeRoom("r-own");
    expect(await knock(media, pass)).toBe("404");
  });
});
