import { describe, expect, test } from "vitest";
import { residentCheckDigit } from "../../shared/people/idNumber.ts";
import type { AgreementView } from "../../shared/agreements/contract.ts";
import { stories } from "../demo/stories.ts";
import { engines } from "../testing/databases.ts";
import type { Seat } from "../testing/house.ts";
import { aCase, frozen, signs, STROKES, type CaseWorld } from "../testing/stories.ts";

const code = (reply: { body: unknown }) => (reply.body as { code?: string }).code;

const view = (world: CaseWorld, who = world.mediator) =>
  world.does<NonNullable<AgreementView>>("GET", `/api/cases/${world.caseId}/agreement`, who);

const anotherId = `33019919900115123${residentCheckDigit("33019919900115123")}`;

describe.each(engines)("signing on %s", (engine) => {
  test("R-G1–R-G4, R-P19 parties in any order, then the mediator, then the seal; the effective time is the last of them", async () => {
    const world = await aCase(engine);
    const version = await frozen(world);
    const place = `/api/cases/${world.caseId}/agreement`;
    const early = await world.does<{ demoCode: string }>(
      "POST",
      `${place}/code`,
      world.mediator,
      {},
    );
    expect(
      code(
        await world.ask("POST", `${place}/signatures`, world.mediator, {
          versionId: version.versionId,
          hash: version.contentHash,
          code: early.demoCode,
          statement: true,
          strokes: STROKES,
        }),
      ),
    ).toBe("agreements/parties-first");
    await signs(world, world.second.seat, version);
    expect(
      code(
        await world.ask("POST", `${place}/seal`, world.coordinator, {
          versionId: version.versionId,
        }),
      ),
    ).toBe("agreements/mediator-first");
    await signs(world, world.first.seat, version);
    await signs(world, world.mediator, version);
    const seal = () =>
      world.ask("POST", `${place}/seal`, world.coordinator, { versionId: version.versionId });
    expect(code(await seal())).toBe("agreements/read-first"); // R-P19: the office opens what it seals; nobody else's reading counts
    await world.does("GET", `${place}/paper`, world.mediator);
    expect(code(await seal())).toBe("agreements/read-first");
    await world.does("GET", `${place}/paper`, world.coordinator);
    expect((await seal()).status).toBe(200);
    for (let state = ""; state !== "sealed"; ) state = (await view(world)).state;
    const done = await view(world);
    expect(Date.parse(done.effectiveAt as string)).toBeGreaterThanOrEqual(
      Math.max(...done.signers.map((one) => Date.parse(one.at as string))),
    );
    expect((await view(world)).signers.map((one) => one.state)).toEqual([
      "signed",
      "signed",
      "signed",
      "signed",
    ]);
  });

  test("no signature without the statement, a hand or the exact name, a fresh code, a checked document; nor for another text", async () => {
    const world = await aCase(engine);
    const version = await frozen(world);
    const place = `/api/cases/${world.caseId}/agreement`;
    const { demoCode } = await world.does<{ demoCode: string }>(
      "POST",
      `${place}/code`,
      world.first.seat,
      {},
    );
    const attempt = (change: object, who = world.first.seat) =>
      world
        .ask("POST", `${place}/signatures`, who, {
          versionId: version.versionId,
          hash: version.contentHash,
          code: demoCode,
          statement: true,
          strokes: STROKES,
          ...change,
        })
        .then(code);
    expect(await attempt({ statement: false })).toBe("agreements/statement-needed");
    expect(await attempt({ strokes: [] })).toBe("agreements/signature-needed");
    expect(await attempt({ strokes: [Array.from({ length: 5 }, () => [0, 0])] })).toBe(
      "agreements/signature-needed",
    );
    expect(await attempt({ strokes: [], typedName: "苟恩" })).toBe("agreements/typed-name-differs");
    expect(await attempt({ hash: "0".repeat(64) })).toBe("agreements/stale-version");
    expect(await attempt({ code: demoCode === "111111" ? "222222" : "111111" })).toBe(
      "people/code-wrong",
    );
    expect(await attempt({}, world.second.seat)).toBe("people/code-expired"); // the code was sent to somebody else
    await world.parts.db
      .updateTable("participant")
      .set({ verified_at: null })
      .where("id", "=", world.first.id)
      .execute();
    expect(await attempt({})).toBe("people/not-verified");
  });

  test("two presses at once make one signature, and a code signs once", async () => {
    const world = await aCase(engine);
    const version = await frozen(world);
    const place = `/api/cases/${world.caseId}/agreement`;
    const { demoCode } = await world.does<{ demoCode: string }>(
      "POST",
      `${place}/code`,
      world.first.seat,
      {},
    );
    const body = {
      versionId: version.versionId,
      hash: version.contentHash,
      code: demoCode,
      statement: true,
      strokes: STROKES,
    };
    const replies = await Promise.all(
      [1, 2, 3].map(() => world.ask("POST", `${place}/signatures`, world.first.seat, body)),
    );
    expect(replies.filter((one) => one.status === 200).length).toBe(1);
    expect((await world.parts.db.selectFrom("signature").selectAll().execute()).length).toBe(1);
  });

  test("R-P5 a code that has signed once never signs again, not even another version", async () => {
    const world = await aCase(engine);
    const version = await frozen(world);
    const place = `/api/cases/${world.caseId}/agreement`;
    const { demoCode } = await world.does<{ demoCode: string }>(
      "POST",
      `${place}/code`,
      world.first.seat,
      {},
    );
    const attempt = (on: typeof version) =>
      world.ask("POST", `${place}/signatures`, world.first.seat, {
        versionId: on.versionId,
        hash: on.contentHash,
        code: demoCode,
        statement: true,
        strokes: STROKES,
      });
    expect((await attempt(version)).status).toBe(200);
    await world.does("POST", `${place}/reopen`, world.mediator, {
      versionId: version.versionId,
      reason: "改一处",
    });
    expect(code(await attempt(await frozen(world)))).toBe("people/code-expired");
  });

  test("declining names the reason to all and stops nothing for good", async () => {
    const world = await aCase(engine);
    const version = await frozen(world);
    await world.does("POST", `/api/cases/${world.caseId}/agreement/decline`, world.second.seat, {
      versionId: version.versionId,
      reason: "还要再想想",
    });
    expect((await view(world)).signers.find((one) => one.name === world.second.name)).toMatchObject(
      {
        state: "declined",
        declines: [{ by: { name: world.second.name, title: "被申请人" }, reason: "还要再想想" }],
      },
    );
    await signs(world, world.second.seat, version);
    expect((await view(world)).signers.find((one) => one.name === world.second.name)).toMatchObject(
      { state: "signed", declines: [] },
    );
    expect(
      code(
        await world.ask("POST", `/api/cases/${world.caseId}/agreement/decline`, world.second.seat, {
          versionId: version.versionId,
          reason: "不签了",
        }),
      ),
    ).toBe("agreements/already-signed");
  });

  test("R-P4 an agent with general authority cannot sign and is told why", async () => {
    const input = structuredClone(stories.property.input);
    const agent = input.parties[0]?.people[0];
    if (agent) {
      agent.authority = "general";
      // Somebody else binds the company, or the text could not be frozen at all (R-D21).
      input.parties[0]?.people.push({
        ...agent,
        name: "另一代理人",
        authority: "special",
        phone: "13800000066",
        idNumber: anotherId,
      });
    }
    const world = await aCase(engine, { input });
    const general = world.people.find((one) => one.name === agent?.name)?.seat as Seat;
    const version = await frozen(world);
    const { demoCode } = await world.does<{ demoCode: string }>(
      "POST",
      `/api/cases/${world.caseId}/agreement/code`,
      general,
      {},
    );
    expect(
      code(
        await world.ask("POST", `/api/cases/${world.caseId}/agreement/signatures`, general, {
          versionId: version.versionId,
          hash: version.contentHash,
          code: demoCode,
          statement: true,
          strokes: STROKES,
        }),
      ),
    ).toBe("agreements/no-special-authority");
    expect((await view(world, general)).mySigning.refusal).toBe("agreements/no-special-authority");
  });

  test("R-G1 family papers are never signed electronically", async () => {
    const input = { ...structuredClone(stories.neighbour.input), kind: "family" as const };
    const world = await aCase(engine, { input });
    await frozen(world);
    expect((await view(world, world.first.seat)).mySigning.refusal).toBe("agreements/paper-only");
  });
});
