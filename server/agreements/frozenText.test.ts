import { describe, expect, test } from "vitest";
import { stories } from "../demo/stories.ts";
import { sha256 } from "../storage/files.ts";
import { engines } from "../testing/databases.ts";
import { aCase, asKnown, frozen, type CaseWorld } from "../testing/stories.ts";
import { freeze } from "./freeze.ts";

const paper = async (world: CaseWorld, query = "") =>
  (await world.ask("GET", `/api/cases/${world.caseId}/agreement/paper${query}`, world.first.seat))
    .body as Buffer;

describe.each(engines)("what is frozen, on %s", (engine) => {
  test("facts changed between the check and the freeze: what cannot be printed is refused in words, and the draft stays open", async () => {
    const world = await aCase(engine);
    const { db, papers } = world.parts;
    const { uncovered } = papers;
    // Right after the check has asked what can be printed.
    papers.uncovered = async (text) => {
      papers.uncovered = uncovered;
      const missing = await uncovered(text);
      await db
        .updateTable("cases")
        .set({ facts: "甲欠乙货款\u{10fffd}一万元。" })
        .where("id", "=", world.caseId)
        .execute();
      return missing;
    };
    await expect(
      freeze(world.parts, await asKnown(world, world.mediator), world.caseId),
    ).rejects.toMatchObject({
      code: "agreements/preflight-failed",
      details: {
        findings: [
          { code: "character-uncovered", blocking: true, detail: "\u{10fffd} (U+10FFFD)" },
        ],
      },
    });
    expect(
      (
        await db
          .selectFrom("draft")
          .select("state")
          .where("case_id", "=", world.caseId)
          .executeTakeFirstOrThrow()
      ).state,
    ).toBe("open");
  });

  test("everybody reads the same bytes, the same text gives the same bytes, and its hash is the one that is signed", async () => {
    const world = await aCase(engine);
    const version = await frozen(world);
    const [a, b] = [
      await paper(world),
      (await world.ask("GET", `/api/cases/${world.caseId}/agreement/paper`, world.second.seat))
        .body as Buffer,
    ];
    expect(a.equals(b)).toBe(true);
    const row = await world.parts.db
      .selectFrom("agreement_version")
      .selectAll()
      .where("id", "=", version.versionId)
      .executeTakeFirstOrThrow();
    expect([sha256(a), sha256(row.content)]).toEqual([row.pdf_hash, row.content_hash]);
  });

  test("a character no font draws is named before freezing", async () => {
    const input = structuredClone(stories.neighbour.input);
    input.facts = "当事人名中的\u{2FFFD}字。";
    const world = await aCase(engine, { input });
    const reply = await world.ask(
      "POST",
      `/api/cases/${world.caseId}/agreement/freeze`,
      world.mediator,
      {},
    );
    expect(JSON.stringify(reply.body)).toContain("U+2FFFD");
  });
});
