import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import type { Tx } from "../storage/database.ts";
import { engines } from "../testing/databases.ts";
import { aCase } from "../testing/stories.ts";
import { appendAudit, findBreak, signHead } from "./chain.ts";

describe.each(engines)("the audit chain on %s", (engine) => {
  /** Does what only somebody with the database in hand could do. */
  const behindTheBack = async (
    db: Awaited<ReturnType<typeof aCase>>["parts"]["db"],
    act: (tx: Tx) => Promise<unknown>,
  ) => {
    await sql`alter table audit_entry disable trigger audit_entry_stays`.execute(db);
    await db.transaction().execute(act);
    await sql`alter table audit_entry enable trigger audit_entry_stays`.execute(db);
  };

  test("is whole, and finds an edited, a deleted, a swapped and a cut-off row", async () => {
    const { parts, caseId } = await aCase(engine);
    const { db, keys } = parts;
    const look = () => findBreak(db, keys, caseId);
    await signHead(db, keys, caseId);
    expect(await look()).toBeNull();
    const rows = await db
      .selectFrom("audit_entry")
      .selectAll()
      .where("case_id", "=", caseId)
      .orderBy("seq")
      .execute();
    const [third, fourth] = [rows[2], rows[3]] as [(typeof rows)[number], (typeof rows)[number]];
    await behindTheBack(db, (tx) =>
      tx
        .updateTable("audit_entry")
        .set({ text: `${third.text.replace("苟", "狗")} ` })
        .where("case_id", "=", caseId)
        .where("seq", "=", 3)
        .execute(),
    );
    expect(await look()).toMatchObject({ seq: 3, what: "changed" });
    await behindTheBack(db, (tx) =>
      tx
        .updateTable("audit_entry")
        .set({ text: third.text })
        .where("case_id", "=", caseId)
        .where("seq", "=", 3)
        .execute(),
    );
    await behindTheBack(db, async (tx) => {
      for (const [seq, row] of [
        [3, fourth],
        [4, third],
      ] as const)
        await tx
          .updateTable("audit_entry")
          .set({ text: row.text, hash: row.hash })
          .where("case_id", "=", caseId)
          .where("seq", "=", seq)
          .execute();
    });
    expect(await look()).toMatchObject({ seq: 3, what: "changed" });
    await behindTheBack(db, async (tx) => {
      for (const row of [third, fourth])
        await tx
          .updateTable("audit_entry")
          .set({ text: row.text, hash: row.hash })
          .where("case_id", "=", caseId)
          .where("seq", "=", row.seq)
          .execute();
    });
    expect(await look()).toBeNull();
    await behindTheBack(db, (tx) =>
      tx.deleteFrom("audit_entry").where("case_id", "=", caseId).where("seq", "=", 4).execute(),
    );
    expect(await look()).toMatchObject({ seq: 4, what: "missing" });
    await behindTheBack(db, (tx) =>
      tx.deleteFrom("audit_entry").where("case_id", "=", caseId).where("seq", ">", 3).execute(),
    );
    expect(await look()).toMatchObject({ what: "cut-off" });
  });

  test("the database refuses to change or delete a row", async () => {
    const { parts, caseId } = await aCase(engine);
    await expect(
      parts.db.deleteFrom("audit_entry").where("case_id", "=", caseId).execute(),
    ).rejects.toThrow(/never changed/);
    await expect(
      parts.db
        .updateTable("audit_entry")
        .set({ text: "{}" })
        .where("case_id", "=", caseId)
        .execute(),
    ).rejects.toThrow(/never changed/);
  });

  test("thirty at once make thirty links", async () => {
    const { parts, caseId } = await aCase(engine);
    const before = Number(
      (
        await parts.db
          .selectFrom("audit_entry")
          .select((eb) => eb.fn.max("seq").as("last"))
          .where("case_id", "=", caseId)
          .executeTakeFirstOrThrow()
      ).last,
    );
    await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        parts.db.transaction().execute((tx) =>
          appendAudit(tx, caseId, {
            actor: { id: "x", name: "x" },
            event: "cases/edited",
            about: { n },
          }),
        ),
      ),
    );
    expect(await findBreak(parts.db, parts.keys, caseId)).toBeNull();
    expect(
      Number(
        (
          await parts.db
            .selectFrom("audit_entry")
            .select((eb) => eb.fn.max("seq").as("last"))
            .where("case_id", "=", caseId)
            .executeTakeFirstOrThrow()
        ).last,
      ),
    ).toBe(before + 30);
  });
});
