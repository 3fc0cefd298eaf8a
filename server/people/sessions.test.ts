import { sql } from "kysely";
import { contentOf } from "../agreements/content.ts";
import { describe, expect, test } from "vitest";
import type { CaseView, PartyDetails } from "../../shared/cases/contract.ts";
import type { SessionView } from "../../shared/people/contract.ts";
import type { RoomView } from "../../shared/rooms/view.ts";
import { wordsToShow } from "../outbox/secrets.ts";
import { engines } from "../testing/databases.ts";
import { connected, hears, type Seat } from "../testing/house.ts";
import { aCase, type CaseWorld } from "../testing/stories.ts";

const code = (reply: { body: unknown }) => (reply.body as { code?: string }).code;

/** Both lines of somebody's page, open; answers when each has been closed by the server. */
async function opensPage(world: CaseWorld, who: Seat) {
  const lines = [
    world.socket("/room", world.caseId, who),
    world.socket("/drafting", world.caseId, who),
  ];
  expect(await Promise.all(lines.map(connected))).toEqual([null, null]);
  return {
    room: lines[0] as (typeof lines)[number],
    closed: Promise.all(lines.map((line) => hears<string>(line, "disconnect"))),
  };
}

const edits = async (world: CaseWorld, change: { phone?: string; email?: string }) => {
  const place = `/api/cases/${world.caseId}/parties/${world.first.partyId}`;
  const {
    side: _side,
    kind: _kind,
    idMask: _mask,
    people,
    ...rest
  } = await world.does<PartyDetails>("GET", place, world.mediator);
  const body = people.map(({ capacity: _capacity, idMask: _own, ...person }) => ({
    ...person,
    ...change,
  }));
  await world.does("PUT", place, world.mediator, { ...rest, idNumber: "", people: body });
};

const levelOf = async (world: CaseWorld) =>
  (await world.does<CaseView>("GET", `/api/cases/${world.caseId}`, world.mediator)).parties
    .flatMap((party) => party.people)
    .find((one) => one.id === world.first.id)?.level;

/** A pass to the media room, as the page fetches it. */
const passOf = async (world: CaseWorld, who: Seat) =>
  (
    await world.does<{ token: string }>(
      "POST",
      `/api/cases/${world.caseId}/room/media-pass`,
      who,
      {},
    )
  ).token;

const insideWith = async (world: CaseWorld, pass: string) =>
  (await world.media.inside(pass.split(":")[0] as string)).map((one) => one.identity);

const identityIn = (pass: string) => pass.split(":")[1] as string;

/** The first party admitted to the open session. */
async function inSession(world: CaseWorld) {
  const lead = world.socket("/room", world.caseId, world.mediator);
  await connected(lead);
  const page = world.socket("/room", world.caseId, world.first.seat);
  await connected(page);
  await page.timeout(8000).emitWithAck("room:knock", {});
  await lead.timeout(8000).emitWithAck("room:open", {});
  await lead.timeout(8000).emitWithAck("room:admit", { personId: world.first.id });
  return { lead, page };
}

/** Two rounds of looking after the rooms. */
const SOON = { timeout: 8000 };

const written = (world: CaseWorld) =>
  world.parts.db
    .selectFrom("outbox")
    .selectAll()
    .where("kind", "=", "message")
    .orderBy("created_at", "desc")
    .limit(8)
    .execute();

