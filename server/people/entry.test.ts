import { describe, expect, test } from "vitest";
import { engines } from "../testing/databases.ts";
import type { Seat } from "../testing/house.ts";
import { aCase } from "../testing/stories.ts";

const code = (body: unknown) => (body as { code?: string }).code;

describe.each(engines)("the way in on %s", (engine) => {
  test("R-P5 five wrong codes lock, even for the right one, and no new code is sent meanwhile", async () => {
    let now = new Date("2026-11-21T08:00:00Z");
    const world = await aCase(engine, { enter: false, now: () => now });
    const place = `/api/entry/${world.first.token}`;
    const { demoCode } = await world.does<{ demoCode: string }>("POST", `${place}/code`, null, {});
    const wrong = demoCode === "000000" ? "000001" : "000000";
    const answers = [];
    for (let n = 0; n < 5; n++)
      answers.push(code((await world.ask("POST", `${place}/session`, null, { code: wrong })).body));
    expect(answers).toEqual([
      "people/code-wrong",
      "people/code-wrong",
      "people/code-wrong",
      "people/code-wrong",
      "people/code-locked",
    ]);
    expect(code((await world.ask("POST", `${place}/session`, null, { code: demoCode })).body)).toBe(
      "people/code-locked",
    );
    expect(code((await world.ask("POST", `${place}/code`, null, {})).body)).toBe(
      "people/code-locked",
    );
    now = new Date(now.getTime() + 11 * 60_000);
    expect((await world.ask("POST", `${place}/code`, null, {})).status).toBe(200);
  });

  test("R-L1 a new code gives no new guesses; a stranger who uses up a link's guesses is shut out by a new link, the person is not", async () => {
    let now = new Date("2026-11-21T08:00:00Z");
    const world = await aCase(engine, { enter: false, now: () => now });
    const later = (minutes: number) => {
      now = new Date(now.getTime() + minutes * 60_000);
    };
    const ask = (token: string, what: string, body: object = {}) =>
      world.ask("POST", `/api/entry/${token}/${what}`, null, body);
    const guess = async (token: string, times: number) => {
      const told: (string | undefined)[] = [];
      for (let n = 0; n < times; n++) {
        const { body } = await ask(token, "code");
        const { demoCode = "999999" } = body as { demoCode?: string };
        told.push(
          code(
            (await ask(token, "session", { code: demoCode === "000000" ? "000001" : "000000" }))
              .body,
          ),
        );
      }
      return told.filter((one) => one === "people/code-wrong").length;
    };
    const { token, id } = world.first;
    const right = [await guess(token, 8)];
    for (let n = 0; n < 4; n++) {
      later(15);
      right.push(await guess(token, 7));
    }
    // Of five the last is told as the lock: fifteen guesses are twelve "wrong" and three locks,
    // however often he asks anew.
    expect(right.reduce((sum, one) => sum + one)).toBe(12);
    const locked = await ask(token, "code");
    expect([locked.status, code(locked.body)]).toEqual([429, "people/code-locked"]);
    expect(
      (locked.body as { details: { waitSeconds: number } }).details.waitSeconds,
    ).toBeGreaterThan(3600);
    // Nobody else is touched, and the mediator's new link opens at once.
    expect((await ask(world.second.token, "code")).status).toBe(200);
    const newLink = async () => {
      const place = `/api/cases/${world.caseId}/participants/${id}/invitation`;
      return (await world.does<{ url: string }>("POST", place, world.mediator, {})).url
        .split("/")
        .at(-1) as string;
    };
    later(1);
    const fresh = await newLink();
    const { demoCode } = (await ask(fresh, "code")).body as { demoCode: string };
    expect((await ask(fresh, "session", { code: demoCode })).status).toBe(200);
    expect(code((await ask(token, "code")).body)).toBe("people/link-unknown");
    // Whoever gets hold of every new link still has five guesses in ten minutes and thirty in a
    // day.
    for (let n = 0; n < 4; n++) {
      await guess(await newLink(), 6);
      expect(code((await ask(await newLink(), "code")).body)).toBe("people/code-locked");
      later(11);
    }
    expect(
      await world.parts.db.selectFrom("wrong_code").select("id").where("owner", "=", id).execute(),
    ).toHaveLength(30);
    expect(code((await ask(await newLink(), "code")).body)).toBe("people/code-locked");
  });

  test("R-L1 of sixty guesses at once five are compared, and a code from the message before is told as such, not counted", async () => {
    const world = await aCase(engine, { enter: false });
    const place = `/api/entry/${world.first.token}`;
    const older = await world.does<{ demoCode: string }>("POST", `${place}/code`, null, {});
    const newer = await world.does<{ demoCode: string }>("POST", `${place}/code`, null, {});
    const wrong = ["000000", "000001", "000002"].find(
      (one) => one !== older.demoCode && one !== newer.demoCode,
    ) as string;
    const guess = async (given: string) =>
      code((await world.ask("POST", `${place}/session`, null, { code: given })).body);
    for (let n = 0; n < 6; n++) expect(await guess(older.demoCode)).toBe("people/code-replaced");
    const told = await Promise.all(Array.from({ length: 60 }, () => guess(wrong)));
    const rows = await world.parts.db
      .selectFrom("wrong_code")
      .select("id")
      .where("owner", "=", world.first.id)
      .execute();
    expect([
      rows.length <= 5,
      told.filter((one) => one === "people/code-wrong").length <= 5,
    ]).toEqual([true, true]);
  });

  test("R-L6 no code and no link stands readable in the outbox, and its page shows them to whose case it is while they are of use", async () => {
    let now = new Date("2026-11-21T08:00:00Z");
    const world = await aCase(engine, { enter: false, now: () => now });
    const shown = async (who: Seat) =>
      JSON.stringify(await world.does("GET", "/api/office/outbox", who));
    const { url } = await world.does<{ url: string }>(
      "POST",
      `/api/cases/${world.caseId}/participants/${world.first.id}/invitation`,
      world.mediator,
      {},
    );
    const place = `/api/entry/${url.split("/").at(-1)}`;
    const { demoCode } = await world.does<{ demoCode: string }>("POST", `${place}/code`, null, {});
    const rows = async () =>
      JSON.stringify(
        await world.parts.db
          .selectFrom("outbox")
          .select(["payload", "key", "last_error"])
          .execute(),
      );
    expect(await rows()).not.toContain(url.split("/").at(-1));
    expect(await rows()).not.toContain(demoCode);
    for (const who of [world.mediator, world.coordinator]) {
      expect(await shown(who)).toContain(url);
      expect(await shown(who)).toContain(`验证码是 ${demoCode}`);
    }
    await world.does("POST", `${place}/session`, null, { code: demoCode });
    expect(await shown(world.mediator)).not.toContain(demoCode); // used
    const { demoCode: second } = await world.does<{ demoCode: string }>(
      "POST",
      `${place}/code`,
      null,
      {},
    );
    now = new Date(now.getTime() + 10 * 60_000);
    expect(await shown(world.mediator)).not.toContain(second); // run out
    expect(await shown(world.mediator)).toContain(url);
    // Another mediator of the same organisation leads other cases: these messages are not his.
    await world.parts.db
      .updateTable("staff")
      .set({ role: "mediator" })
      .where("role", "=", "coordinator")
      .execute();
    expect(await shown(world.coordinator)).not.toContain("/j/");
  });

  test("R-P5 a code lives ten minutes, works once, and only for its own person", async () => {
    let now = new Date("2026-11-21T08:00:00Z");
    const world = await aCase(engine, { enter: false, now: () => now });
    const place = `/api/entry/${world.first.token}`;
    const first = await world.does<{ demoCode: string }>("POST", `${place}/code`, null, {});
    expect(
      code(
        (
          await world.ask("POST", `/api/entry/${world.second.token}/session`, null, {
            code: first.demoCode,
          })
        ).status === 200
          ? {}
          : { code: "refused" },
      ),
    ).toBe("refused");
    now = new Date(now.getTime() + 10 * 60_000 + 1000);
    expect(
      code((await world.ask("POST", `${place}/session`, null, { code: first.demoCode })).body),
    ).toBe("people/code-expired");
    const second = await world.does<{ demoCode: string }>("POST", `${place}/code`, null, {});
    expect(
      (await world.ask("POST", `${place}/session`, null, { code: second.demoCode })).status,
    ).toBe(200);
    expect(
      code((await world.ask("POST", `${place}/session`, null, { code: second.demoCode })).body),
    ).toBe("people/code-expired");
  });

  test("a new link ends the old one, an old link expires, and a link alone shows no more than the greeting", async () => {
    let now = new Date("2026-11-21T08:00:00Z");
    const world = await aCase(engine, { enter: false, now: () => now });
    const greeting = await world.does<Record<string, unknown>>(
      "GET",
      `/api/entry/${world.first.token}`,
      null,
    );
    expect(Object.keys(greeting).sort()).toEqual([
      "demo",
      "disputeKind",
      "invitee",
      "mediator",
      "onBehalfOf",
      "organisation",
      "seat",
      "sentTo",
      "step",
    ]);
    expect(
      code(
        (await world.ask("GET", `/api/cases/${world.caseId}`, { seat: world.first.id, cookie: "" }))
          .body,
      ),
    ).toBe("people/sign-in-needed");
    const made = await world.does<{ url: string }>(
      "POST",
      `/api/cases/${world.caseId}/participants/${world.first.id}/invitation`,
      world.mediator,
      {},
    );
    expect(code((await world.ask("GET", `/api/entry/${world.first.token}`)).body)).toBe(
      "people/link-unknown",
    );
    now = new Date(now.getTime() + 31 * 864e5);
    expect(code((await world.ask("GET", `/api/entry/${made.url.split("/").at(-1)}`)).body)).toBe(
      "people/link-expired",
    );
  });

  test("steps come one by one, resume where they stopped, and nothing opens before the last", async () => {
    const world = await aCase(engine, { enter: false });
    const { seat, idNumber, name } = world.first;
    const me = () => world.does<{ step: string; idMask: string | null }>("GET", "/api/me", seat);
    expect((await me()).step).toBe("identity");
    expect(
      code(
        (
          await world.ask("POST", "/api/me/identity", seat, {
            name,
            idKind: "resident-id",
            idNumber: `${idNumber.slice(0, 17)}${idNumber[17] === "1" ? "2" : "1"}`,
          })
        ).body,
      ),
    ).toBe("people/id-number-wrong");
    expect(
      code(
        (
          await world.ask("POST", "/api/me/identity", seat, {
            name: "别人",
            idKind: "resident-id",
            idNumber,
          })
        ).body,
      ),
    ).toBe("people/name-differs");
    expect(
      code(
        (
          await world.ask("POST", "/api/me/identity", seat, {
            name,
            idKind: "resident-id",
            idNumber: world.second.idNumber,
          })
        ).body,
      ),
    ).toBe("people/identity-differs");
    await world.does("POST", "/api/me/identity", seat, { name, idKind: "resident-id", idNumber });
    expect(await me()).toMatchObject({
      step: "notice",
      idMask: `${idNumber.slice(0, 4)}**********${idNumber.slice(-4)}`,
    });
    for (const place of ["messages", "draft", "agreement", "confirmation", "timeline"])
      expect(code((await world.ask("GET", `/api/cases/${world.caseId}/${place}`, seat)).body)).toBe(
        "people/steps-unfinished",
      );
    const row = await world.parts.db
      .selectFrom("participant")
      .selectAll()
      .where("id", "=", world.first.id)
      .executeTakeFirstOrThrow();
    expect(Buffer.from(row.id_sealed as Buffer).toString("latin1")).not.toContain(idNumber);
  });

  test("one person's session never speaks for another seat, nor in another case", async () => {
    const world = await aCase(engine);
    const other = await aCase(engine);
    expect(
      code(
        (
          await world.ask("GET", "/api/me", {
            seat: world.second.id,
            cookie: world.first.seat.cookie,
          })
        ).body,
      ),
    ).toBe("people/sign-in-needed");
    for (const place of ["", "/messages", "/draft", "/agreement", "/confirmation", "/timeline"])
      expect(
        (await world.ask("GET", `/api/cases/${world.caseId}${place}`, other.first.seat)).status,
      ).toBe(401);
  });

  test("R-K1 a side's words to the mediator reach nobody else: views, timeline, package", async () => {
    const world = await aCase(engine);
    const secret = "只告诉调解员的底线是五千";
    await world.does("POST", `/api/cases/${world.caseId}/messages`, world.first.seat, {
      channel: `side:${world.first.partyId}`,
      body: secret,
    });
    expect(
      code(
        (
          await world.ask("POST", `/api/cases/${world.caseId}/messages`, world.second.seat, {
            channel: `side:${world.first.partyId}`,
            body: "x",
          })
        ).body,
      ),
    ).toBe("people/not-allowed");
    for (const place of ["", "/messages", "/draft", "/agreement", "/confirmation", "/timeline"])
      expect(
        JSON.stringify(
          (await world.ask("GET", `/api/cases/${world.caseId}${place}`, world.second.seat)).body,
        ),
      ).not.toContain("底线");
    expect(
      JSON.stringify(
        (await world.ask("GET", `/api/cases/${world.caseId}/messages`, world.mediator)).body,
      ),
    ).toContain(secret);
    expect(
      (await world.ask("GET", `/api/cases/${world.caseId}/messages`, world.coordinator)).status,
    ).toBe(403);
    expect(
      JSON.stringify(await world.parts.db.selectFrom("audit_entry").selectAll().execute()),
    ).not.toContain("底线");
  });

  test("R-P6 the same firm for two opposing sides is refused", async () => {
    const world = await aCase(engine);
    const side = (one: "applicant" | "respondent", name: string) => ({
      side: one,
      kind: "person",
      name,
      people: [
        { capacity: "agent", name: `${name}代理`, authority: "special", firm: "同一律师事务所" },
      ],
    });
    expect(
      code(
        (
          await world.ask("POST", "/api/cases", world.mediator, {
            title: "冲突案件",
            kind: "loan",
            facts: "x",
            parties: [side("applicant", "甲"), side("respondent", "乙")],
          })
        ).body,
      ),
    ).toBe("people/conflict");
  });
});
