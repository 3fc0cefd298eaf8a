import { describe, expect, test } from "vitest";
import type { CaseInput, PartyDetails } from "../../shared/cases/contract.ts";
import type { Finding } from "../../shared/drafting/finding.ts";
import { companyCheckCharacter, residentCheckDigit } from "../../shared/people/idNumber.ts";
import { runChecks } from "../confirmation/runChecks.ts";
import { stories } from "../demo/stories.ts";
import { engines } from "../testing/databases.ts";
import { aCase, type CaseWorld, filed, frozen, STROKES } from "../testing/stories.ts";

const NUMBER = "33019919900115123";
const CODE = "91330199MALT2K3F7";
const idNumber = NUMBER + residentCheckDigit(NUMBER);
type Party = CaseInput["parties"][number];

const changed = (change: (party: Party) => Partial<Party>): CaseInput => {
  const input = structuredClone(stories.neighbour.input);
  const [first, ...others] = input.parties as [Party, ...Party[]];
  return { ...input, parties: [{ ...first, ...change(first) }, ...others] };
};

const asSelf = (change: Partial<Party["people"][number]>) =>
  changed(({ people }) => ({ people: people.map((person) => ({ ...person, ...change })) }));

const asCompany = (name: string) =>
  changed(({ people }) => ({
    kind: "company",
    name: "云江某某有限公司",
    idNumber: CODE + companyCheckCharacter(CODE),
    legalRepName: "真法人",
    people: people.map((person) => ({
      ...person,
      capacity: "legal-representative",
      name,
      idNumber,
    })),
  }));

const told = (reply: { body: unknown }) => {
  const { code, details } = reply.body as {
    code?: string;
    details?: { fields?: { path: string }[]; findings?: Finding[] };
  };
  return [code, details?.fields?.[0]?.path];
};

const editOf = async (world: CaseWorld) => {
  const path = `/api/cases/${world.caseId}/parties/${world.first.partyId}`;
  const {
    side: _side,
    kind: _kind,
    idMask: _mask,
    people,
    ...rest
  } = await world.does<PartyDetails>("GET", path, world.mediator);
  const given = people.map(({ capacity: _capacity, idMask: _own, ...person }) => ({
    ...person,
    idNumber: "",
  }));
  return (change: object, ofPeople: object = {}) =>
    world.ask("PUT", path, world.mediator, {
      ...rest,
      idNumber: "",
      people: given.map((person) => ({ ...person, ...ofPeople })),
      ...change,
    });
};

describe.each(engines)("the name of who signs in a party's place on %s", (engine) => {
  test("R-P37 a case is not registered with a stranger as the party or as its legal representative", async () => {
    const world = await aCase(engine, { enter: false });
    const registers = async (input: CaseInput) =>
      told(await world.ask("POST", "/api/cases", world.mediator, input));
    const place = "parties.0.people.0.name";
    expect(await registers(asSelf({ name: "冒名人" }))).toEqual(["people/self-differs", place]);
    expect(await registers(asSelf({ idNumber }))).toEqual(["people/self-differs", place]);
    expect(await registers(asCompany("冒名法人"))).toEqual([
      "people/legal-representative-differs",
      place,
    ]);
    expect(await registers(asCompany("真 法人"))).toEqual([undefined, undefined]);
    const kept = await world.parts.db
      .selectFrom("participant")
      .select("name")
      .where("capacity", "=", "legal-representative")
      .execute();
    expect(kept.map((one) => one.name)).toEqual(["真法人"]);
  });

  test("R-P37 no correction brings one in, also not by naming another legal representative beside the person", async () => {
    const world = await aCase(engine, { input: asCompany("真法人"), enter: false });
    const edits = await editOf(world);
    const differs = ["people/legal-representative-differs", "people.0.name"];
    expect(told(await edits({}, { name: "冒名法人" }))).toEqual(differs);
    expect(told(await edits({ legalRepName: "另一法人" }))).toEqual(differs);
    expect((await edits({ legalRepName: "另一法人" }, { name: "另一法人" })).status).toBe(200);
  });

  test("R-P37 nor does entering: the name typed there is compared, and the one on record stays", async () => {
    const world = await aCase(engine, { enter: false });
    const enters = (name: string) =>
      world.ask("POST", "/api/me/identity", world.first.seat, {
        name,
        idKind: "resident-id",
        idNumber: world.first.idNumber,
      });
    expect(told(await enters("冒名人"))).toEqual(["people/name-differs", "name"]);
    expect((await enters(` ${world.first.name} `)).status).toBe(200);
    const row = await world.parts.db
      .selectFrom("participant")
      .select("name")
      .where("id", "=", world.first.id)
      .executeTakeFirstOrThrow();
    expect(row.name).toBe(world.first.name);
  });

  test("R-P37 a case that holds one already is not frozen until the mediator has corrected it", async () => {
    const world = await aCase(engine);
    const { db } = world.parts;
    await db
      .updateTable("participant")
      .set({ name: "冒名人" })
      .where("id", "=", world.first.id)
      .execute();
    const reply = await world.ask(
      "POST",
      `/api/cases/${world.caseId}/agreement/freeze`,
      world.mediator,
      {},
    );
    const { code, details } = reply.body as { code: string; details: { findings: Finding[] } };
    expect(code).toBe("agreements/preflight-failed");
    expect(
      details.findings.filter((one) => one.blocking).map((one) => [one.code, one.personId]),
    ).toEqual([["self-differs", world.first.id]]);
    await (await editOf(world))({});
    const { name } = await db
      .selectFrom("participant")
      .select("name")
      .where("id", "=", world.first.id)
      .executeTakeFirstOrThrow();
    expect(name).toBe(world.first.name);
  });

  test("R-P37 nobody signs under another name what was frozen before this was asked", async () => {
    const world = await aCase(engine);
    const version = await frozen(world);
    const place = `/api/cases/${world.caseId}/agreement`;
    await world.parts.db
      .updateTable("participant")
      .set({ name: "冒名人" })
      .where("id", "=", world.first.id)
      .execute();
    const { demoCode: code } = await world.does<{ demoCode: string }>(
      "POST",
      `${place}/code`,
      world.first.seat,
      {},
    );
    const body = {
      versionId: version.versionId,
      hash: version.contentHash,
      code,
      statement: true,
      strokes: STROKES,
    };
    expect(told(await world.ask("POST", `${place}/signatures`, world.first.seat, body))[0]).toBe(
      "people/self-differs",
    );
    await world.parts.db
      .updateTable("participant")
      .set({ name: world.first.name })
      .where("id", "=", world.first.id)
      .execute();
    expect((await world.ask("POST", `${place}/signatures`, world.first.seat, body)).status).toBe(
      200,
    );
  });

  test("R-P37 R-C18 the clerk's checks say when somebody signed under another name than the party's", async () => {
    const world = await aCase(engine);
    const applicationId = await filed(world);
    const able = async () =>
      (await runChecks(world.parts, applicationId)).find((one) => one.code === "authority-special")
        ?.ok;
    expect(await able()).toBe(true);
    await world.parts.db
      .updateTable("participant")
      .set({ name: "冒名人" })
      .where("id", "=", world.first.id)
      .execute();
    expect(await able()).toBe(false);
  });
});
