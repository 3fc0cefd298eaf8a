import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { type RouteKey, routes } from "../../shared/contract.ts";
import type { Problem } from "../../shared/refusal.ts";
import { DEMO_PASSWORD } from "../demo/staff.ts";
import { ownedBy } from "../guard.ts";
import { engines } from "../testing/databases.ts";
import type { Seat } from "../testing/house.ts";
import { aRedis } from "../testing/redis.ts";
import { aCase } from "../testing/stories.ts";
import { type LimitName, limitOf, limits, openCounters, openLimits } from "./limits.ts";

const code = (reply: { body: unknown }) => (reply.body as Problem).code;
afterEach(() => void vi.useRealTimers());

/** What the limit answers when it has nothing left. */
const refusal = (taken: Promise<void>) =>
  taken.then(
    () => null,
    (error: { code: string; details: { waitSeconds: number } }) => [
      error.code,
      error.details.waitSeconds,
    ],
  );

test("R-L4 a limit refuses the one who used it up, says how long it takes, and is whole again after that", async () => {
  vi.useFakeTimers({ now: new Date("2026-11-25T08:00:00Z") });
  const counted = openLimits();
  for (let n = 0; n < limits.messages.points; n++) await counted.take("messages", "lu");
  vi.advanceTimersByTime(20_000);
  expect(await refusal(counted.take("messages", "lu"))).toEqual(["request/too-many", 40]);
  expect(await refusal(counted.take("messages", "helan"))).toBeNull();
  expect(await refusal(counted.take("remarks", "lu"))).toBeNull();
  vi.advanceTimersByTime(40_000);
  expect(await refusal(counted.take("messages", "lu"))).toBeNull();
});

test("R-L4 what is counted keeps nothing of the request that it was counted for", async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const counted = openLimits();
  const request = (name: LimitName) => {
    const body = { bytes: new Uint8Array(1000) };
    void ownedBy({ where: "a request", end: () => void body.bytes }, () =>
      counted.take(name, "one"),
    );
    return new WeakRef(body);
  };
  const requests = (Object.keys(limits) as LimitName[]).map(request);
  await new Promise((resolve) => setImmediate(resolve));
  collect();
  expect(requests.filter((one) => one.deref())).toEqual([]);
});

test("R-L4 with Redis several processes count together, and without it each goes on by itself", async () => {
  const redis = await aRedis();
  const client = await openCounters(redis.url);
  if (!client) throw new Error("no Redis");
  onTestFinished(() => client.destroy());
  const gone = new Promise((resolve) => client.once("reconnecting", resolve));
  const [here, there] = [openLimits({ redis: client }), openLimits({ redis: client })];
  for (let n = 0; n < limits.uploads.points; n++)
    await (n % 2 ? here : there).take("uploads", "203.0.113.9");
  expect((await refusal(here.take("uploads", "203.0.113.9")))?.[0]).toBe("request/too-many");
  expect((await refusal(there.take("uploads", "203.0.113.9")))?.[0]).toBe("request/too-many");
  redis.kill();
  await gone;
  expect(await refusal(there.take("uploads", "203.0.113.10"))).toBeNull();
});

