import { describe, expect, test } from "vitest";
import type { CaseView, PartyDetails } from "../../shared/cases/contract.ts";
import { residentCheckDigit } from "../../shared/people/idNumber.ts";
import { stories } from "../demo/stories.ts";
import { engines } from "../testing/databases.ts";
import { aCase, frozen, type CaseWorld } from "../testing/stories.ts";

const code = (reply: { body: unknown }) => (reply.body as { code?: string }).code;

const place = (world: CaseWorld, partyId = world.first.partyId) =>
  `/api/cases/${world.caseId}/parties/${partyId}`;

const details = (world: CaseWorld) => world.does<PartyDetails>("GET", place(world), world.mediator);

async function correction(world: CaseWorld, change: Record<string, unknown>) {
  const { side: _side, kind: _kind, idMask: _mask, people, ...rest } = await details(world);
  return {
    ...rest,
    idNumber: "",
    people: people.map(({ capacity: _capacity, ...person }) => person),
    ...change,
  };
}

const levelOf = async (world: CaseWorld) =>
  (await world.does<CaseView>("GET", `/api/cases/${world.caseId}`, world.mediator)).parties
    .flatMap((party) => party.people)
    .find((person) => person.id === world.first.id)?.level;

describe.each(engines)("correcting a party on %s", (engine) => {
  test("R-P7 a number that fails its check is refused when a case is registered and when a party is corrected", async () => {
    const world = await aCase(engine);
    const input = structuredClone(stories.neighbour.input);
    const party = input.parties[0] as (typeof input.parties)[number];
    const wrong = `${world.first.idNumber.slice(0, 17)}${world.first.idNumber[17] === "1" ? "2" : "1"}`;
    const refused = await world.ask("POST", "/api/cases", world.mediator, {
      ...input,
      parties: [{ ...party, idNumber: wrong }, ...input.parties.slice(1)],
    });
    expect(refused.body).toMatchObject({
      code: "people/id-number-wrong",
      details: { fields: [{ path: "parties.0.idNumber" }] },
    });
    expect(
      code(
        await world.ask(
          "PUT",
          place(world),
          world.mediator,
          await correction(world, { idNumber: wrong }),
        ),
      ),
    ).toBe("people/id-number-wrong");
  });

  test("the mediator alone reads and corrects it, and numbers stay masked", async () => {
    const world = await aCase(engine);
    const body = await correction(world, { address: "云江市东浦区枫林里5幢" });
    for (const who of [world.first.seat, world.second.seat, world.coordinator])
      for (const method of ["GET", "PUT"] as const)
        expect(
          code(await world.ask(method, place(world), who, method === "PUT" ? body : undefined)),
        ).toBe("people/not-allowed");
    expect(JSON.stringify(await details(world))).not.toContain(world.first.idNumber);
    await world.does("PUT", place(world), world.mediator, body);
    expect((await details(world)).address).toBe("云江市东浦区枫林里5幢");
    expect(await levelOf(world)).toBe("verified");
    expect(code(await world.ask("PUT", place(world, world.caseId), world.mediator, body))).toBe(
      "request/not-found",
    );
    const stranger = { ...body, people: [{ ...(body.people[0] as object), id: world.second.id }] };
    expect(code(await world.ask("PUT", place(world), world.mediator, stranger))).toBe(
      "request/not-found",
    );
  });

  test("whose name or number changes confirms the identity anew, with the new ones", async () => {
    const world = await aCase(engine);
    const first17 = `${world.first.idNumber.slice(0, 14)}777`;
    const idNumber = first17 + residentCheckDigit(first17);
    await world.does(
      "PUT",
      place(world),
      world.mediator,
      await correction(world, { name: "荀惠" }),
    );
    expect(await levelOf(world)).toBe("code");
    expect(
      (await world.does<{ step: string; name: string }>("GET", "/api/me", world.first.seat)).step,
    ).toBe("identity");
    await world.does("PUT", place(world), world.mediator, await correction(world, { idNumber }));
    const identity = (number: string) =>
      world.ask("POST", "/api/me/identity", world.first.seat, {
        name: "荀惠",
        idKind: "resident-id",
        idNumber: number,
      });
    expect(code(await identity(world.first.idNumber))).toBe("people/identity-differs");
    expect((await identity(idNumber)).status).toBe(200);
    expect(await levelOf(world)).toBe("entered");
  });

  test("R-P6 a correction that puts one person on both sides is refused, and nothing is changed", async () => {
    const world = await aCase(engine);
    const other = await world.does<PartyDetails>(
      "GET",
      place(world, world.second.partyId),
      world.mediator,
    );
    const body = await correction(world, {});
    const twin = { ...(body.people[0] as object), phone: other.people[0]?.phone };
    expect(
      code(
        await world.ask("PUT", place(world), world.mediator, {
          ...body,
          name: other.name,
          people: [twin],
        }),
      ),
    ).toBe("people/conflict");
    expect((await details(world)).name).toBe(body.name);
  });

  test("nothing is corrected once the text is frozen", async () => {
    const world = await aCase(engine);
    const body = await correction(world, { name: "荀惠" });
    const correctable = async () =>
      (await world.does<CaseView>("GET", `/api/cases/${world.caseId}`, world.mediator)).correctable;
    expect(await correctable()).toBe(true);
    await frozen(world);
    expect(code(await world.ask("PUT", place(world), world.mediator, body))).toBe(
      "cases/text-frozen",
    );
    expect(await correctable()).toBe(false);
  });
});
