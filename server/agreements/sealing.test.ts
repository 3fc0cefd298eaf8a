import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { AgreementView, VerifyReport } from "../../shared/agreements/contract.ts";
import { sha256 } from "../storage/files.ts";
import { engines } from "../testing/databases.ts";
import { aCase, frozen, sealed, signs, type CaseWorld } from "../testing/stories.ts";
import { drawRecord } from "./records.ts";
import { trustOf } from "./trust.ts";
import { verifySealed } from "./verifySealed.ts";

const code = (reply: { body: unknown }) => (reply.body as { code?: string }).code;

const view = (world: CaseWorld, who = world.mediator) =>
  world.does<NonNullable<AgreementView>>("GET", `/api/cases/${world.caseId}/agreement`, who);

const paper = async (world: CaseWorld, query = "") =>
  (await world.ask("GET", `/api/cases/${world.caseId}/agreement/paper${query}`, world.first.seat))
    .body as Buffer;

describe.each(engines)("sealing on %s", (engine) => {
  test("R-G10 a signer's device with a byte that no font draws is sealed all the same; what cannot be drawn is given up, told to staff only, and opened again", async () => {
    const world = await aCase(engine);
    const version = await frozen(world);
    const { db } = world.parts;
    const place = `/api/cases/${world.caseId}/agreement`;
    for (const person of world.people) await signs(world, person.seat, version);
    const [like] = await db
      .selectFrom("signature")
      .selectAll()
      .where("version_id", "=", version.versionId)
      .execute();
    if (!like) throw new Error("nobody signed");
    const signed = {
      ...like,
      strokes: JSON.stringify(like.strokes),
      device: "Mozilla \u0081 \ud800",
      typed_name: "\u{10fffd}",
    };
    await db
      .insertInto("signature")
      .values({
        ...signed,
        id: randomUUID(),
        role: "mediator",
        party_id: null,
        capacity: "mediator",
        strokes: "[]",
      })
      .execute();
    await db
      .updateTable("agreement_version")
      .set({ state: "signed" })
      .where("id", "=", version.versionId)
      .execute();
    await world.does("GET", `${place}/paper`, world.coordinator);
    await world.does("POST", `${place}/seal`, world.coordinator, { versionId: version.versionId });
    const trouble = async () => (await view(world)).sealTrouble;
    await expect.poll(trouble, { timeout: 30_000 }).toEqual({ why: "not-drawable", givenUp: true });
    expect((await view(world, world.first.seat)).sealTrouble).toBeNull();
    const office = await world.does<{ trouble: string; givenUp: boolean }[]>(
      "GET",
      "/api/office/seals",
      world.coordinator,
    );
    expect(office[0]).toMatchObject({ state: "sealing", trouble: "not-drawable", givenUp: true });
    expect(
      await world.does("POST", `${place}/reopen`, world.mediator, {
        versionId: version.versionId,
        reason: "印不出来",
      }),
    ).toEqual({
      epoch: 2,
    });
  });

  test("the sealed paper: pdfsig accepts it, names and text come out exactly, every change is found", async () => {
    const world = await aCase(engine);
    await sealed(world);
    const bytes = await paper(world);
    const folder = mkdtempSync(path.join(tmpdir(), "paper-"));
    const file = path.join(folder, "a.pdf");
    const trust = trustOf(world.parts.keys);
    writeFileSync(file, bytes);
    const signature = execFileSync("pdfsig", [file], { encoding: "utf8" });
    const text = execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" }).replace(
      /\s/g,
      "",
    );
    expect(signature).toContain("Signature is Valid");
    expect(signature).toContain("Total document signed");
    for (const words of [
      "人民调解协议书",
      "苟𠅤",
      "隗大有",
      "柒仟贰佰元整",
      "谷梁书",
      "人民调解委员会",
      "签署情况",
    ])
      expect(text).toContain(words);
    expect(execFileSync("pdfdetach", ["-list", file], { encoding: "utf8" })).toMatch(
      /agreement\.json[\s\S]*evidence\.json/,
    );
    const report = await verifySealed(bytes, trust);
    expect(report.valid).toBe(true);
    // R-W2: nothing of the other side's network, device or identity check is in what a party
    // downloads; the organisation has it all.
    expect(
      report.evidence?.signatures.map(({ ip, device, identity }) => ip + device + identity),
    ).toEqual(["", "", ""]);
    const place = `/api/cases/${world.caseId}/agreement/record`;
    const record = (await world.ask("GET", place, world.mediator)).body as Buffer;
    expect(execFileSync("pdftotext", ["-", "-"], { input: record, encoding: "utf8" })).toContain(
      "网络与设备",
    );
    expect((await world.ask("GET", place, world.first.seat)).status).toBe(403);
    // Whoever guesses all that the record says has not guessed its hash, which the party's own
    // paper names.
    const version = await world.parts.db
      .selectFrom("agreement_version")
      .selectAll()
      .executeTakeFirstOrThrow();
    const guessed = await drawRecord(
      world.parts,
      version,
      (version.sealed_at as Date).toISOString(),
    );
    expect(sha256(guessed)).not.toBe(sha256(record));
    expect(await world.does<VerifyReport>("POST", "/api/verify", null, bytes)).toMatchObject({
      valid: true,
      record: "not-given",
      sha256: { agreement: sha256(bytes), record: null },
    });
    const both = await world.does<VerifyReport>(
      "POST",
      `/api/verify?record=${record.length}`,
      null,
      Buffer.concat([bytes, record]),
    );
    expect(both.sha256).toEqual({ agreement: sha256(bytes), record: sha256(record) });
    // The record that staff save is the one the sealed statement names.
    const together = async (paper: Buffer, record: Buffer) =>
      world.does<VerifyReport>(
        "POST",
        `/api/verify?record=${record.length}`,
        null,
        Buffer.concat([paper, record]),
      );
    const spoilt = Buffer.from(record.toString("latin1").replace("Yuntiao", "yuntiao"), "latin1");
    expect(await together(bytes, record)).toMatchObject({ valid: true, record: "belongs" });
    expect(await together(bytes, spoilt)).toMatchObject({ valid: true, record: "wrong" });
    expect(await together(bytes.subarray(0, -1), record)).toMatchObject({
      valid: false,
      record: "not-checked",
    });
    for (const size of ["0", "x", "1.5", "-1"])
      expect(code(await world.ask("POST", `/api/verify?record=${size}`, null, bytes))).toBe(
        "request/invalid",
      );
    expect(
      code(await world.ask("POST", `/api/verify?record=${bytes.length + 1}`, null, bytes)),
    ).toBe("verify/not-a-paper");

    const changed = (change: (copy: Buffer) => Buffer) =>
      verifySealed(change(Buffer.from(bytes)), trust).then((report) => report.valid);
    let found = 0;
    const places = Array.from(
      { length: 120 },
      (_, n) => Math.floor((n / 120) * bytes.length) + 1,
    ).filter((place) => place < bytes.length);
    const hole = bytes
      .toString("latin1")
      .match(/\/ByteRange\s*\[\s*0\s+(\d+)\s+(\d+)/) as RegExpMatchArray;
    for (const place of places) {
      const inPadding =
        place > Number(hole[1]) &&
        place < Number(hole[2]) &&
        /^0+>?$/.test(bytes.subarray(place, Number(hole[2])).toString("latin1"));
      if (
        !(await changed((copy) => {
          copy[place] = inPadding ? 0x31 : (copy[place] as number) ^ 1;
          return copy;
        }))
      )
        found++;
    }
    expect(found).toBe(places.length);
    expect(await changed((copy) => Buffer.concat([copy, Buffer.from("\n% more")]))).toBe(false);
    expect(await changed((copy) => copy.subarray(0, copy.length - 2))).toBe(false);
    expect((await verifySealed(bytes, { pins: [] })).valid).toBe(false);
    expect((await verifySealed(Buffer.from("%PDF-1.7\n%%EOF"), trust)).valid).toBe(false);
    expect(code(await world.ask("POST", "/api/verify", null, new Uint8Array([1, 2, 3])))).toBe(
      "verify/not-a-paper",
    );
    // A key with a parenthesis that never closes keeps a parser busy for ever: such a file is not
    // parsed at all.
    const stray = Buffer.from(
      bytes.toString("latin1").replace("/Resources", "/Resour)es"),
      "latin1",
    );
    expect(
      (await world.does<VerifyReport>("POST", "/api/verify", null, stray)).checks.map((one) => [
        one.code,
        one.ok,
      ]),
    ).toEqual([
      ["known-bytes", false],
      ["whole-file", true],
      ["seal-signature", false],
    ]);
  });
});
