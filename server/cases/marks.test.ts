import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stateAfter } from "../../shared/cases/state.ts";
import { lockCase } from "../storage/lockCase.ts";
import { engines } from "../testing/databases.ts";
import { connected, type Seat } from "../testing/house.ts";
import type { CaseRow, CaseView } from "../../shared/cases/contract.ts";
import {
  aCase,
  type CaseWorld,
  checksDocument,
  filesApplication,
  frozen,
  sealed,
  signs,
} from "../testing/stories.ts";
import { freshMarks, MARKS_EDITION, marksOf } from "./marks.ts";
import { renewMarks } from "./renewMarks.ts";

/** The stored marks are what the domains say now; `after` names what was done last. */
async function expectMarks({ parts: { db }, caseId }: CaseWorld, after: string): Promise<void> {
  const [stored, fresh, state] = await db.transaction().execute(async (tx) => {
    // A seal that goes on meanwhile waits.
    await lockCase(tx, caseId);
    const row = await tx
      .selectFrom("cases")
      .select("state")
      .where("id", "=", caseId)
      .executeTakeFirstOrThrow();
    return [await marksOf(tx, caseId), (await freshMarks(tx, [caseId])).get(caseId), row.state];
  });
  expect({ after, marks: stored }).toEqual({ after, marks: fresh });
  expect({ after, state }).toEqual({ after, state: fresh && stateAfter(state, fresh) });
}

const stateOf = async ({ parts: { db }, caseId }: CaseWorld) =>
  (await db.selectFrom("cases").select("state").where("id", "=", caseId).executeTakeFirstOrThrow())
    .state;

/** The list says of the case what the case says of itself. */
async function expectRowIsView(world: CaseWorld, after: string): Promise<void> {
  const { mediator, coordinator, caseId } = world;
  for (const who of [mediator, coordinator]) {
    const rows = await world.does<CaseRow[]>("GET", "/api/cases", who);
    const view = await world.does<CaseView>("GET", `/api/cases/${caseId}`, who);
    const { next, deadline, open } = view;
    const row = rows.find((each) => each.id === caseId);
    expect({ after, ...row }).toMatchObject({ after, next, deadline, open });
    expect(row?.parties).toEqual(view.parties.map(({ name }) => name));
  }
}

/** The same world, in which the marks are looked at after everything that is asked. */
function watched(world: CaseWorld): CaseWorld {
  return {
    ...world,
    ask: async (method, place, ...rest) => {
      const reply = await world.ask(method, place, ...rest);
      if (method === "GET") return reply;
      await expectMarks(world, `${method} ${place}: ${reply.status}`);
      await expectRowIsView(world, `${method} ${place}`);
      return reply;
    },
    does: async <T>(method: string, place: string, who: Seat | null, body?: unknown) => {
      const answer = await world.does<T>(method, place, who, body);
      if (method === "GET") return answer;
      await expectMarks(world, `${method} ${place}`);
      await expectRowIsView(world, `${method} ${place}`);
      return answer;
    },
  };
}

async function inRoom(world: CaseWorld, who: Seat, ...asks: [string, unknown][]): Promise<void> {
  const socket = world.socket("/room", world.caseId, who);
  expect(await connected(socket)).toBeNull();
  for (const [name, body] of asks) {
    await socket.timeout(8000).emitWithAck(name, body);
    await expectMarks(world, name);
  }
}

async function enters(world: CaseWorld, person: CaseWorld["first"]): Promise<void> {
  const { name, idNumber, seat } = person;
  const identity = { name, idKind: "resident-id", idNumber };
  await world.does("POST", "/api/me/identity", seat, identity);
  const notice = { version: "pm-2026-1", acknowledged: true };
  await world.does("POST", "/api/me/notice", seat, notice);
  const address = { address: "云江市东浦区枫林里3幢", phone: "13800000099" };
  const agreed = { electronicService: true, onlineConsent: true };
  await world.does("POST", "/api/me/address", seat, { ...address, ...agreed });
  await checksDocument(world, world.mediator, person.id);
}

/** A request that was refused; every other error ends the test. */
function refusedIn(error: Error): void {
  if (!/: 4\d\d /.test(error.message)) throw error;
}

async function reopens(world: CaseWorld, versionId: string): Promise<void> {
  const place = `/api/cases/${world.caseId}/agreement/reopen`;
  await world.does("POST", place, world.mediator, { versionId, reason: "金额写错了" });
}