describe.each(engines)("sessions and contacts on %s", (engine) => {
  test("R-P18 people see where they are signed in and end it; the page there is closed at once, the media seat goes", async () => {
    const world = await aCase(engine);
    const other = await world.byLink(world.first.token);
    const sessions = () => world.does<SessionView[]>("GET", "/api/me/sessions", world.first.seat);
    const [all, page] = [await sessions(), await opensPage(world, other)];
    const theirs = all.find((one) => !one.current);
    expect(all.map((one) => one.current).sort()).toEqual([false, true]);
    const lead = world.socket("/room", world.caseId, world.mediator);
    await connected(lead);
    await page.room.timeout(8000).emitWithAck("room:knock", {});
    await lead.timeout(8000).emitWithAck("room:open", {});
    await lead.timeout(8000).emitWithAck("room:admit", { personId: world.first.id });
    expect(
      code(await world.ask("POST", `/api/me/sessions/${theirs?.id}/end`, world.second.seat, {})),
    ).toBe("people/session-unknown");
    const pass = await passOf(world, other);
    world.media.comes(pass);
    await world.does("POST", `/api/me/sessions/${theirs?.id}/end`, world.first.seat, {});
    expect(await page.closed).toEqual(["io server disconnect", "io server disconnect"]);
    expect(await insideWith(world, pass)).toEqual([]);
    expect((await world.ask("GET", "/api/me", other)).status).toBe(401);
    expect(await sessions()).toHaveLength(1);

    const [again, kept] = [
      await opensPage(world, await world.byLink(world.first.token)),
      await opensPage(world, world.first.seat),
    ];
    await world.does("POST", "/api/me/sessions/end-others", world.first.seat, {});
    await again.closed;
    expect(kept.room.connected).toBe(true);
    const place = `/api/cases/${world.caseId}/participants/${world.first.id}/sessions`;
    expect(code(await world.ask("GET", place, world.second.seat))).toBe("people/not-allowed");
    expect(await world.does<SessionView[]>("GET", place, world.mediator)).toHaveLength(1);
    await world.does("POST", `${place}/end`, world.mediator, {});
    await kept.closed;
    expect((await world.ask("GET", "/api/me", world.first.seat)).status).toBe(401);
  });

  test("R-P18 a session that runs out closes its page by itself and gives up the place; until then it is told nothing it asks", async () => {
    const world = await aCase(engine);
    const page = await opensPage(world, world.first.seat);
    const lead = world.socket("/room", world.caseId, world.mediator);
    await connected(lead);
    await page.room.timeout(8000).emitWithAck("room:knock", {});
    await world.parts.db
      .updateTable("participant_session")
      .set({ expires_at: new Date(0) })
      .where("participant_id", "=", world.first.id)
      .execute();
    const gone = hears<RoomView>(lead, "room:changed", (room) => room.waitingCount === 0);
    const asked = await Promise.all(
      (["room:view", "room:here"] as const).map((name) =>
        page.room
          .timeout(4000)
          .emitWithAck(name, { here: true })
          .catch(() => "closed before it was answered"),
      ),
    );
    for (const answer of asked) expect((answer as { ok?: boolean }).ok).not.toBe(true);
    expect(await page.closed).toEqual(["io server disconnect", "io server disconnect"]);
    await gone;
    expect((await connected(world.socket("/room", world.caseId, world.first.seat)))?.code).toBe(
      "people/sign-in-needed",
    );
  });

  test("R-P18 the sign-in of a member of staff that runs out closes its page by itself", async () => {
    const world = await aCase(engine);
    const page = await opensPage(world, world.mediator);
    await sql`update "session" set "expiresAt" = ${new Date(0)}`.execute(world.parts.db);
    expect(await page.closed).toEqual(["io server disconnect", "io server disconnect"]);
  });

  test("R-P34 an ended session is out of the media room while its person stays by another; if it comes back by its pass, the room moves", async () => {
    const world = await aCase(engine);
    await inSession(world);
    const stolen = await world.byLink(world.first.token);
    const [kept, honest] = [await passOf(world, stolen), await passOf(world, world.first.seat)];
    expect([world.media.comes(kept), world.media.comes(honest)]).toEqual([true, true]);
    expect(await insideWith(world, honest)).toEqual([identityIn(kept), identityIn(honest)]);
    await world.does("POST", "/api/me/sessions/end-others", world.first.seat, {});
    expect(await insideWith(world, honest)).toEqual([identityIn(honest)]);
    expect(world.media.comes(kept)).toBe(true);
    await expect.poll(() => world.media.comes(honest), SOON).toBe(false);
    expect(world.media.comes(kept)).toBe(false);
    const again = await passOf(world, world.first.seat);
    expect(world.media.comes(again)).toBe(true);
    expect(await insideWith(world, again)).toEqual([identityIn(honest)]);
  });

  test("R-P34 who leaves with a pass in hand is put out, with a session or without; whoever enters by a new link does not shield them", async () => {
    const world = await aCase(engine);
    const { page, lead } = await inSession(world);
    const kept = await passOf(world, world.first.seat);
    await page.timeout(8000).emitWithAck("room:leave", {});
    world.media.comes(kept);
    await expect.poll(() => insideWith(world, kept), SOON).toEqual([]);
    const place = `/api/cases/${world.caseId}/participants/${world.first.id}/invitation`;
    const { url } = await world.does<{ url: string }>("POST", place, world.mediator, {});
    const back = await world.byLink(url.split("/").at(-1) as string);
    const newPage = world.socket("/room", world.caseId, back);
    await connected(newPage);
    await newPage.timeout(8000).emitWithAck("room:knock", {});
    await lead.timeout(8000).emitWithAck("room:admit", { personId: world.first.id });
    expect(world.media.comes(await passOf(world, back))).toBe(true);
    world.media.comes(kept);
    await expect.poll(() => world.media.comes(kept), SOON).toBe(false);
    expect(await insideWith(world, await passOf(world, back))).toEqual([]);
  });

  test("R-P34 a member of staff who signs out is put out of the media room; another sign-in of his stays in it", async () => {
    const world = await aCase(engine);
    await inSession(world);
    const other = await world.staff("mediator@yuntiao.example");
    const [gone, stays] = [await passOf(world, world.mediator), await passOf(world, other)];
    world.media.comes(gone);
    world.media.comes(stays);
    expect(await insideWith(world, stays)).toEqual([identityIn(gone), identityIn(stays)]);
    await world.does("POST", "/api/auth/sign-out", world.mediator, {});
    await expect.poll(() => insideWith(world, stays), SOON).toEqual([identityIn(stays)]);
  });

  test("R-P18 a replaced link ends the sessions that came by the one before", async () => {
    const world = await aCase(engine);
    const page = await opensPage(world, world.first.seat);
    const place = `/api/cases/${world.caseId}/participants/${world.first.id}/invitation`;
    const { url } = await world.does<{ url: string }>("POST", place, world.mediator, {});
    await page.closed;
    expect((await world.ask("GET", "/api/me", world.first.seat)).status).toBe(401);
    expect(code(await world.ask("GET", `/api/entry/${world.first.token}`))).toBe(
      "people/link-unknown",
    );
    const back = await world.byLink(url.split("/").at(-1) as string);
    expect(await world.does("GET", "/api/me", back)).toMatchObject({
      level: "verified",
      step: "done",
    });
  });

  test("R-P16 a changed contact falls back to the link, tells old and new, and lets nobody sign by the old check", async () => {
    const world = await aCase(engine);
    const { phone: old } = await world.parts.db
      .selectFrom("participant")
      .select("phone")
      .where("id", "=", world.first.id)
      .executeTakeFirstOrThrow();
    const page = await opensPage(world, world.first.seat);
    await edits(world, {});
    expect(await levelOf(world)).toBe("verified");
    await edits(world, { phone: "13911112222" });
    await page.closed;
    expect(await levelOf(world)).toBe("link");
    expect((await world.ask("GET", "/api/me", world.first.seat)).status).toBe(401);
    expect((await world.ask("POST", `/api/entry/${world.first.token}/code`, null, {})).status).toBe(
      404,
    );
    const sent = (await written(world)).map((row) => ({
      to: row.payload.to,
      text: wordsToShow(row, world.parts.keys, new Date()),
    }));
    expect(sent.find((one) => one.to === old)?.text).toContain("139****2222");
    const token =
      /\/j\/(\S+)/.exec(sent.find((one) => one.to === "13911112222")?.text ?? "")?.[1] ?? "";
    const back = await world.byLink(token);
    const identity = (idNumber: string) =>
      world.ask("POST", "/api/me/identity", back, {
        name: world.first.name,
        idKind: "resident-id",
        idNumber,
      });
    expect(code(await identity(world.second.idNumber))).toBe("people/identity-differs");
    const me = () => world.does<{ step: string; level: string }>("GET", "/api/me", back);
    const signing = async () =>
      code(await world.ask("POST", `/api/cases/${world.caseId}/agreement/code`, back, {}));
    expect(await me()).toMatchObject({ step: "identity" });
    expect(await signing()).toBe("people/steps-unfinished");
    expect((await identity(world.first.idNumber)).status).toBe(200);
    expect(await me()).toMatchObject({ step: "notice" });
    await world.does("POST", "/api/me/notice", back, { version: "pm-2026-1", acknowledged: true });
    expect(await me()).toMatchObject({ step: "address" });
    await world.does("POST", "/api/me/address", back, {
      address: "云江市东浦区枫林里3幢",
      phone: "13911112222",
      electronicService: true,
      onlineConsent: true,
    });
    // Every step done again, and still not the one whose document was checked.
    expect(await me()).toMatchObject({ step: "done", level: "entered" });
    expect(await signing()).toBe("people/not-verified");
  });

  test("R-P16 R-P36 what was read, agreed to and given over the old contact is gone, and printed on no paper", async () => {
    const world = await aCase(engine);
    const { db } = world.parts;
    await world.does("POST", "/api/me/address", world.first.seat, {
      address: "骗子市骗子路1号",
      phone: "13800000077",
      email: "thief@example.com",
      electronicService: true,
      onlineConsent: true,
    });
    await edits(world, { phone: "13911112222" });
    const row = await db
      .selectFrom("participant")
      .selectAll()
      .where("id", "=", world.first.id)
      .executeTakeFirstOrThrow();
    const gone = [
      "notice_at",
      "address_at",
      "service_address",
      "service_phone",
      "service_email",
      "electronic_service",
    ] as const;
    expect(Object.fromEntries(gone.map((name) => [name, row[name]]))).toEqual(
      Object.fromEntries(gone.map((name) => [name, null])),
    );
    const draft = await db
      .selectFrom("draft")
      .select("id")
      .where("case_id", "=", world.caseId)
      .executeTakeFirstOrThrow();
    const content = await contentOf(db, world.caseId, draft.id, [], {
      agreementId: "x",
      code: "x",
      frozenAt: "x",
    });
    expect(content.parties.find((party) => party.id === world.first.partyId)?.phoneMask).toBe(
      "139****2222",
    );
  });

  test("R-P18 staff end their own sessions: signed out there, its page is closed", async () => {
    const world = await aCase(engine);
    const elsewhere = await world.staff("mediator@yuntiao.example");
    const page = await opensPage(world, elsewhere);
    const all = await world.does<SessionView[]>("GET", "/api/staff/sessions", world.mediator);
    expect(JSON.stringify(all)).not.toContain("token");
    const { id } = (await world.does<SessionView[]>("GET", "/api/staff/sessions", elsewhere)).find(
      (one) => one.current,
    ) as SessionView;
    expect(
      code(await world.ask("POST", `/api/staff/sessions/${id}/end`, world.coordinator, {})),
    ).toBe("people/session-unknown");
    await world.does("POST", `/api/staff/sessions/${id}/end`, world.mediator, {});
    await page.closed;
    expect((await world.ask("GET", "/api/staff/me", elsewhere)).status).toBe(401);
    expect((await world.ask("GET", "/api/staff/me", world.mediator)).status).toBe(200);
  });
});
