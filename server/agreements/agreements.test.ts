import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { residentCheckDigit } from "../../shared/people/idNumber.ts";
import type { AgreementView, VerifyReport } from "../../shared/agreements/contract.ts";
import { stories } from "../demo/stories.ts";
import { sha256 } from "../storage/files.ts";
import { engines } from "../testing/databases.ts";
import type { Seat } from "../testing/house.ts";
import {
  aCase,
  asKnown,
  frozen,
  sealed,
  signs,
  STROKES,
  type CaseWorld,
} from "../testing/stories.ts";
import { freeze } from "./freeze.ts";
import { drawRecord } from "./records.ts";
import { trustOf } from "./trust.ts";
import { verifySealed } from "./verifySealed.ts";

const code = (reply: { body: unknown }) => (reply.body as { code?: string }).code;
const view = (world: CaseWorld, who = world.mediator) =>
  world.does<NonNullable<AgreementView>>("GET", `/api/cases/${world.caseId}/agreement`, who);
const paper = async (world: CaseWorld, query = "") =>
  (await world.ask("GET", `/api/cases/${world.caseId}/agreement/paper${query}`, world.first.seat))
    .body as Buffer;

const anotherId = `33019919900115123${residentCheckDigit("33019919900115123")}`;

describe.each(engines)("agreements on %s", (engine) => {
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
    // R-W2: nothing of the other side's network, device or identity check is in what a party downloads; the organisation has it all.
    expect(
      report.evidence?.signatures.map(({ ip, device, identity }) => ip + device + identity),
    ).toEqual(["", "", ""]);
    const place = `/api/cases/${world.caseId}/agreement/record`;
    const record = (await world.ask("GET", place, world.mediator)).body as Buffer;
    expect(execFileSync("pdftotext", ["-", "-"], { input: record, encoding: "utf8" })).toContain(
      "网络与设备",
    );
    expect((await world.ask("GET", place, world.first.seat)).status).toBe(403);
    // Whoever guesses all that the record says has not guessed its hash, which the party's own paper names.
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
    // A key with a parenthesis that never closes keeps a parser busy for ever: such a file is not parsed at all.
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
