import { brotliCompressSync, gzipSync } from "node:zlib";
import { z } from "zod";
import { type RouteKey, routes } from "../../../shared/contract.ts";
import type { Seat } from "../openHouse.ts";
import { type Chance, mutated, strangeObject, strangeText, strangeValue } from "./chance.ts";

/** What an attacker who is somebody knows: seats, real ids, a real paper. */
export type Known = {
  seats: (Seat | null)[];
  clerk: Seat;
  params: Record<string, string[]>;
  paper: Buffer;
  host: string;
};

export type Ask = {
  method: string;
  path: string;
  headers: Record<string, string | string[]>;
  body?: Buffer;
};

const keys = Object.keys(routes) as RouteKey[];

const namesOf = new Map(
  keys.map((key) => {
    const { body, query } = routes[key] as { body?: z.ZodType; query?: z.ZodType };
    const properties = (schema?: z.ZodType) =>
      schema
        ? Object.keys(
            (
              z.toJSONSchema(schema, { unrepresentable: "any", io: "input" }) as {
                properties?: object;
              }
            ).properties ?? {},
          )
        : [];
    return [key, { body: properties(body), query: properties(query) }];
  }),
);

const AUTH = [
  "sign-in/email",
  "sign-out",
  "get-session",
  "session",
  "ok",
  "error",
  "callback/x",
  "sign-up/email",
  "reset-password",
  "%00",
  "",
];

const BOMBS = [
  { encoding: "gzip", bytes: gzipSync(Buffer.alloc(20_000_000, "[")) },
  { encoding: "br", bytes: brotliCompressSync(Buffer.alloc(20_000_000, " ")) },
  { encoding: "deflate", bytes: Buffer.from("garbage") },
];

const ORIGINS = [
  "null",
  "garbage",
  "http://",
  "https://evil.example",
  "file://",
  "//",
  "http://[",
  "data:,x",
  "blob:null",
  "\u00ff",
];

const TYPES = [
  "application/json",
  "text/plain",
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=x",
  "application/json; charset=utf-7",
];

const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);

/** A header's value: Node's client refuses some bytes, which the raw inputs send instead. */
const headerText = (chance: Chance) =>
  strangeText(chance)
    .replace(/[^\t\x20-\x7e\x80-\xff]/g, "?")
    .slice(0, 4000);

const encoded = (text: string) => encodeURIComponent(text.toWellFormed()).slice(0, 3000);

function jsonBody(chance: Chance, names: string[]): Buffer {
  const real = Buffer.from(
    JSON.stringify(chance.often(0.8) ? strangeObject(chance, names) : strangeValue(chance)) ??
      "null",
  );
  const how = chance.below(20);
  if (how === 0) return Buffer.from(nested(1 + chance.below(5000)));
  if (how === 1) return Buffer.from(`{"a":${nested(33 + chance.below(100))}}`);
  if (how === 2) return mutated(chance, real);
  if (how === 3) return Buffer.from(`[${"0,".repeat(chance.below(3000))}0]`);
  if (how === 4)
    return Buffer.from(
      `{${Array.from({ length: chance.below(500) }, (_, n) => `"k${n}":${n}`).join(",")}}`,
    );
  if (how === 5 && chance.often(0.05)) return Buffer.alloc(600_000, "x");
  return real;
}

function route(chance: Chance, known: Known, key: RouteKey): Ask {
  const [method, shape] = key.split(" ") as [string, string];
  const names = namesOf.get(key) ?? { body: [], query: [] };
  const real = chance.often(0.7);
  const path = shape.replace(/:(\w+)/g, (_, name: string) =>
    real && known.params[name] ? chance.pick(known.params[name]) : encoded(strangeText(chance)),
  );
  const query = chance.often(0.2)
    ? `?${[...names.query, "x", "x"].map((name) => `${name}=${encoded(strangeText(chance))}`).join("&")}`
    : "";
  const ask: Ask = { method, path: path + query, headers: {} };
  if (method !== "GET" || chance.often(0.05)) {
    ask.body = jsonBody(chance, names.body);
    ask.headers["content-type"] = chance.often(0.9) ? "application/json" : chance.pick(TYPES);
  }
  return ask;
}

/** PDFs that were ours, and the clerk's ruling made of one. */
function upload(chance: Chance, known: Known): Ask {
  const paper = chance.often(0.1)
    ? Buffer.concat([Buffer.from("%PDF-1.7\n"), chance.bytes(300)])
    : mutated(chance, known.paper);
  if (chance.often(0.8))
    return {
      method: "POST",
      path: "/api/verify",
      headers: { "content-type": "application/pdf" },
      body: paper,
    };
  const decision = {
    decision: "confirmed",
    revision: 1,
    rulingNumber: strangeText(chance),
    rulingPdf: paper.toString("base64"),
  };
  return {
    method: "POST",
    path: `/api/court/applications/${chance.pick(known.params.applicationId ?? ["x"])}/decision`,
    headers: { "content-type": "application/json", cookie: known.clerk.cookie },
    body: Buffer.from(JSON.stringify(decision)),
  };
}

