import { describe, expect, test } from "vitest";
import type { CaseView, TimelineEntry } from "../../shared/cases/contract.ts";
import type { CheckBegun } from "../../shared/people/contract.ts";
import { checkSteps } from "../../shared/people/identityCheck.ts";
import { engines } from "../testing/databases.ts";
import { connected, type Seat } from "../testing/house.ts";
import { aCase, type CaseWorld, frozen, signs } from "../testing/stories.ts";

const code = (reply: { body: unknown }) => (reply.body as { code?: string }).code;

const place = (world: CaseWorld, personId = world.first.id) =>
  `/api/cases/${world.caseId}/participants/${personId}/identity-checks`;

const begins = (world: CaseWorld, way: "video" | "in-person", who = world.mediator) =>
  world.ask("POST", place(world), who, { way });

const undoes = (world: CaseWorld, reason = "照片看不清") =>
  world.ask("POST", `${place(world)}/undo`, world.mediator, { reason });

const finishes = (
  world: CaseWorld,
  checkId: string,
  ticks: readonly string[] = checkSteps,
  where = "调委会",
) => world.ask("POST", `${place(world)}/done`, world.mediator, { checkId, ticks, place: where });

const stands = async (world: CaseWorld) =>
  (await world.does<CaseView>("GET", `/api/cases/${world.caseId}`, world.mediator)).parties
    .flatMap((party) => party.people)
    .find((one) => one.id === world.first.id);

async function atRoom(world: CaseWorld, who: Seat) {
  const socket = world.socket("/room", world.caseId, who);
  await connected(socket);
  return (name: string, body: unknown = {}) => socket.timeout(8000).emitWithAck(name, body);
}

describe.each(engines)("checking a document on %s", (engine) => {
  test("R-P12–R-P15 it is an act: the number is shown to the one who checks and on record, told truly, undone until signed", async () => {
    const world = await aCase(engine);
    expect(code(await begins(world, "in-person"))).toBe("people/already-checked");
    expect((await stands(world))?.check).toMatchObject({
      way: "in-person",
      by: "谷梁书",
      place: "调委会",
      undo: null,
    });
    expect((await undoes(world)).status).toBe(200);
    expect(await stands(world)).toMatchObject({ level: "entered", check: null });
    expect(code(await undoes(world))).toBe("people/not-checked");

    for (const who of [world.first.seat, world.second.seat, world.coordinator])
      expect(code(await begins(world, "in-person", who))).toBe("people/not-allowed");
    const begun = (await begins(world, "in-person")).body as CheckBegun;
    expect(begun).toMatchObject({
      name: world.first.name,
      idKind: "resident-id",
      idNumber: world.first.idNumber,
    });
    expect(code(await finishes(world, begun.checkId, ["face", "name"]))).toBe(
      "people/check-unfinished",
    );
    expect(code(await finishes(world, begun.checkId, checkSteps, ""))).toBe(
      "people/check-place-needed",
    );
    expect(code(await finishes(world, world.caseId))).toBe("people/check-gone");
    expect((await stands(world))?.level).toBe("entered");

    const [lead, guest] = [
      await atRoom(world, world.mediator),
      await atRoom(world, world.first.seat),
    ];
    expect(code(await begins(world, "video"))).toBe("people/check-not-in-room");
    await guest("room:knock");
    await lead("room:open");
    expect(code(await begins(world, "video"))).toBe("people/check-not-in-room");
    await lead("room:admit", { personId: world.first.id });
    expect(code(await begins(world, "video"))).toBe("people/check-not-in-room"); // a page of the case is not the room
    await lead("room:here", { here: true });
    expect(code(await begins(world, "video"))).toBe("people/check-not-in-room");
    await guest("room:here", { here: true });
    expect(code(await begins(world, "video"))).toBe("people/check-no-picture");
    const { token } = await world.does<{ token: string }>(
      "POST",
      `/api/cases/${world.caseId}/room/media-pass`,
      world.first.seat,
      {},
    );
    world.media.comes(token, true);
    const { inside } = world.media;
    world.media.inside = () => Promise.reject(new Error("no answer"));
    expect(code(await begins(world, "video"))).toBe("people/check-no-answer");
    world.media.inside = inside;
    const seen = (await begins(world, "video")).body as CheckBegun;
    world.media.comes(token);
    expect(code(await finishes(world, seen.checkId))).toBe("people/check-no-picture");
    world.media.comes(token, true);
    expect((await finishes(world, seen.checkId)).status).toBe(200);
    expect(code(await finishes(world, seen.checkId))).toBe("people/already-checked");
    await lead("room:end");

    const version = await frozen(world);
    await signs(world, world.first.seat, version);
    expect(code(await undoes(world))).toBe("people/check-signed");
    expect((await stands(world))?.check).toMatchObject({
      way: "video",
      undo: "people/check-signed",
    });
    const { identity } = await world.parts.db
      .selectFrom("signature")
      .select("identity")
      .executeTakeFirstOrThrow();
    expect(identity).toMatch(/^证件由谷梁书于\d{4}年\d+月\d+日在调解室视频核对$/);

    const { entries } = await world.does<{ entries: TimelineEntry[] }>(
      "GET",
      `/api/cases/${world.caseId}/timeline`,
      world.mediator,
    );
    const mine = entries
      .filter((one) => one.about.whoId === world.first.id)
      .map((one) => one.event);
    expect(mine.filter((one) => one === "people/number-shown")).toHaveLength(3);
    expect(mine.filter((one) => one === "people/check-undone")).toHaveLength(1);
    expect(JSON.stringify(entries)).not.toContain(world.first.idNumber);
  });

  test("R-P12 a check that was begun for another number, or half an hour ago, no longer holds", async () => {
    let now = new Date("2026-11-21T08:00:00Z");
    const world = await aCase(engine, { now: () => now });
    await undoes(world);
    const late = (await begins(world, "in-person")).body as CheckBegun;
    now = new Date(now.getTime() + 31 * 60_000);
    expect(code(await finishes(world, late.checkId))).toBe("people/check-gone");
    const open = (await begins(world, "in-person")).body as CheckBegun;
    await world.parts.db
      .updateTable("participant")
      .set({ id_sealed: world.parts.keys.seal("330102199003078096") })
      .where("id", "=", world.first.id)
      .execute();
    expect(code(await finishes(world, open.checkId))).toBe("people/check-gone");
  });
});
