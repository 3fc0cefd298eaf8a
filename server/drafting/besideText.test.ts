import { describe, expect, test } from "vitest";
import type { DraftView } from "../../shared/drafting/contract.ts";
import {
  addClause,
  bodyOf,
  clausesOf,
  readDocument,
  restoreClause,
  setField,
} from "../../shared/drafting/document.ts";
import { type Clause, emptyFields } from "../../shared/drafting/clause.ts";
import { type ScalarName, scalarField, scalarNames } from "../../shared/drafting/eachField.ts";
import type { Finding } from "../../shared/drafting/finding.ts";
import type { Wording } from "../../shared/drafting/wording.ts";
import { engines } from "../testing/databases.ts";
import { aCase } from "../testing/stories.ts";
import { anEditor, say } from "../testing/editor.ts";

describe.each(engines)("beside the text, on %s", (engine) => {
  test("consent falls when the clause changes, in the server's view too, and stale consent is refused", async () => {
    const world = await aCase(engine);
    const place = `/api/cases/${world.caseId}/draft`;
    const view = () => world.does<DraftView>("GET", place, world.first.seat);
    const hashOf = async () => (await view()).clauses[0]?.hash as string;
    const old = await hashOf();
    await world.does("POST", `${place}/consents`, world.first.seat, {
      clauseId: "c1",
      hash: old,
      stance: "agree",
    });
    expect((await view()).clauses[0]?.consents[world.first.partyId]).toBe("agree");
    await (await anEditor(world, world.second.seat)).write(say("c1", "改"));
    expect((await view()).clauses[0]?.consents[world.first.partyId]).toBe("changed");
    expect(
      (
        await world.ask("POST", `${place}/consents`, world.second.seat, {
          clauseId: "c1",
          hash: old,
          stance: "agree",
        })
      ).body,
    ).toMatchObject({ code: "drafting/clause-changed" });
  });

  test("R-D33 whoever a clause names is a party of the case: at the gate, and again before freezing", async () => {
    const world = await aCase(engine);
    const { db } = world.parts;
    const draft = await db.selectFrom("draft").select("seed").executeTakeFirstOrThrow();
    const clauses = draft.seed as Clause[];
    const stray: Clause = {
      id: "p9",
      kind: "payment",
      paragraphs: [""],
      fields: { ...emptyFields, payer: world.caseId, payee: world.first.partyId },
    };
    await db
      .updateTable("draft")
      .set({ seed: JSON.stringify([...clauses, stray]) })
      .execute();
    const editor = await anEditor(world, world.first.seat);
    const frozenAs = () =>
      world.ask("POST", `/api/cases/${world.caseId}/agreement/freeze`, world.mediator, {});
    expect(
      (await editor.write((doc) => setField(doc, "p9", "payer", "谷梁书"))).problem?.code,
    ).toBe("drafting/not-a-party");
    const again = await anEditor(world, world.first.seat);
    const refused = (await frozenAs()).body as {
      code: string;
      details: { findings: { code: string; clauseId: string }[] };
    };
    expect(refused.details.findings).toContainEqual(
      expect.objectContaining({ code: "party-unknown", clauseId: "p9", blocking: true }),
    );
    expect(
      (await again.write((doc) => setField(doc, "p9", "payer", world.second.partyId))).ok,
    ).toBe(true);
    expect(JSON.stringify((await frozenAs()).body)).not.toContain("party-unknown");
  });

  test("R-D8 a character without ink in a field is told with its clause, said or not", async () => {
    const world = await aCase(engine);
    const editor = await anEditor(world, world.first.seat);
    const words = scalarNames.filter((name) => scalarField(name).holds === "words");
    const clauseOf = (name: ScalarName): Clause => ({
      id: `n-${name}`,
      kind: "free",
      paragraphs: ["另行约定。"],
      fields: { ...emptyFields, [name]: "某\u{2fffd}" },
    });
    for (const name of words) {
      const answer = await editor.write((doc) => addClause(doc, clauseOf(name)));
      expect(answer.problem).toBeUndefined();
    }
    const place = `/api/cases/${world.caseId}/draft/preflight`;
    const { findings } = await world.does<{ findings: Finding[] }>("GET", place, world.mediator);
    const told = findings.filter(({ code }) => code === "character-uncovered");
    expect(told.map(({ clauseId }) => clauseId)).toEqual(words.map((name) => `n-${name}`));
  });

  test("a lock holds from the moment it is set until it is lifted, for that clause and not for the mediator", async () => {
    const world = await aCase(engine);
    const [party, mediator] = [
      await anEditor(world, world.first.seat),
      await anEditor(world, world.mediator),
    ];
    const lock = (locked: boolean) =>
      world.does("POST", `/api/cases/${world.caseId}/draft/locks`, world.mediator, {
        clauseId: "c1",
        locked,
      });
    expect((await party.write(say("c1", "先"))).ok).toBe(true);
    await lock(true);
    expect((await party.write(say("c1", "锁"))).problem?.code).toBe("drafting/locked");
    const again = await anEditor(world, world.first.seat);
    expect((await again.write(say("c2", "别处"))).ok).toBe(true);
    expect((await mediator.write(say("c1", "调解员"))).ok).toBe(true);
    await lock(false);
    expect((await again.write(say("c1", "开"))).ok).toBe(true);
  });

  test("R-D37 a wiped clause, a removed one and who did it can be found again, by those of the case", async () => {
    const world = await aCase(engine);
    const place = `/api/cases/${world.caseId}/draft`;
    const [a, b] = [
      await anEditor(world, world.first.seat),
      await anEditor(world, world.second.seat),
    ];
    const before = readDocument(a.doc)[0]?.paragraphs;
    await b.write((doc) => bodyOf(doc, "c1")?.delete(0, bodyOf(doc, "c1")?.length as number));
    await b.write((doc) => clausesOf(doc).get("c2")?.set("gone", true));
    const { wordings } = await world.does<{ wordings: Wording[] }>(
      "GET",
      `${place}/clauses/c1/wordings`,
      world.first.seat,
    );
    expect(wordings).toEqual([
      { id: expect.any(String), at: expect.any(String), by: world.second.name, paragraphs: before },
    ]);
    const view = () => world.does<DraftView>("GET", place, world.first.seat);
    expect((await view()).removed).toEqual([
      { id: "c2", by: world.second.name, at: expect.any(String), number: 2 },
    ]);
    expect((await a.write((doc) => restoreClause(doc, "c2"))).ok).toBe(true);
    expect((await view()).clauses.map((one) => one.id)).toContain("c2");
    const other = await aCase(engine);
    expect((await world.ask("GET", `${place}/clauses/c1/wordings`, other.first.seat)).status).toBe(
      401,
    );
  });
});
