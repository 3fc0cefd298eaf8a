import type { IncomingMessage, Server as HttpServer, ServerResponse } from "node:http";
import { type Namespace, Server, type Socket } from "socket.io";
import type { z } from "zod";
import type { Asker } from "../../shared/people/asker.ts";
import { type Language, Refusal, type RefusalCode } from "../../shared/refusal.ts";
import type { Action } from "../../shared/people/permissions.ts";
import { inCase } from "../cases/access.ts";
import { hear, ownedBy } from "../guard.ts";
import type { Parts } from "../parts.ts";
import { networkOf, openAddresses } from "./address.ts";
import { fromOurPage } from "./origin.ts";
import { guardedParser } from "./packets.ts";
import { languageOf, toProblem } from "./problems.ts";
import { sessionFrom } from "./sessions.ts";
import { refuseUnstorable } from "./storable.ts";

/** What the handshake settled. The case and the person are never taken from a message. */
export type Seated = { asker: Asker; caseId: string; leads: boolean; language: Language };
const MAX_PACKET_BYTES = 512 * 1024;

const isId = (value: unknown): value is string =>
  typeof value === "string" && /^[0-9a-f-]{36}$/.test(value);

/** With REDIS_URL, news reaches people whose connection another process holds. */
export async function openFanOut(redisUrl: string | undefined) {
  if (!redisUrl) return null;
  const [{ createClient }, { createAdapter }] = await Promise.all([
    import("redis"),
    import("@socket.io/redis-streams-adapter"),
  ]);
  const client = createClient({ url: redisUrl });
  client.on("error", () => {}); // it connects again by itself
  await client.connect();
  return {
    adapter: createAdapter(client),
    ready: () => client.isReady,
    close: () => client.close(),
  };
}

export type FanOut = Awaited<ReturnType<typeof openFanOut>>;

export function openSockets(http: HttpServer, parts: Parts, fanOut: FanOut): Server {
  const allowed = new Set([
    parts.settings.PUBLIC_URL,
    `http://127.0.0.1:${parts.settings.PORT}`,
    `http://localhost:${parts.settings.PORT}`,
  ]);
  const addressOf = openAddresses(parts.settings.TRUSTED_PROXIES);
  const io = new Server(http, {
    maxHttpBufferSize: MAX_PACKET_BYTES,
    connectTimeout: 10_000,
    parser: guardedParser,
    // Whoever vanishes without a word (closed tab, dead network) is known to be away within five
    // seconds.
    pingInterval: 2000,
    pingTimeout: 2800,
    ...(fanOut ? { adapter: fanOut.adapter } : {}),
    allowRequest: (request: IncomingMessage, answer) => {
      if (!fromOurPage(request.headers.origin, request.headers.host, allowed))
        return answer("foreign origin", false);
      parts.limits.take("handshakes", networkOf(addressOf(request))).then(
        () => answer(null, true),
        () => answer("too many connections", false),
      );
    },
  });
  // Engine.IO answers other methods on a session by a 500.
  io.engine.use((request: IncomingMessage, answer: ServerResponse, next: () => void) => {
    if (request.method === "GET" || request.method === "POST") return next();
    answer.writeHead(405).end();
  });
  // Nothing lives outside the namespaces, which ask who comes.
  io.use((_socket, next) => next(new Error("request/not-found")));
  return io;
}

/**
 * Everybody who was let into a namespace. What a listener is asked to do is owned by that
 * connection.
 */
export function welcome(space: Namespace, arrived: (socket: Socket) => unknown): void {
  hear(space, "connection", (socket: Socket) =>
    ownedBy(
      { where: `a connection to ${space.name}`, end: () => void socket.disconnect(true) },
      () => {
        hear(socket, "error", () => {}); // a packet that is no packet: Socket.IO has closed the connection already
        return arrived(socket);
      },
    ),
  );
}

/**
 * Admits a connection to a namespace: a known person, in this case, allowed this much. Asked again
 * whenever something is asked.
 */
export const seat =
  (parts: Parts, action: Action) => async (socket: Socket, next: (error?: Error) => void) => {
    const auth = (socket.handshake.auth ?? {}) as Record<string, unknown>;
    const language = languageOf(typeof auth.language === "string" ? auth.language : "");
    try {
      if (!isId(auth.caseId)) throw new Refusal("cases/not-found");
      const first = await sessionOf(parts, socket);
      if (first) await socket.join(roomOfSession(first.sessionId));
      // Asked after joining: a session that ends meanwhile is either seen here or closes this
      // connection.
      const known = await whoNow(parts, socket, action, auth.caseId);
      await parts.limits.take("connections", known.asker.id);
      socket.data = { ...known, language } satisfies Seated;
      next();
    } catch (error) {
      const problem = toProblem(error, language, parts.log);
      next(Object.assign(new Error(problem.code), { data: problem }));
    }
  };

