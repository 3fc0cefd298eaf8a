import { unzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import type { ConfirmationView, CourtView } from "../../shared/confirmation/contract.ts";
import { sha256 } from "../storage/files.ts";
import { engines } from "../testing/databases.ts";
import { aRuling } from "../testing/ruling.ts";
import {
  aCase,
  type CaseWorld,
  filed,
  filesApplication,
  sealed,
  STROKES,
} from "../testing/stories.ts";

const code = (reply: { body: unknown }) => (reply.body as { code?: string }).code;
const ADDRESS = { phone: "13800000077", electronicService: true, onlineConsent: true };

async function aSecondCourt(world: CaseWorld) {
  const { id } = await world.parts.db
    .insertInto("court")
    .values({ name: "云江市东浦区第二人民法院", district: "云江市东浦区" })
    .returning("id")
    .executeTakeFirstOrThrow();
  await world.parts.accounts.create({
    name: "二院法官",
    email: "second@yuntiao.example",
    password: "yuntiao-demo-2026",
    role: "clerk",
    courtId: id,
  });
  return { id, clerk: await world.staff("second@yuntiao.example") };
}

const base = (world: CaseWorld) => `/api/cases/${world.caseId}/confirmation`;

const view = (world: CaseWorld, who = world.first.seat) =>
  world.does<ConfirmationView>("GET", base(world), who);

async function allSign(world: CaseWorld) {
  const { application } = await view(world);
  for (const person of world.people) {
    const { demoCode } = await world.does<{ demoCode: string }>(
      "POST",
      `${base(world)}/code`,
      person.seat,
      {},
    );
    const input = { hash: application?.hash, code: demoCode, statement: true, strokes: STROKES };
    await world.does("POST", `${base(world)}/signatures`, person.seat, input);
  }
}

const decides = (
  world: CaseWorld,
  id: string,
  body: Record<string, unknown>,
  clerk = world.clerk,
) => world.ask("POST", `/api/court/applications/${id}/decision`, clerk, body);

const toldToSignAgain = async (world: CaseWorld) =>
  (
    await world.parts.db
      .selectFrom("outbox")
      .select("payload")
      .where("case_id", "=", world.caseId)
      .execute()
  )
    .filter(({ payload }) => payload.subject === "司法确认申请书已重新生成，请重新签名")
    .map(({ payload }) => payload.text);

describe.each(engines)("what is filed on %s", (engine) => {
  test("R-C22 stays the same bytes; a later address is a supplement, another identity document refused", async () => {
    const world = await aCase(engine);
    const id = await filed(world);
    const place = `/api/court/applications/${id}`;
    const before = await world.does<CourtView>("GET", place, world.clerk);
    const paper = (await world.ask("GET", `${place}/documents/address`, world.clerk))
      .body as Buffer;
    await world.does("POST", "/api/me/address", world.first.seat, {
      ...ADDRESS,
      address: "云江市东浦区新桥路9号",
    });
    const identity = {
      name: world.first.name,
      idKind: "resident-id",
      idNumber: world.first.idNumber,
    };
    expect(code(await world.ask("POST", "/api/me/identity", world.first.seat, identity))).toBe(
      "confirmation/identity-filed",
    );
    const after = await world.does<CourtView>("GET", place, world.clerk);
    expect(after.documents).toEqual(before.documents);
    expect(
      ((await world.ask("GET", `${place}/documents/address`, world.clerk)).body as Buffer).equals(
        paper,
      ),
    ).toBe(true);
    expect(
      after.supplements.map((one) => [
        one.who,
        one.before.address === one.after.address,
        one.after.address,
      ]),
    ).toEqual([[world.first.name, false, "云江市东浦区新桥路9号"]]);
    const files = unzipSync(
      (await world.ask("GET", `${place}/package`, world.clerk)).body as Buffer,
    );
    const manifest = JSON.parse(Buffer.from(files["manifest.json"] as Uint8Array).toString()) as {
      supplements: unknown[];
    };
    expect(manifest.supplements).toEqual(after.supplements);
    for (const one of after.documents)
      expect(Object.values(files).some((bytes) => sha256(bytes) === one.sha256)).toBe(true);
  });

  test("R-C22 data changed after the signatures must be drawn up and signed again before filing", async () => {
    const world = await aCase(engine);
    await sealed(world);
    const court = (await view(world)).courts[0]?.id as string;
    await world.does("POST", `${base(world)}/court`, world.first.seat, { courtId: court });
    await allSign(world);
    await world.does("POST", "/api/me/address", world.first.seat, {
      ...ADDRESS,
      address: "云江市东浦区新桥路9号",
    });
    expect(code(await world.ask("POST", `${base(world)}/file`, world.first.seat, {}))).toBe(
      "confirmation/data-changed",
    );
    expect((await view(world)).application?.dataChanged).toBe(true);
    // R-C26: nobody alone makes the others' signatures void; the mediator does, and everybody is
    // told why.
    const update = (who = world.mediator) =>
      world.ask("POST", `${base(world)}/court`, who, { courtId: court });
    for (const { seat } of world.people)
      expect(code(await update(seat))).toBe("confirmation/update-by-mediator");
    expect((await view(world)).application?.updating).toBe("confirmation/update-by-mediator");
    expect((await view(world)).application?.signers.every((one) => one.signedAt)).toBe(true);
    expect(await toldToSignAgain(world)).toEqual([]);
    const { papers } = world.parts;
    const { render } = papers;
    papers.render = async (form, data) => {
      papers.render = render;
      const made = await render(form, data);
      await world.does("POST", "/api/me/address", world.first.seat, {
        ...ADDRESS,
        address: "云江市东浦区新桥路11号",
      });
      return made;
    };
    expect(code(await update())).toBe("confirmation/changed-meanwhile");
    expect((await view(world)).application?.revision).toBe(1);
    expect((await update()).status).toBe(200);
    expect(await toldToSignAgain(world)).toHaveLength(2);
    expect((await toldToSignAgain(world))[0]).toContain("申请书生成之后有人的信息变了");
    expect(code(await world.ask("POST", `${base(world)}/file`, world.first.seat, {}))).toBe(
      "confirmation/not-all-signed",
    );
    await allSign(world);
    await world.does("POST", `${base(world)}/file`, world.first.seat, {});
  });

  test("R-C21 R-C26 everybody is told to sign again once somebody has signed, of the court and the data as it was", async () => {
    const world = await aCase(engine);
    await sealed(world);
    const other = await aSecondCourt(world);
    const first = (await view(world)).courts.find((one) => one.id !== other.id)?.id as string;
    const choose = (who: CaseWorld["first"]["seat"], courtId: string, reason = "") =>
      world.does("POST", `${base(world)}/court`, who, { courtId, reason });
    await choose(world.first.seat, first);
    await choose(world.first.seat, other.id, "离家近");
    await choose(world.mediator, first, "离各方都近");
    expect(await toldToSignAgain(world)).toEqual([]);
    await allSign(world);
    await choose(world.mediator, other.id, "各方改选");
    await allSign(world);
    await choose(world.mediator, other.id, "更正一处笔误");
    const told = await toldToSignAgain(world);
    expect(told).toHaveLength(4);
    expect(
      told.filter((text) => text?.includes("调解员重新选择了法院，理由：各方改选")),
    ).toHaveLength(2);
    expect(
      told.filter((text) => text?.includes("调解员更新了申请书，理由：更正一处笔误")),
    ).toHaveLength(2);
  });

  test("R-C26 nobody signs a text that still owes answers, and a correction of a signed one is the mediator's and told", async () => {
    const world = await aCase(engine);
    const id = await filed(world);
    const defects = ["phone", "address"].map((field) => ({
      document: "application",
      field,
      note: "补正",
    }));
    expect((await decides(world, id, { decision: "return", revision: 1, defects })).status).toBe(
      200,
    );
    const answers = (who: CaseWorld["mediator"], defect: number) =>
      world.ask("POST", `${base(world)}/correct`, who, { answers: [{ defect, note: "已改" }] });
    expect((await answers(world.first.seat, 0)).status).toBe(200);
    expect((await view(world)).application?.mySigning.refusal).toBe("confirmation/correct-first");
    await expect(allSign(world)).rejects.toThrow("confirmation/correct-first");
    expect((await answers(world.second.seat, 1)).status).toBe(200);
    await allSign(world);
    expect(code(await answers(world.second.seat, 1))).toBe("confirmation/signed-already");
    expect(await toldToSignAgain(world)).toEqual([]);
    expect((await answers(world.mediator, 1)).status).toBe(200);
    expect(await toldToSignAgain(world)).toHaveLength(2);
  });

  test("R-C21 R-C25 the first signature settles the court; another one takes a withdrawal by all and another application", async () => {
    const world = await aCase(engine);
    await sealed(world);
    const other = await aSecondCourt(world);
    const choose = (who: CaseWorld["first"]["seat"], courtId: string, reason = "") =>
      world.ask("POST", `${base(world)}/court`, who, { courtId, reason });
    const first = (await view(world)).courts.find((one) => one.id !== other.id)?.id as string;
    await world.does("POST", `${base(world)}/court`, world.first.seat, { courtId: first });
    await allSign(world);
    expect(code(await choose(world.second.seat, other.id))).toBe("confirmation/court-settled");
    expect(code(await choose(world.mediator, other.id))).toBe("confirmation/reason-needed");
    expect((await choose(world.mediator, other.id, "各方改选")).status).toBe(200);
    expect((await view(world)).application?.signers.some((one) => one.signedAt)).toBe(false);
    await world.does("POST", `${base(world)}/court`, world.first.seat, { courtId: first });
    await allSign(world);
    await world.does("POST", `${base(world)}/file`, world.first.seat, {});
    const id = (await view(world)).application?.id as string;
    const defects = [{ document: "application", field: "phone", note: "补电话" }];
    expect(
      (await decides(world, id, { decision: "return", revision: 2 + 1, defects })).status,
    ).toBe(200);
    const received = await world.does<CourtView>(
      "GET",
      `/api/court/applications/${id}`,
      world.clerk,
    );
    expect(code(await choose(world.first.seat, other.id))).toBe("confirmation/court-fixed");
    expect(code(await choose(world.mediator, other.id, "x"))).toBe("confirmation/court-fixed");
    await world.does("POST", `${base(world)}/withdraw`, world.first.seat, {});
    expect(code(await world.ask("POST", `${base(world)}/withdraw`, world.first.seat, {}))).toBe(
      "agreements/already-answered",
    );
    expect(code(await choose(world.first.seat, other.id))).toBe("confirmation/court-fixed");
    await world.does("POST", `${base(world)}/withdraw`, world.second.seat, {});
    expect((await choose(world.first.seat, other.id)).status).toBe(200);
    const second = (await view(world)).application?.id as string;
    expect(second).not.toBe(id);
    expect(code(await world.ask("POST", `${base(world)}/file`, world.first.seat, {}))).toBe(
      "confirmation/not-all-signed",
    );
    await allSign(world);
    await world.does("POST", `${base(world)}/file`, world.first.seat, {});
    // Each court reads what it received itself, and nothing of the other's.
    const kept = await world.does<CourtView>("GET", `/api/court/applications/${id}`, world.clerk);
    expect([kept.state, kept.documents]).toEqual(["withdrawn", received.documents]);
    expect((await world.ask("GET", `/api/court/applications/${second}`, other.clerk)).status).toBe(
      200,
    );
    for (const [place, who] of [
      [second, world.clerk],
      [id, other.clerk],
    ] as const)
      for (const part of ["", "/package", "/documents/agreement"])
        expect(code(await world.ask("GET", `/api/court/applications/${place}${part}`, who))).toBe(
          "cases/not-found",
        );
    expect(code(await decides(world, id, { decision: "accept", revision: 3 }))).toBe(
      "confirmation/wrong-state",
    );
  });

  test("R-C20 after a court has not accepted it, the parties apply anew; what that court received stays", async () => {
    const world = await aCase(engine);
    const id = await filed(world);
    const answer = { decision: "not-accept", revision: 1, ground: "wrong-court", reason: "" };
    expect((await decides(world, id, answer)).status).toBe(200);
    const again = await filesApplication(world);
    expect(again).not.toBe(id);
    expect((await view(world)).earlier.map((one) => [one.state, one.ground])).toEqual([
      ["not-accepted", "wrong-court"],
    ]);
    expect(
      (await world.ask("GET", `/api/court/applications/${id}/documents/application`, world.clerk))
        .status,
    ).toBe(200);
  });

  test("R-C23 R-C24 a ruling is a court's file that can be read and its number a court's; it may follow, once", async () => {
    const world = await aCase(engine);
    const id = await filed(world);
    const place = `/api/court/applications/${id}`;
    expect((await decides(world, id, { decision: "accept", revision: 1 })).status).toBe(200);
    const confirm = { decision: "confirm", revision: 1, rulingNumber: "(2026)浙0199诉前调确12号" };
    const broken = Buffer.from("%PDF-1.7 broken scan").toString("base64");
    expect(code(await decides(world, id, { ...confirm, rulingPdf: broken }))).toBe(
      "documents/unreadable-pdf",
    );
    expect(
      code(await decides(world, id, { ...confirm, rulingNumber: "（2026）浙0199诉前调确12号😀" })),
    ).toBe("confirmation/ruling-number-wrong");
    expect((await decides(world, id, confirm)).status).toBe(200);
    const shown = await world.does<CourtView>("GET", place, world.clerk);
    expect([shown.rulingNumber, shown.hasRuling, shown.documents.length]).toEqual([
      "（2026）浙0199诉前调确12号",
      false,
      7,
    ]);
    expect(code(await world.ask("GET", `${base(world)}/ruling`, world.first.seat))).toBe(
      "confirmation/none",
    );
    expect(
      code(await world.ask("POST", `${place}/ruling`, world.clerk, { rulingPdf: broken })),
    ).toBe("documents/unreadable-pdf");
    const ruling = await aRuling();
    const upload = { rulingPdf: ruling.toString("base64") };
    expect(code(await world.ask("POST", `${place}/ruling`, world.first.seat, upload))).toBe(
      "people/not-allowed",
    );
    // Who is no clerk of this court is refused, and counted, before a byte of the body is read: it
    // is no JSON at all.
    const sends = (what: string) =>
      world.ask("POST", `${place}/${what}`, world.second.seat, "{", {
        "content-type": "application/json",
      });
    for (let n = 0; n < 15; n++)
      expect([code(await sends("ruling")), code(await sends("decision"))]).toEqual([
        "people/not-allowed",
        "people/not-allowed",
      ]);
    expect(code(await sends("ruling"))).toBe("request/too-many");
    await world.does("POST", `${place}/ruling`, world.clerk, upload);
    expect(code(await world.ask("POST", `${place}/ruling`, world.clerk, upload))).toBe(
      "confirmation/ruling-there",
    );
    expect(
      ((await world.ask("GET", `${base(world)}/ruling`, world.first.seat)).body as Buffer).equals(
        ruling,
      ),
    ).toBe(true);
    const now = await world.does<CourtView>("GET", place, world.clerk);
    expect(now.documents.at(-1)).toMatchObject({
      document: "ruling",
      pages: 2,
      sha256: sha256(ruling),
    });
    expect((await world.ask("GET", `${place}/package`, world.clerk)).status).toBe(200);
  });

  test("R-C22 an application filed before bytes were kept is drawn once, and is the same from then on", async () => {
    const world = await aCase(engine);
    const id = await filed(world);
    const { db } = world.parts;
    for (const table of ["filed_document", "filing"])
      await db.schema.alterTable(table).renameTo(`${table}_kept`).execute();
    for (const table of ["filing", "filed_document"] as const)
      await db.schema
        .createTable(table)
        .as(
          db
            .selectFrom(`${table}_kept` as typeof table)
            .selectAll()
            .where("revision", "<", 0),
        )
        .execute();
    const place = `/api/court/applications/${id}`;
    const first = await world.does<CourtView>("GET", place, world.clerk);
    await world.does("POST", "/api/me/address", world.first.seat, {
      ...ADDRESS,
      address: "云江市东浦区新桥路9号",
    });
    expect((await world.does<CourtView>("GET", place, world.clerk)).documents).toEqual(
      first.documents,
    );
    expect(first.documents.length).toBe(7);
  });
});