describe.each(engines)("the marks of a case on %s", (engine) => {
  test("R-S3 R-S2 follow it through its whole story, and the list says what the case says", async () => {
    const world = watched(await aCase(engine, { enter: false }));
    const place = `/api/cases/${world.caseId}`;
    expect(await stateOf(world)).toBe("accepted");
    const invitation = `${place}/participants/${world.first.id}/invitation`;
    await inRoom(world, world.first.seat, ["room:knock", {}]);
    for (const person of world.people) await enters(world, person);
    expect(await stateOf(world)).toBe("notices-acknowledged");
    await inRoom(
      world,
      world.mediator,
      ["room:open", {}],
      ["room:admit", { personId: world.first.id }],
      ["room:end", {}],
    );
    expect(await stateOf(world)).toBe("in-mediation");
    const first = await frozen(world);
    const why = { versionId: first.versionId, reason: "还要想一想" };
    await world.does("POST", `${place}/agreement/decline`, world.second.seat, why);
    await signs(world, world.second.seat, first);
    await reopens(world, first.versionId);
    const { versionId } = await sealed(world);
    await expectMarks(world, "the seal");
    expect(await stateOf(world)).toBe("agreed");
    await reopens(world, versionId);
    for (const { seat } of world.people)
      await world.does("POST", `${place}/agreement/reopen/answer`, seat, {
        versionId,
        agree: true,
      });
    expect(await stateOf(world)).toBe("in-mediation");
    await sealed(world);
    const id = await filesApplication(world);
    const decision = `/api/court/applications/${id}/decision`;
    const defects = [{ document: "application", field: "phone", note: "补电话" }];
    await world.does("POST", decision, world.clerk, { decision: "return", revision: 1, defects });
    const answers = [{ defect: 0, note: "已补" }];
    await world.does("POST", `${place}/confirmation/correct`, world.first.seat, { answers });
    for (const { seat } of world.people)
      await world.does("POST", `${place}/confirmation/withdraw`, seat, {});
    const again = await filesApplication(world);
    const court = `/api/court/applications/${again}/decision`;
    await world.does("POST", court, world.clerk, { decision: "accept", revision: 1 });
    const rulingNumber = "(2026)云0104民特12号";
    const confirm = { decision: "confirm", revision: 1, rulingNumber };
    await world.does("POST", court, world.clerk, confirm);
    expect((await marksOf(world.parts.db, world.caseId)).confirmation.state).toBe("confirmed");
    await world.does("POST", invitation, world.mediator, {});
  });

  test("R-S3 follow it through whatever is asked in whatever order, refused or not", async () => {
    const world = watched(await aCase(engine));
    const place = `/api/cases/${world.caseId}`;
    const { first, second, mediator, coordinator } = world;
    const newest = async () =>
      (
        await world.parts.db
          .selectFrom("agreement_version")
          .select("id")
          .where("case_id", "=", world.caseId)
          .orderBy("version", "desc")
          .executeTakeFirst()
      )?.id ?? world.caseId;
    const signing = async (who: Seat) => {
      type Version = { versionId: string; contentHash: string };
      const version = await world.does<Version | null>("GET", `${place}/agreement`, mediator);
      // Who may not sign is refused, and the marks are looked at all the same.
      if (version) await signs(world, who, version).catch((error: Error) => refusedIn(error));
    };
    const moves: Record<string, () => Promise<unknown>> = {
      freeze: () => world.ask("POST", `${place}/agreement/freeze`, mediator, {}),
      decline: async () =>
        world.ask("POST", `${place}/agreement/decline`, first.seat, {
          versionId: await newest(),
          reason: "不同意",
        }),
      first: () => signing(first.seat),
      second: () => signing(second.seat),
      mediator: () => signing(mediator),
      reopen: async () =>
        world.ask("POST", `${place}/agreement/reopen`, mediator, {
          versionId: await newest(),
          reason: "改一改",
        }),
      seal: async () => {
        await world.ask("GET", `${place}/agreement/paper`, coordinator);
        await world.ask("POST", `${place}/agreement/seal`, coordinator, {
          versionId: await newest(),
        });
      },
      invite: () =>
        world.ask("POST", `${place}/participants/${second.id}/invitation`, mediator, {}),
      edit: () => world.ask("PUT", place, mediator, { facts: "漏水。", disputed: "", claims: "" }),
      write: () =>
        world.ask("POST", `${place}/messages`, first.seat, { channel: "joint", body: "好" }),
    };
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...Object.keys(moves)), { minLength: 24, maxLength: 24 }),
        async (names) => {
          for (const name of names) await moves[name]?.();
        },
      ),
      { numRuns: 1, endOnFailure: true },
    );
  });

  test("R-S3 are made anew at start where another edition made them, and only there", async () => {
    const world = await aCase(engine);
    const { db } = world.parts;
    expect(await renewMarks(db)).toBe(0);
    await db.deleteFrom("case_mark").execute();
    await db.updateTable("cases").set({ marks_edition: "" }).execute();
    expect(await renewMarks(db)).toBe(1);
    await expectMarks(world, "a start");
    const { edition } = await db
      .selectFrom("cases")
      .select("marks_edition as edition")
      .executeTakeFirstOrThrow();
    expect(edition).toBe(MARKS_EDITION);
  });
});

/**
 * How many transactions of a file write no marks. Whoever adds one here says why nothing of a mark
 * changes in it.
 */
const WITHOUT_MARKS: Record<string, number> = {
  "agreements/openedByOffice.ts": 1, // notes an opening
  "agreements/sealJob.ts": 1, // writes the statement into the record; the seal itself comes after
  "confirmation/courtDesk.ts": 1, // notes an opening
  "confirmation/filings.ts": 1, // keeps the bytes of an early filing
  "outbox/outbox.ts": 1, // takes a job
  "people/codes.ts": 1, // sends a code
  "people/endSessionsByHand.ts": 1, // ends sign-ins
  "rooms/mediaRooms.ts": 1, // gives a talk another name at the media server
};

test("R-S3 every transaction that changes what a mark says writes the marks", () => {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const found: Record<string, number> = {};
  for (const file of readdirSync(root, { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".ts") || /\.test\.ts$|^(testing)[\\/]/.test(file)) continue;
    const text = readFileSync(path.join(root, file), "utf8");
    const begun = text.match(/transaction\(\)\s*\.execute\(/g)?.length ?? 0;
    const kept = text.match(/\bkeepMarks\(tx, /g)?.length ?? 0;
    if (begun > kept) found[file.replaceAll(path.sep, "/")] = begun - kept;
  }
  expect(found).toEqual(WITHOUT_MARKS);
});
