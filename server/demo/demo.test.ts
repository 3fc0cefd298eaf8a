import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { createCase } from "../cases/createCase.ts";
import { freshMarks, marksOf } from "../cases/marks.ts";
import { participantsOf } from "../cases/parties.ts";
import { makeLink } from "../people/invite.ts";
import { engines } from "../testing/databases.ts";
import { aHouse } from "../testing/house.ts";
import { prepareDemo } from "./demo.ts";
import { prepareStaff } from "./staff.ts";
import { stories } from "./stories.ts";

type Listed = { cases: { id: string; parties: { name: string; joinUrl: string }[] }[] };

test.each(engines)(
  "on %s, a later start of the demo keeps every link, also those that staff made, and lists its own cases only, with their marks",
  async (engine) => {
    const house = await aHouse(engine);
    const { parts } = house;
    const listed = () =>
      JSON.parse(readFileSync(path.join(parts.settings.DATA_DIR, "demo.json"), "utf8")) as Listed;
    const works = async (url: string) =>
      (await house.ask("GET", `/api/entry/${url.split("/").at(-1)}`)).status;
    await prepareDemo(parts);
    const first = listed();
    expect(first.cases.length).toBe(4);
    for (const [caseId, fresh] of await freshMarks(
      parts.db,
      first.cases.map(({ id }) => id),
    ))
      expect(await marksOf(parts.db, caseId)).toEqual(fresh);
    const { mediator } = await prepareStaff(parts);
    const own = await createCase(parts, stories.neighbour.input, {
      id: mediator.id,
      name: mediator.name,
      organisationId: mediator.organisationId as string,
    });
    const newLinkFor = async (caseId: string) => {
      const person = (await participantsOf(parts.db, caseId))[0];
      return parts.db.transaction().execute((tx) => makeLink(tx, parts, person?.id as string));
    };
    const ofOwnCase = await newLinkFor(own);
    const renewed = await newLinkFor(first.cases[0]?.id as string);
    await prepareDemo(parts);
    const second = listed();
    expect(second.cases.map((one) => one.id)).toEqual(first.cases.map((one) => one.id));
    expect([await works(ofOwnCase), await works(renewed)]).toEqual([200, 200]);
    const kept = (file: Listed) =>
      file.cases.flatMap((one) => one.parties.map((party) => party.joinUrl));
    expect(kept(first).filter((url) => !kept(second).includes(url)).length).toBe(1);
    expect(kept(second).every((url) => kept(first).includes(url))).toBe(true);
  },
);