test("R-L4 the busiest honest hour meets no limit: a lively mediation of twelve, a signing, fifty pages opened behind one address", async () => {
  vi.useFakeTimers({ now: new Date("2026-11-25T08:00:00Z") });
  const counted = openLimits();
  const office = "203.0.113.1";
  const refused: string[] = [];
  const asks = async (route: RouteKey, person: string, times = 1) => {
    const name = limitOf(route);
    const taken: [LimitName, string][] = [
      ["requests", office],
      [name, limits[name].per === "person" ? person : office],
    ];
    for (let n = 0; n < times; n++)
      for (const [limit, key] of taken)
        if (await refusal(counted.take(limit, key))) refused.push(`${limit} ${person}`);
  };
  const opens = async (person: string) => {
    for (const route of [
      "GET /api/entry/:token",
      "GET /api/me",
      "GET /api/cases/:caseId",
      "GET /api/cases/:caseId/messages",
    ] as const)
      await asks(route, person);
    for (const route of [
      "GET /api/cases/:caseId/draft",
      "GET /api/cases/:caseId/agreement",
      "GET /api/cases/:caseId/timeline",
    ] as const)
      await asks(route, person, 2);
    for (const name of ["handshakes", "connections"] as const)
      for (let n = 0; n < 3; n++)
        if (await refusal(counted.take(name, name === "handshakes" ? office : person)))
          refused.push(name);
  };
  const twelve = Array.from({ length: 12 }, (_, n) => `party${n}`);
  for (let second = 0; second < 120; second++) {
    // Everybody writes once a second, and every open page reads again three times a second.
    for (const person of twelve) {
      await asks("POST /api/cases/:caseId/messages", person);
      for (const route of [
        "GET /api/cases/:caseId/messages",
        "GET /api/cases/:caseId",
        "GET /api/cases/:caseId/timeline",
      ] as const)
        await asks(route, person, 3);
      if (second < 100) await asks("POST /api/cases/:caseId/draft/consents", person); // a hundred clauses, one after another
      if (second % 10 === 0) await asks("POST /api/cases/:caseId/draft/comments", person);
      if (second % 20 === 0) await opens(person); // a phone that reloads again and again
    }
    if (second === 30)
      for (let n = 0; n < 50; n++) {
        await opens(`visitor${n}`);
        await asks("POST /api/entry/:token/code", `visitor${n}`);
        await asks("POST /api/entry/:token/session", `visitor${n}`, 2);
      }
    if (second === 60)
      for (const person of twelve) {
        await asks("POST /api/cases/:caseId/agreement/code", person, 3);
        await asks("GET /api/cases/:caseId/agreement/paper", person, 3);
        await asks("POST /api/cases/:caseId/agreement/signatures", person, 3);
        await asks("POST /api/cases/:caseId/room/media-pass", person, 10);
      }
    vi.advanceTimersByTime(1000);
  }
  expect(refused).toEqual([]);
});

const placeOf = (
  route: RouteKey,
  world: { caseId: string; first: { id: string; token: string } },
) => {
  const known: Record<string, string> = {
    token: world.first.token,
    caseId: world.caseId,
    document: "agreement",
    code: "ABCD",
  };
  return (route.split(" ")[1] as string).replace(
    /:(\w+)/g,
    (_, name: string) => known[name] ?? world.first.id,
  );
};