const sessionOf = (parts: Parts, socket: Socket) =>
  sessionFrom(
    socket.handshake.headers,
    ((socket.handshake.auth ?? {}) as Record<string, unknown>).seat,
    parts,
  );

/** The connections of one session, in every namespace and process. */
const roomOfSession = (sessionId: string) => `session:${sessionId}`;
const SPACES = ["/room", "/drafting"];

/** An ended session hears nothing more, at once, in whichever process its connections are. */
export function closeSession(io: Server, sessionId: string): void {
  for (const space of SPACES) io.of(space).in(roomOfSession(sessionId)).disconnectSockets(true);
}

/** Who holds a connection to this process open, once for each session. */
export function askersConnected(io: Server): Asker[] {
  const all = SPACES.flatMap((space) =>
    [...io.of(space).sockets.values()].map(({ data }) => (data as Seated).asker),
  );
  return [...new Map(all.map((asker) => [asker.sessionId, asker])).values()];
}

/** The person behind a connection as of now: sessions end, levels rise, cases close. */
export async function whoNow(
  parts: Parts,
  socket: Socket,
  action: Action,
  caseId = (socket.data as Seated).caseId,
) {
  const asker = (await sessionOf(parts, socket))?.asker;
  if (!asker) throw new Refusal("people/sign-in-needed");
  const { role, facts } = await inCase(parts.db, asker, caseId, action);
  return { asker, caseId, leads: role === "mediator", facts };
}

/** A small bucket per connection: `perSecond` on the long run, `burst` at once. */
export function bucket(perSecond: number, burst: number): () => boolean {
  let tokens = burst;
  let at = performance.now();
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
type Served<R extends Requests> = { [E in keyof R]: (ask: z.infer<R[E]>) => Promise<unknown> };
type ValueIn<H> = H[keyof H] extends (ask: never) => Promise<infer Value> ? Value : never;

/** How the requests of a namespace are let in and answered. */
type Manners<Name extends string, Value> = {
  /**
   * Throws the refusal of a request that may not go on now; nothing of it has been looked at yet.
   */
  admit(name: Name, isAnswered: boolean): void;
  /** Counts a request of the right shape; throws when this person asks too much. */
  count?(name: Name): Promise<void>;
  /** What a request of the wrong shape is answered; without it, what its schema says. */
  malformed?: RefusalCode;
  /** How a value stands in its answer. */
  answer(value: Value): object;
  refused?(name: Name, code: RefusalCode): void;
};

/** A request in a while, each counted among the person's; the answer carries one value. */
function calmly(socket: Socket, { limits }: Pick<Parts, "limits">): Manners<string, unknown> {
  const { asker } = socket.data as Seated;
  const mayGo = bucket(20, 60);
  return {
    admit: () => {
      if (!mayGo()) throw new Refusal("request/too-many");
    },
    count: (name) => limits.take(name.endsWith(":view") ? "looks" : "steps", asker.id),
    answer: (value) => ({ value }),
  };
}

/**
 * Parses each request, answers it with a value or a problem, and never lets one disturb the
 * connection.
 */
export function serveSocket<R extends Requests, H extends Served<R>>(
  socket: Socket,
  parts: Parts,
  requests: R,
  handlers: H,
  manners: Manners<keyof R & string, ValueIn<H>> = calmly(socket, parts),
): void {
  const { language } = socket.data as Seated;
  const { malformed } = manners;
  const parse = <E extends keyof R & string>(name: E, given: unknown): z.infer<R[E]> => {
    refuseUnstorable(given);
    const read = (requests[name] as R[E]).safeParse(given);
    if (read.success) return read.data as z.infer<R[E]>;
    throw malformed ? new Refusal(malformed) : read.error;
  };
  for (const name of Object.keys(requests) as (keyof R & string)[]) {
    hear(socket, name, async (...args: unknown[]) => {
      const last = args.at(-1);
      const reply = typeof last === "function" ? (last as (value: unknown) => void) : null;
      try {
        manners.admit(name, reply !== null);
        const ask = parse(name, typeof args[0] === "function" ? {} : args[0]);
        await manners.count?.(name);
        const value = (await handlers[name](ask)) as ValueIn<H>;
        reply?.({ ok: true, ...manners.answer(value) });
      } catch (error) {
        reply?.({ ok: false, problem: toProblem(error, language, parts.log) });
        if (error instanceof Refusal) manners.refused?.(name, error.code);
      }
    });
  }
}
