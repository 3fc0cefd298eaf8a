import { stories } from "../demo/stories.ts";
import { prepareStaff } from "../demo/staff.ts";
import { createCase } from "../cases/createCase.ts";
import { participantsOf, partiesOf } from "../cases/parties.ts";
import { makeLink } from "../people/invite.ts";
import type { CaseInput } from "../../shared/cases/contract.ts";
import type { Clause } from "../../shared/drafting/clause.ts";
import type { Asker } from "../../shared/people/asker.ts";
import { checkSteps } from "../../shared/people/identityCheck.ts";
import { dayOf } from "../../shared/day.ts";
import { sessionFrom } from "../transport/sessions.ts";
import { aHouse, type House, type Seat } from "./house.ts";
import type { openHouse } from "./openHouse.ts";

export const STROKES = [
  [
    [100, 100],
    [150, 120],
    [200, 160],
    [260, 150],
    [300, 110],
    [340, 190],
  ],
] as [number, number][][];

type CaseOptions = {
  now?: () => Date;
  redisUrl?: string;
  settings?: Record<string, string>;
  limitTimes?: number;
  input?: CaseInput;
  clauses?: Clause[];
  enter?: boolean;
};

/** A case of two people with a draft, everybody entered and checked, as seats that can ask. */
export async function aCase(engine: "embedded" | "postgres", options: CaseOptions = {}) {
  return caseIn(await aHouse(engine, options), options);
}

/** The same in a house that somebody else takes away. */
export async function caseIn<H extends Awaited<ReturnType<typeof openHouse>>>(
  house: H,
  options: CaseOptions = {},
) {
  const { parts } = house;
  const members = await prepareStaff(parts);
  const caseId = await createCase(parts, options.input ?? stories.neighbour.input, {
    id: members.mediator.id,
    name: members.mediator.name,
    organisationId: members.mediator.organisationId as string,
  });
  const parties = await partiesOf(parts.db, caseId);
  const clauses =
    options.clauses ??
    stories.neighbour.clauses(
      parties.map((party) => party.id),
      dayOf(parts.now()),
    );
  await parts.db
    .updateTable("draft")
    .set({ seed: JSON.stringify(clauses) })
    .where("case_id", "=", caseId)
    .execute();
  const [mediator, coordinator, clerk] = [
    await house.staff("mediator@yuntiao.example"),
    await house.staff("coordinator@yuntiao.example"),
    await house.staff("clerk@yuntiao.example"),
  ];
  const people: {
    seat: Seat;
    id: string;
    partyId: string;
    name: string;
    token: string;
    idNumber: string;
  }[] = [];
  for (const party of parties) {
    for (const person of (await participantsOf(parts.db, caseId)).filter(
      (one) => one.party_id === party.id,
    )) {
      const token = (await parts.db.transaction().execute((tx) => makeLink(tx, parts, person.id)))
        .split("/")
        .at(-1) as string;
      const seat = await house.byLink(token);
      const idNumber = parts.keys.open(person.expected_id_sealed as Buffer);
      people.push({
        seat,
        id: person.id,
        partyId: person.party_id,
        name: person.name,
        token,
        idNumber,
      });
      if (options.enter === false) continue;
      await house.does("POST", "/api/me/identity", seat, {
        name: person.name,
        idKind: "resident-id",
        idNumber,
      });
      await house.does("POST", "/api/me/notice", seat, {
        version: "pm-2026-1",
        acknowledged: true,
      });
      await house.does("POST", "/api/me/address", seat, {
        address: "云江市东浦区枫林里3幢",
        phone: "13800000099",
        electronicService: true,
        onlineConsent: true,
      });
      await checksDocument({ ...house, caseId }, mediator, person.id);
    }
  }
  const [first, second] = people as [(typeof people)[number], (typeof people)[number]];
  return { ...house, caseId, mediator, coordinator, clerk, people, first, second };
}

export type CaseWorld = Awaited<ReturnType<typeof aCase>>;

