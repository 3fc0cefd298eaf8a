import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";
import type { RouteKey } from "../../shared/contract.ts";
import { Refusal } from "../../shared/refusal.ts";
import { ownedByNobody } from "../guard.ts";

/**
 * R-L4. What one person (a participant or a member of staff), one network (an IPv4 address or an
 * IPv6 /64), one account or one known browser may do within so many seconds. Wide enough that
 * nobody who talks, types, reads or signs ever meets it, even with everybody of a court behind one
 * address; whoever floods meets it alone.
 */
export const limits = {
  /**
   * Everything a network asks of the server; a ceiling that keeps one network from holding the
   * house.
   */
  requests: { per: "network", points: 20_000, seconds: 60 },
  /**
   * Connections: one per open page and kind; a phone on a train makes a new one every few seconds.
   */
  handshakes: { per: "network", points: 3000, seconds: 60 },
  connections: { per: "person", points: 240, seconds: 60 },
  greetings: { per: "network", points: 1200, seconds: 60 },
  entryCodes: { per: "network", points: 300, seconds: 60 },
  entries: { per: "network", points: 300, seconds: 60 },
  checks: { per: "network", points: 120, seconds: 60 },
  uploads: { per: "network", points: 30, seconds: 60 },
  /** News of a busy case makes every open page read again, three times a second at most. */
  reads: { per: "person", points: 300, seconds: 10 },
  papers: { per: "person", points: 120, seconds: 60 },
  builds: { per: "person", points: 30, seconds: 60 },
  changes: { per: "person", points: 120, seconds: 60 },
  /** A clerk's answers, which may bring a scanned ruling: counted before the bytes are taken in. */
  rulings: { per: "person", points: 30, seconds: 60 },
  stances: { per: "person", points: 240, seconds: 60 },
  messages: { per: "person", points: 120, seconds: 60 },
  remarks: { per: "person", points: 60, seconds: 60 },
  codes: { per: "person", points: 30, seconds: 60 },
  passes: { per: "person", points: 60, seconds: 60 },
  courtChoices: { per: "person", points: 20, seconds: 3600 },
  newCases: { per: "person", points: 200, seconds: 3600 },
  invitations: { per: "person", points: 200, seconds: 3600 },
  /** What is asked over a connection: a look at the room, and steps that change it. */
  looks: { per: "person", points: 300, seconds: 10 },
  steps: { per: "person", points: 120, seconds: 60 },
  /** R-L5. Wrong passwords only: a right one is given back. */
  passwordsFromNetwork: { per: "network", points: 30, seconds: 900 },
  passwordsForAccount: { per: "account", points: 20, seconds: 1800 },
  passwordsFromKnownBrowser: { per: "browser", points: 10, seconds: 900 },
} as const satisfies Record<
  string,
  { per: "network" | "person" | "account" | "browser"; points: number; seconds: number }
>;
export type LimitName = keyof typeof limits;

/** The routes that are limited otherwise than all others of their method. */
const ownLimits: { [K in RouteKey]?: LimitName } = {
  "GET /api/entry/:token": "greetings",
  "POST /api/entry/:token/code": "entryCodes",
  "POST /api/entry/:token/session": "entries",
  "GET /api/verify/:code": "checks",
  "GET /api/seal": "checks",
  "POST /api/verify": "uploads",
  "POST /api/cases": "newCases",
  "POST /api/cases/:caseId/participants/:participantId/invitation": "invitations",
  "POST /api/cases/:caseId/messages": "messages",
  "POST /api/cases/:caseId/room/media-pass": "passes",
  "GET /api/cases/:caseId/draft/preflight": "papers",
  "POST /api/cases/:caseId/draft/consents": "stances",
  "POST /api/cases/:caseId/draft/proposals": "remarks",
  "POST /api/cases/:caseId/draft/comments": "remarks",
  "GET /api/cases/:caseId/agreement/paper": "papers",
  "POST /api/cases/:caseId/agreement/freeze": "builds",
  "POST /api/cases/:caseId/agreement/code": "codes",
  "GET /api/cases/:caseId/confirmation/paper": "papers",
  "GET /api/cases/:caseId/confirmation/ruling": "papers",
  "POST /api/cases/:caseId/confirmation/court": "courtChoices",
  "POST /api/cases/:caseId/confirmation/code": "codes",
  "GET /api/court/applications/:applicationId/documents/:document": "papers",
  "GET /api/court/applications/:applicationId/package": "builds",
  "POST /api/court/applications/:applicationId/decision": "rulings",
  "POST /api/court/applications/:applicationId/ruling": "rulings",
};

/** Every route has a limit: its own, or that of all reads or all changes. */
export const limitOf = (route: RouteKey): LimitName =>
  ownLimits[route] ?? (route.startsWith("GET ") ? "reads" : "changes");

type Redis = NonNullable<ConstructorParameters<typeof RateLimiterRedis>[0]["storeClient"]>;

export type Limits = {
  /** Counts once; refuses when there is nothing left, and says how long it takes. */
  take(name: LimitName, key: string): Promise<void>;
  /** What was counted for something that turned out honest. */
  giveBack(name: LimitName, key: string): Promise<void>;
};

/** Where several processes count together. While it is away nobody waits for it. */
export async function openCounters(redisUrl: string | undefined) {
  if (!redisUrl) return undefined;
  const { createClient } = await import("redis");
  const client = createClient({
    url: redisUrl,
    disableOfflineQueue: true,
    commandOptions: { timeout: 1000 },
  });
  client.on("error", () => {});
  await client.connect();
  return client;
}

/**
 * Counted in memory; with Redis, by all processes together, and in memory while Redis is away.
 * `times` is for tests and benches that ask more than people do.
 */
export function openLimits({
  redis,
  times = 1,
}: {
  redis?: Redis | undefined;
  times?: number | undefined;
} = {}): Limits {
  const counters = new Map<LimitName, RateLimiterMemory | RateLimiterRedis>();
  for (const [name, { points, seconds }] of Object.entries(limits) as [
    LimitName,
    (typeof limits)[LimitName],
  ][]) {
    const own = { keyPrefix: `limit:${name}`, points: points * times, duration: seconds };
    const memory = new RateLimiterMemory(own);
    // The ceiling of a network protects each process by itself, and a flood should not become one
    // of Redis.
    const alone = !redis || name === "requests";
    counters.set(
      name,
      alone
        ? memory
        : new RateLimiterRedis({
            ...own,
            storeClient: redis,
            useRedisPackage: true,
            insuranceLimiter: memory,
          }),
    );
  }
  const counter = (name: LimitName) => counters.get(name) as RateLimiterMemory;
  return {
    async take(name, key) {
      try {
        // A count lives on by a timer, for minutes: it must not keep the request that was counted.
        await ownedByNobody(() => counter(name).consume(key));
      } catch (reason) {
        if (!(reason instanceof RateLimiterRes)) throw reason;
        throw new Refusal("request/too-many", {
          waitSeconds: Math.max(1, Math.ceil(reason.msBeforeNext / 1000)),
        });
      }
    },
    async giveBack(name, key) {
      await ownedByNobody(() => counter(name).reward(key));
    },
  };
}