describe.each(engines)("limits on %s", (engine) => {
  test("R-L4 every route of the contract has a limit, and nobody goes on once his is used up", async () => {
    const world = await aCase(engine, { enter: false });
    const used = new Set<LimitName>();
    const askers: Seat[] = [world.first.seat, world.mediator, world.clerk];
    for (const route of Object.keys(routes) as RouteKey[]) used.add(limitOf(route));
    const ids = [
      world.first.id,
      ...(await world.parts.db.selectFrom("staff").select("user_id").execute()).map(
        (one) => one.user_id,
      ),
    ];
    for (const name of used)
      for (const key of limits[name].per === "person" ? ids : ["127.0.0.1"])
        await exhaust(world.parts.limits, name, key);
    const open: string[] = [];
    for (const route of Object.keys(routes) as RouteKey[]) {
      const [method] = route.split(" ") as [string];
      for (const asker of askers) {
        const reply = await world.ask(
          method,
          placeOf(route, world),
          asker,
          method === "GET" ? undefined : {},
        );
        if (code(reply) !== "request/too-many") open.push(`${route} ${reply.status}`);
      }
    }
    expect(open).toEqual([]);
    // Whoever is nobody gets no further on any route that is not made for strangers.
    for (const route of (Object.keys(routes) as RouteKey[]).filter(
      (one) => limits[limitOf(one)].per === "person",
    )) {
      const [method] = route.split(" ") as [string];
      expect(
        code(
          await world.ask(method, placeOf(route, world), null, method === "GET" ? undefined : {}),
        ),
        route,
      ).toBe("people/sign-in-needed");
    }
  });

  test("R-L4 whoever floods is stopped, and the person beside him at the same address goes on undisturbed", async () => {
    const world = await aCase(engine);
    const place = `/api/cases/${world.caseId}/messages`;
    const write = (who: Seat) => world.ask("POST", place, who, { channel: "joint", body: "在吗" });
    const flood = await Promise.all(Array.from({ length: 200 }, () => write(world.first.seat)));
    expect(flood.filter((one) => one.status === 200).length).toBe(limits.messages.points);
    const refused = flood.find((one) => one.status !== 200) as { body: Problem };
    expect([refused.body.code, refused.body.status]).toEqual(["request/too-many", 429]);
    expect(refused.body.details?.waitSeconds).toBeGreaterThan(0);
    expect((await write(world.second.seat)).status).toBe(200);
    expect((await world.ask("GET", place, world.first.seat)).status).toBe(200);
    const reads = await Promise.all(
      Array.from({ length: 400 }, () => world.ask("GET", "/api/me", world.first.seat)),
    );
    expect(reads.filter((one) => one.status === 429).length).toBeGreaterThan(0);
    expect((await world.ask("GET", "/api/me", world.second.seat)).status).toBe(200);
  });

  test("R-L5 passwords: many addresses, or many accounts, do not help a stranger, and he locks nobody out of his own browser", async () => {
    const world = await aCase(engine, { enter: false, settings: { TRUSTED_PROXIES: "1" } });
    const signIn = async (email: string, password: string, address: string, cookie = "") => {
      const response = await fetch(`${world.url}/api/auth/sign-in/email`, {
        method: "POST",
        headers: { "content-type": "application/json", "x-forwarded-for": address, cookie },
        body: JSON.stringify({ email, password }),
      });
      const cookies = response.headers.getSetCookie().map((one) => one.split(";")[0] as string);
      return {
        status: response.status,
        known: cookies.find((one) => one.startsWith("known_")) ?? "",
      };
    };
    const mediator = "mediator@yuntiao.example";
    const office = await signIn(mediator, DEMO_PASSWORD, "203.0.113.1");
    expect([office.status, office.known.startsWith("known_")]).toEqual([200, true]);
    // One account from everywhere: every guess has another address.
    const guesses = [];
    for (let n = 0; n < 40; n++)
      guesses.push((await signIn(mediator, "a wrong password", `198.51.${n}.7`)).status);
    expect(guesses.indexOf(429)).toBe(limits.passwordsForAccount.points);
    expect(new Set(guesses.slice(0, limits.passwordsForAccount.points))).toEqual(new Set([401]));
    expect((await signIn(mediator, DEMO_PASSWORD, "198.51.100.200")).status).toBe(429);
    // The browser he works with opens, whatever the address; forging its mark or using it for
    // another account does not help.
    expect(
      (await signIn(mediator.toUpperCase(), DEMO_PASSWORD, "198.51.100.201", office.known)).status,
    ).toBe(200);
    expect(
      (await signIn(mediator, DEMO_PASSWORD, "198.51.100.202", `${office.known}0`)).status,
    ).toBe(429);
    // All accounts from one place: the place is stopped, the others are not.
    const spread = [];
    for (let n = 0; n < 40; n++)
      spread.push(
        (await signIn(`someone${n}@yuntiao.example`, "a wrong password", "198.51.100.9")).status,
      );
    expect(spread.indexOf(429)).toBe(limits.passwordsFromNetwork.points);
    expect(
      (await signIn("coordinator@yuntiao.example", DEMO_PASSWORD, "198.51.100.9")).status,
    ).toBe(429);
    expect((await signIn("coordinator@yuntiao.example", DEMO_PASSWORD, "203.0.113.2")).status).toBe(
      200,
    );
    // A whole office signs in behind one address in the morning.
    for (let n = 0; n < 35; n++)
      expect((await signIn("clerk@yuntiao.example", DEMO_PASSWORD, "203.0.113.3")).status).toBe(
        200,
      );
    // A known browser is no free pass for guessing.
    const inside = [];
    for (let n = 0; n < 15; n++)
      inside.push((await signIn(mediator, "a wrong password", "203.0.113.1", office.known)).status);
    expect(inside.indexOf(429)).toBe(limits.passwordsFromKnownBrowser.points);
    const sessions = await world.parts.db
      .selectFrom("session" as never)
      .select("ipAddress" as never)
      .execute();
    expect(sessions).toContainEqual({ ipAddress: "203.0.113.1" });
  }, 120_000);

  test("of what the accounts could answer by themselves only signing in and out is open", async () => {
    const world = await aCase(engine, { enter: false });
    for (const [method, place] of [
      ["POST", "/api/auth/sign-up/email"],
      ["POST", "/api/auth/update-user"],
      ["POST", "/api/auth/change-password"],
      ["GET", "/api/auth/get-session"],
      ["GET", "/api/auth/list-sessions"],
    ] as const)
      expect(
        code(await world.ask(method, place, world.mediator, method === "POST" ? {} : undefined)),
      ).toBe("request/not-found");
    expect((await world.ask("POST", "/api/auth/sign-out", world.mediator, {})).status).toBe(200);
    expect(code(await world.ask("GET", "/api/staff/me", world.mediator))).toBe(
      "people/sign-in-needed",
    );
  });
});

/** Uses up what one person or network has. */
async function exhaust(
  counted: { take: (name: LimitName, key: string) => Promise<void> },
  name: LimitName,
  key: string,
) {
  while ((await refusal(counted.take(name, key))) === null);
}
