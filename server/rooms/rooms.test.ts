import { describe, expect, test } from "vitest";
import type { RoomView } from "../../shared/rooms/view.ts";
import { engines } from "../testing/databases.ts";
import { connected, hears, type Seat } from "../testing/house.ts";
import { aCase, type CaseWorld } from "../testing/stories.ts";

type Answer = { ok: boolean; value?: RoomView; problem?: { code: string } };

async function atRoom(world: CaseWorld, who: Seat) {
  const socket = world.socket("/room", world.caseId, who);
  const refused = await connected(socket);
  if (refused) throw new Error(refused.code);
  return {
    socket,
    ask: (name: string, body: unknown = {}) =>
      socket.timeout(8000).emitWithAck(name, body) as Promise<Answer>,
  };
}

const pass = async (world: CaseWorld, who: Seat) =>
  (await world.ask("POST", `/api/cases/${world.caseId}/room/media-pass`, who, {})).body as {
    token?: string;
    code?: string;
  };

describe.each(engines)("the room on %s", (engine) => {
  test("R-R8 nobody reaches the media server before admission; a declined person is removed and gets no pass; the end closes the room for good", async () => {
    const world = await aCase(engine);
    const [lead, guest] = [
      await atRoom(world, world.mediator),
      await atRoom(world, world.first.seat),
    ];
    await guest.ask("room:knock");
    expect((await pass(world, world.first.seat)).code).toBe("rooms/not-admitted");
    await lead.ask("room:open");
    expect((await pass(world, world.first.seat)).code).toBe("rooms/not-admitted");
    await lead.ask("room:admit", { personId: world.first.id });
    const first = await pass(world, world.first.seat);
    expect(world.media.comes(first.token as string)).toBe(true);
    await lead.ask("room:decline", { personId: world.first.id, reason: "稍后再来" });
    expect(await world.media.inside((first.token as string).split(":")[0] as string)).toEqual([]);
    expect((await pass(world, world.first.seat)).code).toBe("rooms/not-admitted");
    await lead.ask("room:end");
    await lead.ask("room:open");
    const opened = world.media.asked.filter((one) => one.startsWith("create "));
    expect(new Set(opened).size).toBe(2);
    expect(
      world.media.asked.some((one) => one === `close ${opened[0]?.slice("create ".length)}`),
    ).toBe(true);
  });

  test("R-R1 the place survives a lost connection, a reload and another device", async () => {
    const world = await aCase(engine);
    const [lead, early, late] = [
      await atRoom(world, world.mediator),
      await atRoom(world, world.first.seat),
      await atRoom(world, world.second.seat),
    ];
    const since = (await early.ask("room:knock")).value?.me.since;
    await late.ask("room:knock");
    early.socket.close();
    const again = await atRoom(world, world.first.seat);
    const view = (await again.ask("room:knock")).value;
    expect([view?.me.position, view?.me.since]).toEqual([1, since]);
    expect((await lead.ask("room:view")).value?.waiting.map((one) => one.name)).toEqual([
      world.first.name,
      world.second.name,
    ]);
  });

  test("R-R9 at the door one hears of no names, and a forged event changes nothing", async () => {
    const world = await aCase(engine);
    const [lead, a, b] = [
      await atRoom(world, world.mediator),
      await atRoom(world, world.first.seat),
      await atRoom(world, world.second.seat),
    ];
    await a.ask("room:knock");
    await b.ask("room:knock");
    await lead.ask("room:open");
    for (const name of ["room:open", "room:end"])
      expect((await a.ask(name)).problem?.code).toBe("people/not-allowed");
    expect((await a.ask("room:admit", { personId: world.first.id })).problem?.code).toBe(
      "people/not-allowed",
    );
    const told = hears<RoomView>(a.socket, "room:changed");
    await lead.ask("room:admit", { personId: world.second.id });
    const view = await told;
    expect(JSON.stringify(view)).not.toContain(world.second.name);
    expect(view.me.place).toBe("waiting");
  });

  test("R-K1 even the moment of a private word reaches only its side and the mediator", async () => {
    const world = await aCase(engine);
    const [lead, mine, other] = [
      await atRoom(world, world.mediator),
      await atRoom(world, world.first.seat),
      await atRoom(world, world.second.seat),
    ];
    const heard: string[] = [];
    other.socket.on("case:changed", (part: string) => heard.push(part));
    const [toLead, toMe] = [
      hears<string>(lead.socket, "case:changed", (part) => part === "messages"),
      hears<string>(mine.socket, "case:changed", (part) => part === "messages"),
    ];
    await world.does("POST", `/api/cases/${world.caseId}/messages`, world.first.seat, {
      channel: `side:${world.first.partyId}`,
      body: "悄悄话",
    });
    await Promise.all([toLead, toMe]);
    await other.ask("room:view");
    expect(heard).toEqual([]);
  });
});
