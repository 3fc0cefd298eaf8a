import type { IncomingMessage, Server as HttpServer } from "node:http";
import { Server, type Socket } from "socket.io";
import type { z } from "zod";
import type { Asker } from "../../shared/people/asker.ts";
import { type Language, Refusal } from "../../shared/refusal.ts";
import type { Action } from "../../shared/people/permissions.ts";
import { inCase } from "../cases/access.ts";
import type { Parts } from "../parts.ts";
import { languageOf, problemOf, toProblem } from "./problems.ts";
import { refuseUnstorable } from "./serve.ts";
import { askerFrom } from "./sessions.ts";

/** What the handshake settled. The case and the person are never taken from a message. */
export type Seated = { asker: Asker; caseId: string; leads: boolean; language: Language };
const MAX_PACKET_BYTES = 512 * 1024;
const isId = (value: unknown): value is string => typeof value === "string" && /^[0-9a-f-]{36}$/.test(value);

/** With REDIS_URL, news reaches people whose connection another process holds. */
export async function openFanOut(redisUrl: string | undefined) {
  if (!redisUrl) return null;
  const [{ createClient }, { createAdapter }] = await Promise.all([import("redis"), import("@socket.io/redis-streams-adapter")]);
  const client = createClient({ url: redisUrl });
  client.on("error", () => {});
  await client.connect();
  return { adapter: createAdapter(client), close: () => client.close() };
}
type FanOut = Awaited<ReturnType<typeof openFanOut>>;

export function openSockets(http: HttpServer, parts: Parts, fanOut: FanOut): Server {
  const allowed = new Set([
    parts.settings.PUBLIC_URL,
    `http://127.0.0.1:${parts.settings.PORT}`,
    `http://localhost:${parts.settings.PORT}`,
  ]);
  return new Server(http, {
    maxHttpBufferSize: MAX_PACKET_BYTES,
    destroyUpgrade: false,
    ...(fanOut ? { adapter: fanOut.adapter } : {}),
    allowRequest: (request: IncomingMessage, answer) => {
      const origin = request.headers.origin;
      const same = !origin || allowed.has(origin) || new URL(origin).host === request.headers.host;
      answer(same ? null : "foreign origin", same);
    },
  });
}

/** Admits a connection to a namespace: a known person, in this case, allowed this much. Asked again whenever something is asked. */
export const seat = (parts: Parts, action: Action) => async (socket: Socket, next: (error?: Error) => void) => {
  const auth = socket.handshake.auth as Record<string, unknown>,
    language = languageOf(typeof auth.language === "string" ? auth.language : "");
  try {
    if (!isId(auth.caseId)) throw new Refusal("cases/not-found");
    socket.data = { ...(await whoNow(parts, socket, action, auth.caseId)), language } satisfies Seated;
    next();
  } catch (error) {
    const problem = toProblem(error, language, parts.log);
    next(Object.assign(new Error(problem.code), { data: problem }));
  }
};

/** The person behind a connection as of now: sessions end, levels rise, cases close. */
export async function whoNow(parts: Parts, socket: Socket, action: Action, caseId = (socket.data as Seated).caseId) {
  const asker = await askerFrom(socket.handshake.headers, (socket.handshake.auth as Record<string, unknown>).seat, parts);
  if (!asker) throw new Refusal("people/sign-in-needed");
  const { role, facts } = await inCase(parts.db, asker, caseId, action);
  return { asker, caseId, leads: role === "mediator", facts };
}

/** A small bucket per connection: `perSecond` on the long run, `burst` at once. */
export function bucket(perSecond: number, burst: number): () => boolean {
  let tokens = burst,
    at = performance.now();
  return () => {
    const now = performance.now();
    tokens = Math.min(burst, tokens + ((now - at) / 1000) * perSecond);
    at = now;
    if (tokens < 1) return false;
    tokens--;
    return true;
  };
}

type Requests = Record<string, z.ZodType>;
type Served<R extends Requests, V> = { [E in keyof R]: (ask: z.infer<R[E]>) => Promise<V> };

/** Parses each request, answers it with a value or a problem, and never lets one disturb the connection. */
export function serveSocket<R extends Requests, V>(socket: Socket, parts: Parts, requests: R, handlers: Served<R, V>): void {
  const { language } = socket.data as Seated,
    mayGo = bucket(20, 60);
  for (const name of Object.keys(requests) as (keyof R & string)[]) {
    (socket as { on(name: string, listener: (...args: unknown[]) => void): unknown }).on(name, async (...args: unknown[]) => {
      const answer = args.at(-1);
      const reply = typeof answer === "function" ? (answer as (value: unknown) => void) : () => {};
      if (!mayGo()) return reply({ ok: false, problem: problemOf("request/too-many", language, socket.id) });
      try {
        refuseUnstorable(args[0]);
        const ask = (requests[name] as R[typeof name]).parse(typeof args[0] === "function" ? {} : args[0]);
        reply({ ok: true, value: await handlers[name](ask as z.infer<R[typeof name]>) });
      } catch (error) {
        reply({ ok: false, problem: toProblem(error, language, parts.log) });
      }
    });
  }
}
