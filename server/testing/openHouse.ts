import { cpSync, mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { io, type Socket } from "socket.io-client";
import { assemble } from "../assemble.ts";
import { DEMO_PASSWORD } from "../demo/staff.ts";
import type { Inside, MediaServer } from "../media/livekit.ts";
import { readSettings, type Settings } from "../settings.ts";
import { freshPostgres } from "./databases.ts";

/**
 * A media server that notes what it is asked and lets in whoever comes by a pass; the real one
 * keeps the same contract (media.test.ts) and runs in the browser journeys.
 */
export function notedMedia(): MediaServer & {
  asked: string[];
  comes: (pass: string, camera?: boolean) => boolean;
} {
  const asked: string[] = [];
  const rooms = new Map<string, Inside[]>();
  const others = (room: string, identity: string) =>
    (rooms.get(room) ?? []).filter((one) => one.identity !== identity);
  let connections = 0;
  return {
    asked,
    comes: (pass, camera = false) => {
      const [room, identity] = pass.split(":") as [string, string];
      if (rooms.has(room))
        rooms.set(room, [
          ...others(room, identity),
          { identity, connection: String(++connections), camera },
        ]);
      return rooms.has(room);
    },
    state: () => ({ ready: true, step: "ready", detail: "" }),
    url: () => "ws://127.0.0.1:1",
    pass: async (room, { identity }) => `${room}:${identity}`,
    createRoom: async (name) => {
      asked.push(`create ${name}`);
      rooms.set(name, rooms.get(name) ?? []);
    },
    closeRoom: async (name) => {
      asked.push(`close ${name}`);
      rooms.delete(name);
    },
    remove: async (room, identity) => {
      asked.push(`remove ${identity}`);
      if (rooms.has(room)) rooms.set(room, others(room, identity));
    },
    inside: async (room) => rooms.get(room) ?? [],
    stop: async () => {},
  };
}

export type Reply = { status: number; body: unknown };
export type Seat = { seat: string | null; cookie: string };

const cookiesOf = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");

async function askAt(
  url: string,
  method: string,
  place: string,
  who: Seat | null = null,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const raw = body instanceof Uint8Array || typeof body === "string";
  const response = await fetch(url + place, {
    method,
    headers: {
      ...(body === undefined || raw ? {} : { "content-type": "application/json" }),
      ...(who?.seat ? { "x-seat": who.seat } : {}),
      ...(who ? { cookie: who.cookie } : {}),
      ...headers,
    },
    ...(body === undefined ? {} : { body: raw ? (body as BodyInit) : JSON.stringify(body) }),
  });
  const type = response.headers.get("content-type") ?? "";
  return {
    status: response.status,
    body: type.includes("json") ? await response.json() : Buffer.from(await response.arrayBuffer()),
  };
}

/** What somebody at a page can do: ask, sign in or come by a link, and hold a line open. */
function asking(url: string, publicUrl: string) {
  const ask = (
    method: string,
    place: string,
    who: Seat | null = null,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply> => askAt(url, method, place, who, body, headers);
  /** Asks and expects a yes. */
  async function does<T = unknown>(
    method: string,
    place: string,
    who: Seat | null,
    body?: unknown,
  ): Promise<T> {
    const reply = await ask(method, place, who, body);
    if (reply.status !== 200)
      throw new Error(
        `${method} ${place}: ${reply.status} ${JSON.stringify(reply.body).slice(0, 400)}`,
      );
    return reply.body as T;
  }
  async function staff(email: string): Promise<Seat> {
    const response = await fetch(`${url}/api/auth/sign-in/email`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: publicUrl },
      body: JSON.stringify({ email, password: DEMO_PASSWORD }),
    });
    if (!response.ok)
      throw new Error(`sign-in failed: ${response.status} ${await response.text()}`);
    return {
      seat: null,
      cookie: cookiesOf(response),
    };
  }
  async function byLink(token: string): Promise<Seat> {
    const { demoCode } = await does<{ demoCode: string }>(
      "POST",
      `/api/entry/${token}/code`,
      null,
      {},
    );
    const response = await fetch(`${url}/api/entry/${token}/session`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ code: demoCode }),
    });
    const { seat } = (await response.json()) as { seat: string };
    return {
      seat,
      cookie: cookiesOf(response),
    };
  }
  function socket(space: "/room" | "/drafting", caseId: string, who: Seat): Socket {
    return io(url + space, {
      auth: { caseId, seat: who.seat, language: "en" },
      extraHeaders: { cookie: who.cookie },
      forceNew: true,
      reconnection: false,
    });
  }
  return { ask, does, staff, byLink, socket };
}

/**
 * The whole server on a real database and a free port, with the people of the demo ready to ask.
 * `end` takes it away. `beside` makes it a second process of a house on PostgreSQL: same data
 * folder, same database.
 */
export async function openHouse(
  engine: "embedded" | "postgres",
  options: {
    now?: () => Date;
    redisUrl?: string;
    beside?: Settings;
    settings?: Record<string, string>;
    limitTimes?: number;
  } = {},
) {
  const dataDir = options.beside?.DATA_DIR ?? mkdtempSync(path.join(tmpdir(), "yt-test-"));
  const postgres = engine === "postgres" && !options.beside ? await freshPostgres() : null;
  const databaseUrl = options.beside?.DATABASE_URL ?? postgres?.url;
  const media = notedMedia();
  if (!databaseUrl && process.env.YUNTIAO_TEST_TEMPLATE)
    cpSync(path.join(process.env.YUNTIAO_TEST_TEMPLATE, "pg18"), path.join(dataDir, "pg18"), {
      recursive: true,
    });
  const settings = readSettings({
    NODE_ENV: "test",
    DATA_DIR: dataDir,
    PORT: "0",
    LOG_LEVEL: "silent",
    DEMO: "1",
    MEDIA: "off",
    ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
    ...(options.redisUrl ? { REDIS_URL: options.redisUrl } : {}),
    ...options.settings,
  });
  const { parts, http, close } = await assemble(settings, {
    media,
    ...(options.now ? { now: options.now } : {}),
    limitTimes: options.limitTimes,
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const end = async () => {
    await close();
    await postgres?.drop();
    if (!options.beside) rmSync(dataDir, { recursive: true, force: true });
  };

  return { url, parts, media, ...asking(url, settings.PUBLIC_URL), end };
}