function handshake(chance: Chance): Ask {
  const part = (name: string, usual: string) =>
    chance.often(0.7) ? `${name}=${usual}` : `${name}=${encoded(strangeText(chance))}`;
  const path = `/socket.io/?${part("EIO", "4")}&${part("transport", "polling")}${chance.often(0.4) ? `&${part("sid", "none")}` : ""}`;
  const body = chance.often(0.4)
    ? Buffer.from(
        chance.pick([
          "40/room,{}",
          "2",
          `42${nested(5000)}`,
          "\u001e".repeat(500),
          "b!!!",
          strangeText(chance),
        ]),
      )
    : undefined;
  const method = body ? "POST" : chance.pick(["GET", "GET", "PUT", "DELETE", "OPTIONS"]);
  return { method, path, headers: {}, ...(body ? { body } : {}) };
}

function anywhere(chance: Chance): Ask {
  const path = chance.pick([
    "/",
    "/assets/",
    "/j/",
    "/verify/",
    "/api/",
    "/desk/",
    "/readyz/",
    "/api/openapi.json",
    "/api/status",
    "/socket.io",
    "//",
    "/%",
  ]);
  return {
    method: chance.pick(["GET", "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]),
    path: path + encoded(strangeText(chance)),
    headers: {},
  };
}

function auth(chance: Chance): Ask {
  const email = chance.often(0.5) ? strangeText(chance) : "nobody@yuntiao.example";
  return {
    method: chance.pick(["GET", "POST", "POST", "PUT"]),
    path: `/api/auth/${chance.pick(AUTH)}`,
    headers: { "content-type": chance.pick(["application/json", "application/json", ...TYPES]) },
    body: chance.often(0.5)
      ? Buffer.from(JSON.stringify({ email, password: strangeText(chance) }))
      : jsonBody(chance, ["email", "password", "token"]),
  };
}

/**
 * Something that is wrong beside what is asked: where it comes from, who asks, how it is packed.
 */
function disguised(chance: Chance, known: Known, ask: Ask): Ask {
  const headers = { ...ask.headers };
  const seat = chance.pick(known.seats);
  if (seat && !headers.cookie)
    headers.cookie = chance.often(0.95) ? seat.cookie : `${seat.cookie}; ${headerText(chance)}`;
  if (seat?.seat) headers["x-seat"] = chance.often(0.95) ? seat.seat : headerText(chance);
  headers["x-forwarded-for"] = chance.often(0.97)
    ? `10.${chance.below(256)}.${chance.below(256)}.${chance.below(256)}`
    : headerText(chance);
  if (chance.often(0.1)) headers.origin = chance.pick(ORIGINS);
  if (chance.often(0.02)) headers.host = chance.pick(["evil.example", "[", "", known.host]);
  if (chance.often(0.1)) headers["accept-language"] = headerText(chance);
  if (chance.often(0.05)) headers["user-agent"] = headerText(chance);
  if (chance.often(0.05))
    headers[
      chance.pick([
        "range",
        "if-none-match",
        "accept-encoding",
        "authorization",
        "referer",
        "x-request-id",
      ])
    ] = headerText(chance);
  const bomb = chance.pick(BOMBS);
  if (ask.body && chance.often(0.02))
    return { ...ask, headers: { ...headers, "content-encoding": bomb.encoding }, body: bomb.bytes };
  return { ...ask, headers };
}

/** The n-th hostile request: every route in turn, and between them everything else. */
export function hostileRequest(chance: Chance, known: Known, n: number): Ask {
  const kind = chance.below(100);
  const ask =
    kind < 70
      ? route(chance, known, keys[n % keys.length] as RouteKey)
      : kind < 72
        ? upload(chance, known)
        : kind < 84
          ? handshake(chance)
          : kind < 92
            ? anywhere(chance)
            : auth(chance);
  return disguised(chance, known, ask);
}

/** Bytes that no client library would send, for a bare connection. */
export function hostileBytes(chance: Chance, known: Known): Buffer {
  const head = (first: string, ...more: string[]) =>
    [first, `Host: ${known.host}`, ...more, "", ""].join("\r\n");
  const upgrade = [
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
  ];
  const bare = chance.pick([
    head("GET / HTTP/1.1", `Origin: ${strangeText(chance)}`),
    head(
      `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1`,
      `Origin: ${chance.pick(ORIGINS)}`,
      ...upgrade,
    ),
    head(`GET /socket.io/?EIO=4&transport=websocket HTTP/1.1`, ...upgrade) +
      chance.bytes(200).toString("latin1"),
    head(`GET /elsewhere HTTP/1.1`, ...upgrade),
    `${head("POST /api/cases HTTP/1.1", "Content-Length: 5", "Transfer-Encoding: chunked")}0\r\n\r\n`,
    `${head("POST /api/cases HTTP/1.1", "Content-Length: 500", "Content-Type: application/json")}{"title":`,
    `${head("POST /api/verify HTTP/1.1", "Transfer-Encoding: chunked")}fffffffff\r\nx`,
    head("GET /api/cases HTTP/1.1", `Cookie: ${"a=b;".repeat(5000)}`),
    head(`GET /${"x".repeat(20_000)} HTTP/1.1`),
    head("GET / HTTP/9.9"),
    `${strangeText(chance)}\r\n\r\n`,
    chance.bytes(300).toString("latin1"),
  ]);
  return chance.often(0.3)
    ? mutated(chance, Buffer.from(bare, "latin1"))
    : Buffer.from(bare, "latin1");
}
