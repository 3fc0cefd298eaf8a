import { unzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import type { CourtRow, CourtView } from "../../shared/confirmation/contract.ts";
import { sha256 } from "../storage/files.ts";
import { engines } from "../testing/databases.ts";
import { aCase, filed, sealed, STROKES } from "../testing/stories.ts";

const code = (reply: { body: unknown }) => (reply.body as { code?: string }).code;

describe.each(engines)("confirmation on %s", (engine) => {
  test("from the joint application to the confirmed package, rebuilt byte for byte", async () => {
    const world = await aCase(engine);
    const id = await filed(world);
    const place = `/api/court/applications/${id}`;
    expect(
      (await world.does<CourtRow[]>("GET", "/api/court/applications", world.clerk)).map((one) => [
        one.id,
        one.state,
      ]),
    ).toEqual([[id, "filed"]]);
    const view = await world.does<CourtView>("GET", place, world.clerk);
    expect(view.checks.filter((check) => !check.ok)).toEqual([]);
    expect(
      (
        await world.does<{ state: string }>("POST", `${place}/decision`, world.clerk, {
          decision: "accept",
          revision: 1,
        })
      ).state,
    ).toBe("docketed");
    expect(
      (
        await world.does<{ state: string }>("POST", `${place}/decision`, world.clerk, {
          decision: "confirm",
          revision: 1,
          rulingNumber: "（2026）浙0199诉前调确1号",
        })
      ).state,
    ).toBe("confirmed");
    const [first, again] = [
      (await world.ask("GET", `${place}/package`, world.clerk)).body as Buffer,
      (await world.ask("GET", `${place}/package`, world.clerk)).body as Buffer,
    ];
    expect(sha256(first)).toBe(sha256(again));
    const files = unzipSync(first);
    const manifest = JSON.parse(Buffer.from(files["manifest.json"] as Uint8Array).toString()) as {
      documents: { name: string; sha256: string; bytes: number; pages: number }[];
    };
    for (const one of manifest.documents)
      expect([
        sha256(files[one.name] as Uint8Array),
        (files[one.name] as Uint8Array).length,
        one.pages > 0,
      ]).toEqual([one.sha256, one.bytes, true]);
    expect(
      (
        await world.does<{ next: { key: string } }>(
          "GET",
          `/api/cases/${world.caseId}`,
          world.first.seat,
        )
      ).next.key,
    ).toBe("confirmed");
    expect(
      await world.parts.db
        .selectFrom("outbox")
        .select("id")
        .where("payload", "is not", null)
        .execute()
        .then((rows) => rows.length),
    ).toBeGreaterThan(4);
  });

  test("R-C6 R-A1 returned once with every defect, corrected, signed again by all, filed again; not twice; the clerk reads answers once they are filed", async () => {
    const world = await aCase(engine);
    const id = await filed(world);
    const place = `/api/court/applications/${id}/decision`;
    const mine = `/api/cases/${world.caseId}/confirmation`;
    const defects = [
      { document: "application", field: "phone", note: "补电话" },
      { document: "address", field: "address", note: "补门牌号" },
    ];
    await world.does("POST", place, world.clerk, { decision: "return", revision: 1, defects });
    expect(
      (
        await world.does<{ next: { key: string } }>(
          "GET",
          `/api/cases/${world.caseId}`,
          world.first.seat,
        )
      ).next.key,
    ).toBe("correct");
    expect(code(await world.ask("POST", `${mine}/file`, world.first.seat, {}))).toBe(
      "confirmation/correct-first",
    );
    expect(
      code(
        await world.ask("POST", `${mine}/correct`, world.first.seat, {
          answers: [{ defect: 7, note: "x" }],
        }),
      ),
    ).toBe("request/invalid");
    await world.does("POST", `${mine}/correct`, world.first.seat, {
      answers: [
        { defect: 0, note: "已补" },
        { defect: 1, note: "已补" },
      ],
    });
    const atCourt = async () =>
      (await world.does<CourtView>("GET", `/api/court/applications/${id}`, world.clerk)).answers
        .length;
    expect(await atCourt()).toBe(0);
    expect(code(await world.ask("POST", `${mine}/file`, world.first.seat, {}))).toBe(
      "confirmation/not-all-signed",
    );
    const { application } = await world.does<{ application: { hash: string; revision: number } }>(
      "GET",
      mine,
      world.first.seat,
    );
    expect(application.revision).toBe(2);
    for (const person of world.people) {
      const { demoCode } = await world.does<{ demoCode: string }>(
        "POST",
        `${mine}/code`,
        person.seat,
        {},
      );
      await world.does("POST", `${mine}/signatures`, person.seat, {
        hash: application.hash,
        code: demoCode,
        statement: true,
        strokes: STROKES,
      });
    }
    expect(await atCourt()).toBe(0);
    await world.does("POST", `${mine}/file`, world.second.seat, {});
    expect(await atCourt()).toBe(2);
    const { body } = await world.ask("GET", `/api/court/applications/${id}/package`, world.clerk);
    const files = unzipSync(body as Buffer);
    const manifest = JSON.parse(
      Buffer.from(files["manifest.json"] as Uint8Array).toString(),
    ) as Record<string, string>;
    // The deadline goes by the first filing; these papers were signed and filed after it.
    expect(String(manifest.filedAt) < String(manifest.revisionFiledAt)).toBe(true);
    expect(
      code(await world.ask("POST", place, world.clerk, { decision: "accept", revision: 1 })),
    ).toBe("confirmation/stale");
    expect(
      code(
        await world.ask("POST", place, world.clerk, { decision: "return", revision: 2, defects }),
      ),
    ).toBe("confirmation/returned-once");
    await world.does("POST", place, world.clerk, {
      decision: "not-accept",
      revision: 2,
      ground: "wrong-court",
      reason: "应向西岸区提出",
    });
    expect(
      (await world.does<{ application: { ground: string } }>("GET", mine, world.first.seat))
        .application.ground,
    ).toBe("wrong-court");
  });

  test("R-C7 a decision needs its own ground; a clerk of another court and a party decide nothing", async () => {
    const world = await aCase(engine);
    const id = await filed(world);
    const place = `/api/court/applications/${id}/decision`;
    expect(
      code(
        await world.ask("POST", place, world.clerk, {
          decision: "not-accept",
          revision: 1,
          ground: "not-voluntary",
        }),
      ),
    ).toBe("request/invalid");
    expect(
      code(await world.ask("POST", place, world.first.seat, { decision: "accept", revision: 1 })),
    ).toBe("people/not-allowed");
    expect(
      code(await world.ask("POST", place, world.mediator, { decision: "accept", revision: 1 })),
    ).toBe("people/not-allowed");
    const west = await world.parts.db
      .selectFrom("court")
      .select("id")
      .where("district", "=", "云江市西岸区")
      .executeTakeFirstOrThrow();
    await world.parts.accounts.create({
      name: "别院法官",
      email: "west@yuntiao.example",
      password: "yuntiao-demo-2026",
      role: "clerk",
      courtId: west.id,
    });
    const stranger = await world.staff("west@yuntiao.example");
    for (const part of ["", "/package", "/documents/agreement"])
      expect(code(await world.ask("GET", `/api/court/applications/${id}${part}`, stranger))).toBe(
        "cases/not-found",
      );
  });

  test("R-C1 the last day is kept: refused the day after", async () => {
    let now = new Date("2026-11-12T02:00:00Z");
    const world = await aCase(engine, { now: () => now });
    const place = `/api/cases/${world.caseId}/confirmation`;
    await sealed(world);
    const { deadline, courts } = await world.does<{ deadline: string; courts: { id: string }[] }>(
      "GET",
      place,
      world.first.seat,
    );
    expect(deadline).toBe("2026-12-14");
    now = new Date("2026-12-10T00:00:00Z");
    const seat = await world.byLink(world.first.token);
    now = new Date("2026-12-14T15:59:00Z");
    await world.does("POST", `${place}/court`, seat, { courtId: courts[0]?.id });
    now = new Date("2026-12-14T16:01:00Z");
    expect(code(await world.ask("POST", `${place}/court`, seat, { courtId: courts[0]?.id }))).toBe(
      "confirmation/too-late",
    );
  });

  test("R-C5 a court that is not competent is refused", async () => {
    const world = await aCase(engine);
    await sealed(world);
    const west = await world.parts.db
      .selectFrom("court")
      .select("id")
      .where("district", "=", "云江市西岸区")
      .executeTakeFirstOrThrow();
    expect(
      code(
        await world.ask("POST", `/api/cases/${world.caseId}/confirmation/court`, world.first.seat, {
          courtId: west.id,
        }),
      ),
    ).toBe("confirmation/court-not-competent");
  });
});
