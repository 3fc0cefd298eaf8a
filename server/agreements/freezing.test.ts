import { describe, expect, test } from "vitest";
import type { AgreementView } from "../../shared/agreements/contract.ts";
import type { PartyDetails } from "../../shared/cases/contract.ts";
import type { DraftView } from "../../shared/drafting/contract.ts";
import type { Finding } from "../../shared/drafting/finding.ts";
import { engines } from "../testing/databases.ts";
import {
  aCase,
  asKnown,
  type CaseWorld,
  checksDocument,
  frozen,
  signs,
} from "../testing/stories.ts";
import { freeze } from "./freeze.ts";

const freezing = (world: CaseWorld, reasons: { key: string; reason: string }[] = []) =>
  world.ask("POST", `/api/cases/${world.caseId}/agreement/freeze`, world.mediator, { reasons });

const blocking = (reply: { body: unknown }) =>
  (reply.body as { details: { findings: Finding[] } }).details.findings.filter(
    (one) => one.blocking,
  );

const set = (world: CaseWorld, change: { verified_at?: Date | null; address_at?: Date | null }) =>
  world.parts.db.updateTable("participant").set(change).where("id", "=", world.second.id).execute();

describe.each(engines)("freezing on %s", (engine) => {
  test("R-D21 R-D22 nobody unverified freezes, whatever the reason; an address may be settled by one, which stays with the version", async () => {
    const world = await aCase(engine);
    const { id, name } = world.second;
    await set(world, { verified_at: null });
    expect(
      blocking(await freezing(world, [{ key: `not-verified:${id}`, reason: "当面看过身份证" }])),
    ).toMatchObject([{ code: "not-verified", personId: id, values: { name } }]);
    await set(world, { verified_at: new Date(), address_at: null });
    const [missing] = blocking(await freezing(world));
    expect(missing).toMatchObject({ code: "address-missing", settle: `address-missing:${id}` });
    const reason = "已当面填写纸质送达地址确认书";
    expect((await freezing(world, [{ key: missing?.settle ?? "", reason }])).status).toBe(200);
    const view = await world.does<AgreementView>(
      "GET",
      `/api/cases/${world.caseId}/agreement`,
      world.first.seat,
    );
    expect(view?.settled).toEqual([{ code: "address-missing", personId: id, name, reason }]);
    const audit = await world.parts.db
      .selectFrom("audit_entry")
      .select("text")
      .where("case_id", "=", world.caseId)
      .execute();
    expect(audit.some((entry) => entry.text.includes(reason))).toBe(true);
    await expect(
      world.parts.db
        .updateTable("agreement_version")
        .set({ settled: "[]" })
        .where("case_id", "=", world.caseId)
        .execute(),
    ).rejects.toThrow(/never changed/u);
  });

  test("R-G5 R-D6 when only a party's data changed, consents stay and the new version says exactly what changed", async () => {
    const world = await aCase(engine);
    const base = `/api/cases/${world.caseId}`;
    const party = `${base}/parties/${world.first.partyId}`;
    const draft = () => world.does<DraftView>("GET", `${base}/draft`, world.mediator);
    for (const { id, hash } of (await draft()).clauses)
      await world.does("POST", `${base}/draft/consents`, world.first.seat, {
        clauseId: id,
        hash,
        stance: "agree",
      });
    const version = await frozen(world);
    await signs(world, world.first.seat, version);
    await world.does("POST", `${base}/agreement/reopen`, world.mediator, {
      versionId: version.versionId,
      reason: "住址写错",
    });
    const details = await world.does<PartyDetails>("GET", party, world.mediator);
    const { side: _side, kind: _kind, idMask: _mask, people, ...rest } = details;
    await world.does("PUT", party, world.mediator, {
      ...rest,
      idNumber: "",
      address: "云江市东浦区枫林里5幢",
      people: people.map(({ capacity: _capacity, ...person }) => person),
    });
    expect((await draft()).clauses.map((clause) => clause.consents[world.first.partyId])).toEqual([
      "agree",
      "agree",
      "agree",
    ]);
    await frozen(world);
    const view = await world.does<AgreementView>("GET", `${base}/agreement`, world.first.seat);
    expect(view?.changes?.clauses.every((one) => one.change === "same")).toBe(true);
    expect(view?.changes?.head).toEqual([
      {
        partyId: world.first.partyId,
        party: world.first.name,
        field: "address",
        before: details.address,
        after: "云江市东浦区枫林里5幢",
      },
    ]);
  });

  test("R-G13 what changes while the paper is drawn is on no paper: nothing is frozen, and the mediator is told why", async () => {
    const world = await aCase(engine);
    const { papers, db } = world.parts;
    const { render } = papers;
    /**
     * Freezes, and lets this happen when the paper has been drawn and before the version is
     * written.
     */
    const meanwhile = async (change: () => Promise<unknown>) => {
      papers.render = async (form, data) => {
        papers.render = render;
        const made = await render(form, data);
        await change();
        return made;
      };
      const reply = await freezing(world);
      return (reply.body as { code?: string }).code;
    };
    const works = (occupation: string) =>
      db.updateTable("party").set({ occupation }).where("id", "=", world.second.partyId).execute();
    const address = (text: string) =>
      db
        .updateTable("party")
        .set({ address: text })
        .where("id", "=", world.first.partyId)
        .execute();
    expect(await meanwhile(() => works("木匠"))).toBe("agreements/changed-meanwhile");
    expect(
      await meanwhile(() =>
        db
          .updateTable("participant")
          .set({ id_mask: "1101**********0000" })
          .where("id", "=", world.first.id)
          .execute(),
      ),
    ).toBe("agreements/changed-meanwhile");
    expect(await meanwhile(() => address("云江市东浦区新街1号"))).toBe(
      "agreements/changed-meanwhile",
    );
    expect(await meanwhile(() => set(world, { verified_at: null }))).toBe(
      "agreements/preflight-failed",
    );
    await set(world, { verified_at: new Date() });
    const draft = await world.does<DraftView>(
      "GET",
      `/api/cases/${world.caseId}/draft`,
      world.mediator,
    );
    const [clause] = draft.clauses;
    const objects = () =>
      world.does("POST", `/api/cases/${world.caseId}/draft/consents`, world.second.seat, {
        clauseId: clause?.id,
        hash: clause?.hash,
        stance: "object",
      });
    expect(await meanwhile(objects)).toBe("agreements/preflight-failed");
    expect(
      await db
        .selectFrom("agreement_version")
        .select("id")
        .where("case_id", "=", world.caseId)
        .execute(),
    ).toEqual([]);
    expect(
      (await world.does<DraftView>("GET", `/api/cases/${world.caseId}/draft`, world.mediator))
        .state,
    ).toBe("open");
  });

  test("a freeze asks nothing of the papers' thread while it holds the case; whom it concerns is told by rows of the same change", async () => {
    const world = await aCase(engine);
    const { parts, caseId, people } = world;
    const { db, papers } = parts;
    const { render } = papers;
    papers.render = async (form, data) => {
      const made = await render(form, data);
      for (const ask of ["render", "uncovered"] as const)
        papers[ask] = async () => {
          throw new Error(`${ask} was asked after the drawing`);
        };
      return made;
    };
    const { versionId } = await freeze(parts, await asKnown(world, world.mediator), caseId);
    const told = await db
      .selectFrom("outbox")
      .select("key")
      .where("key", "like", `frozen:${versionId}:%`)
      .execute();
    expect(told.map(({ key }) => key).sort()).toEqual(
      people.map(({ id }) => `frozen:${versionId}:${id}`).sort(),
    );
  });

  test("R-P32 R-P33 another kind of document is another identity: its check falls, and while a text stands neither changes", async () => {
    const world = await aCase(engine);
    const { db } = world.parts;
    const gives = (idKind: string, idNumber: string) =>
      world.ask("POST", "/api/me/identity", world.first.seat, {
        name: world.first.name,
        idKind,
        idNumber,
      });
    const mine = () =>
      db
        .selectFrom("participant")
        .selectAll()
        .where("id", "=", world.first.id)
        .executeTakeFirstOrThrow();
    await db
      .updateTable("participant")
      .set({ expected_id_sealed: null })
      .where("id", "=", world.first.id)
      .execute();
    await db
      .updateTable("party")
      .set({ id_sealed: null })
      .where("id", "=", world.first.partyId)
      .execute();
    const wrong = `${world.first.idNumber.slice(0, 17)}${world.first.idNumber.endsWith("0") ? "1" : "0"}`;
    expect((await gives("passport", wrong)).status).toBe(422);
    expect((await gives("passport", "E12345678")).status).toBe(200);
    expect(await mine()).toMatchObject({ id_kind: "passport", verified_at: null });
    await checksDocument(world, world.mediator, world.first.id);
    // The same characters, said to be of another kind: the row is set, since no number fits two
    // kinds.
    await db
      .updateTable("participant")
      .set({ id_kind: "company-code" })
      .where("id", "=", world.first.id)
      .execute();
    expect((await gives("passport", "E12345678")).status).toBe(200);
    expect((await mine()).verified_at).toBe(null);
    await checksDocument(world, world.mediator, world.first.id);
    await frozen(world);
    const before = await mine();
    for (const [kind, number] of [
      ["passport", "E12345679"],
      ["resident-id", world.first.idNumber],
    ] as const)
      expect((await gives(kind, number)).body).toMatchObject({ code: "people/identity-frozen" });
    expect((await gives("passport", "e 1234-5678")).status).toBe(200);
    expect(await mine()).toMatchObject({
      id_mask: before.id_mask,
      verified_at: before.verified_at,
    });
  });
});