/** The mediator checks somebody's document with the card in hand. */
export async function checksDocument(
  world: Pick<House, "does"> & { caseId: string },
  mediator: Seat,
  personId: string,
): Promise<void> {
  const place = `/api/cases/${world.caseId}/participants/${personId}/identity-checks`;
  const { checkId } = await world.does<{ checkId: string }>("POST", place, mediator, {
    way: "in-person",
  });
  await world.does("POST", `${place}/done`, mediator, {
    checkId,
    ticks: checkSteps,
    place: "调委会",
  });
}

type Version = { versionId: string; contentHash: string };

export async function frozen(world: CaseWorld): Promise<Version> {
  await world.does("POST", `/api/cases/${world.caseId}/agreement/freeze`, world.mediator, {});
  return world.does<Version>("GET", `/api/cases/${world.caseId}/agreement`, world.mediator);
}

export async function signs(
  world: Pick<House, "does"> & { caseId: string },
  who: Seat,
  version: Version,
): Promise<void> {
  const { demoCode } = await world.does<{ demoCode: string }>(
    "POST",
    `/api/cases/${world.caseId}/agreement/code`,
    who,
    {},
  );
  await world.does("POST", `/api/cases/${world.caseId}/agreement/signatures`, who, {
    versionId: version.versionId,
    hash: version.contentHash,
    code: demoCode,
    statement: true,
    strokes: STROKES,
  });
}

/** Frozen, signed by all, ordered to be sealed; answers when the seal is on. */
export async function sealed(world: CaseWorld): Promise<Version & { effectiveAt: string }> {
  const version = await frozen(world);
  for (const person of world.people) await signs(world, person.seat, version);
  await signs(world, world.mediator, version);
  await world.does("GET", `/api/cases/${world.caseId}/agreement/paper`, world.coordinator);
  await world.does("POST", `/api/cases/${world.caseId}/agreement/seal`, world.coordinator, {
    versionId: version.versionId,
  });
  return new Promise((resolve, reject) => {
    const look = async () => {
      const row = await world.parts.db
        .selectFrom("agreement_version")
        .selectAll()
        .where("id", "=", version.versionId)
        .executeTakeFirstOrThrow();
      if (row.state === "sealed")
        resolve({ ...version, effectiveAt: (row.effective_at as Date).toISOString() });
      else if (row.seal_error) reject(new Error(row.seal_error));
      else tick = setTimeout(() => void look().catch(reject), 50);
    };
    let tick = setTimeout(() => void look().catch(reject), 50);
    void tick;
  });
}

/** The application filed with the organisation's court. */
export async function filed(world: CaseWorld): Promise<string> {
  await sealed(world);
  return filesApplication(world);
}

export async function filesApplication(world: CaseWorld): Promise<string> {
  const base = `/api/cases/${world.caseId}/confirmation`;
  const before = await world.does<{ courts: { id: string; name: string }[] }>(
    "GET",
    base,
    world.mediator,
  );
  const court = before.courts.find((one) => one.name.includes("东浦")) as { id: string };
  await world.does("POST", `${base}/court`, world.first.seat, { courtId: court.id });
  const { application } = await world.does<{ application: { id: string; hash: string } }>(
    "GET",
    base,
    world.mediator,
  );
  for (const person of world.people) {
    const { demoCode } = await world.does<{ demoCode: string }>(
      "POST",
      `${base}/code`,
      person.seat,
      {},
    );
    await world.does("POST", `${base}/signatures`, person.seat, {
      hash: application.hash,
      code: demoCode,
      statement: true,
      strokes: STROKES,
    });
  }
  await world.does("POST", `${base}/file`, world.first.seat, {});
  return application.id;
}

/**
 * Who a request comes from, as its door reads it. An act that waits for the case's lock holds this
 * while the rows move on.
 */
export async function asKnown(world: Pick<House, "parts">, { seat, cookie }: Seat): Promise<Asker> {
  const found = await sessionFrom({ cookie }, seat, world.parts);
  if (!found) throw new Error("nobody is signed in");
  return found.asker;
}
