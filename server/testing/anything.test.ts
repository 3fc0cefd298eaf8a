import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { type RouteKey, routes } from "../../shared/contract.ts";
import { refusals } from "../../shared/refusal.ts";
import { roomRequests } from "../../shared/rooms/contract.ts";
import { engines } from "./databases.ts";
import { connected, type Seat } from "./house.ts";
import { aCase, filed } from "./stories.ts";

const strange = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.constantFrom(
    "",
    "\u0000",
    "𠅤",
    "'; drop table cases; --",
    "<script>",
    "../../etc/passwd",
    "9".repeat(400),
    "2026-02-30",
    "{}",
    "null",
    "%00",
    "\ud800",
  ),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.oneof(fc.integer(), fc.string()), { maxLength: 4 }),
  fc.dictionary(fc.string({ maxLength: 8 }), fc.integer(), { maxKeys: 3 }),
);

/** Bodies near the right shape: the schema's own names with anything in them, some left out. */
const near = (schema: z.ZodType | undefined) => {
  if (!schema) return fc.constant(undefined);
  const names = Object.keys(
    (z.toJSONSchema(schema, { unrepresentable: "any", io: "input" }) as { properties?: object })
      .properties ?? {},
  );
  return fc.oneof(
    fc.record(Object.fromEntries(names.map((name) => [name, strange])), { requiredKeys: [] }),
    strange,
  );
};

describe.each(engines)("anything at all, on %s", (engine) => {
  test("any request to any route, from anybody, is answered without a fault and without a stack", async () => {
    const world = await aCase(engine);
    const applicationId = await filed(world);
    const askers: (Seat | null)[] = [
      null,
      world.first.seat,
      world.mediator,
      world.coordinator,
      world.clerk,
      { seat: world.first.id, cookie: "seat_x=1" },
    ];
    const known: Record<string, string> = {
      caseId: world.caseId,
      participantId: world.first.id,
      applicationId,
      token: world.first.token,
      document: "agreement",
      code: "ABCD-EFGH-JKLM",
    };
    for (const key of Object.keys(routes) as RouteKey[]) {
      const [method, path] = key.split(" ") as [string, string];
      const schema = routes[key] as { body?: z.ZodType };
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...askers),
          near(schema.body),
          fc.boolean(),
          fc.string({ minLength: 1, maxLength: 40 }),
          async (who, body, real, junk) => {
            const place = path.replace(/:(\w+)/g, (_, name: string) =>
              real && known[name] ? known[name] : encodeURIComponent(junk.toWellFormed()),
            );
            const reply = await world.ask(
              method,
              place,
              who,
              method === "GET" ? undefined : (body ?? {}),
            );
            expect(
              reply.status,
              `${key} ${JSON.stringify(body)} ${JSON.stringify(reply.body).slice(0, 300)}`,
            ).toBeLessThan(
              500 + (Number((reply.body as { code?: string }).code === "rooms/media-off") || 0),
            );
            if (reply.status >= 400) {
              const problem = reply.body as { code: string; title: string; requestId: string };
              expect(Object.keys(refusals)).toContain(problem.code);
              expect(problem.title).toMatch(/[一-鿿]/);
              expect(JSON.stringify(problem)).not.toMatch(/node_modules|\.ts:\d|at .*\(/);
            }
          },
        ),
        { numRuns: 12 },
      );
    }
  }, 240_000);

  test("broken JSON, foreign origins, huge bodies and unknown routes are refused in words", async () => {
    const world = await aCase(engine);
    const place = `/api/cases/${world.caseId}/messages`;
    const code = (reply: { body: unknown }) => (reply.body as { code: string }).code;
    expect(
      code(
        await world.ask("POST", place, world.mediator, '{"channel":', {
          "content-type": "application/json",
        }),
      ),
    ).toBe("request/invalid");
    expect(
      code(
        await world.ask(
          "POST",
          place,
          world.mediator,
          JSON.stringify({ channel: "joint", body: "x".repeat(600_000) }),
          {
            "content-type": "application/json",
          },
        ),
      ),
    ).toBe("request/too-large");
    expect(
      code(
        await world.ask(
          "POST",
          place,
          world.mediator,
          { channel: "joint", body: "x" },
          { origin: "https://evil.example" },
        ),
      ),
    ).toBe("request/foreign-origin");
    expect(code(await world.ask("GET", "/api/nothing", world.mediator))).toBe("request/not-found");
    expect(
      code(await world.ask("POST", place, world.mediator, { channel: "joint", body: "a\u0000b" })),
    ).toBe("request/invalid");
    expect(code(await world.ask("GET", "/api/verify/%00", null))).toBe("request/invalid");
    expect(
      (
        await world.ask("POST", "/api/me/address", world.first.seat, {
          address: "某路\u{2FFFD}号楼",
          phone: "13800000000",
          electronicService: true,
          onlineConsent: true,
        })
      ).status,
    ).toBe(400);
  });

  test("any event on any socket is answered or ignored, and the others go on", async () => {
    const world = await aCase(engine);
    const room = world.socket("/room", world.caseId, world.first.seat);
    const draft = world.socket("/drafting", world.caseId, world.first.seat);
    expect([await connected(room), await connected(draft)]).toEqual([null, null]);
    const payload = fc.oneof(
      strange,
      fc.uint8Array({ maxLength: 50 }),
      fc.record({ personId: strange, reason: strange, raised: strange }, { requiredKeys: [] }),
      fc.record(
        {
          clientId: strange,
          stateVector: fc.oneof(strange, fc.uint8Array({ maxLength: 20 })),
          draftId: strange,
          update: fc.uint8Array({ maxLength: 30 }),
          clauseId: strange,
          cursor: strange,
        },
        { requiredKeys: [] },
      ),
    );
    const events = [
      ...Object.keys(roomRequests).map((name) => [room, name] as const),
      ...["draft:join", "draft:update", "draft:awareness", "no:such"].map(
        (name) => [draft, name] as const,
      ),
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...events),
        payload,
        fc.boolean(),
        async ([socket, name], body, withAnswer) => {
          if (!socket.connected) {
            socket.connect();
            await connected(socket);
          }
          if (!withAnswer || name === "draft:awareness" || name === "no:such")
            return void socket.emit(name, body);
          const answer = (await socket
            .timeout(5000)
            .emitWithAck(name, body)
            .catch(() => null)) as { ok: boolean; problem?: { code: string } } | null;
          if (answer && !answer.ok) expect(answer.problem?.code).not.toBe("request/unknown");
        },
      ),
      { numRuns: 250 },
    );
    const other = world.socket("/room", world.caseId, world.second.seat);
    expect(await connected(other)).toBeNull();
    expect(((await other.timeout(5000).emitWithAck("room:view", {})) as { ok: boolean }).ok).toBe(
      true,
    );
    expect((await world.ask("GET", "/healthz")).status).toBe(200);
  }, 120_000);
});
