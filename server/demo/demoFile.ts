import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { latestVersion } from "../agreements/versions.ts";
import { participantsOf } from "../cases/parties.ts";
import type { Parts } from "../parts.ts";
import { keepMarks } from "../cases/marks.ts";
import { makeLink } from "../people/invite.ts";
import type { ParticipantRow } from "../people/participants.ts";
import { DEMO_PASSWORD, STAFF } from "./staff.ts";

type DemoParty = { name: string; role: string; joinUrl: string };

/** What is read of the file of the last start. */
const demoFile = z.object({
  cases: z.array(z.object({ parties: z.array(z.object({ joinUrl: z.string() })) })),
});

const fileOf = (parts: Parts) => path.join(parts.settings.DATA_DIR, "demo.json");

/**
 * The links of the last start, by the fingerprint under which the database knows them; null when
 * there was none.
 */
function linksOfLastStart(parts: Parts): Map<string, string> | null {
  if (!existsSync(fileOf(parts))) return null;
  const { cases } = demoFile.parse(JSON.parse(readFileSync(fileOf(parts), "utf8")));
  const tokens = cases.flatMap((one) =>
    one.parties.map((party) => party.joinUrl.split("/").at(-1) ?? ""),
  );
  return new Map(tokens.map((token) => [parts.keys.fingerprint(token), token]));
}

/**
 * A person's link as it works now. The demo makes one only where nobody has one from it yet or its
 * own has expired; a link that staff made since is known to its owner alone, and stays.
 */
async function linkOf(
  parts: Parts,
  person: ParticipantRow,
  known: Map<string, string> | null,
): Promise<string | null> {
  const token = person.link_hash === null ? undefined : known?.get(person.link_hash);
  const works = person.link_expires_at !== null && person.link_expires_at > parts.now();
  if (token && works) return `${parts.settings.PUBLIC_URL}/j/${token}`;
  const madeByStaff = known !== null && person.link_hash !== null && token === undefined;
  return madeByStaff
    ? null
    : parts.db.transaction().execute(async (tx) => {
        const link = await makeLink(tx, parts, person.id);
        await keepMarks(tx, [person.case_id]);
        return link;
      });
}

/**
 * `demo.json`: who can sign in, and each person's link into the demo's own cases; cases that users
 * made are theirs.
 */
export async function writeDemoFile(parts: Parts, caseIds: string[]): Promise<void> {
  const { db, settings } = parts;
  const known = linksOfLastStart(parts);
  const cases = [];
  for (const row of await db
    .selectFrom("cases")
    .selectAll()
    .where("id", "in", caseIds)
    .orderBy("code")
    .execute()) {
    const parties: DemoParty[] = [];
    for (const person of await participantsOf(db, row.id)) {
      const joinUrl = await linkOf(parts, person, known);
      if (joinUrl)
        parties.push({
          name: person.name,
          role: person.capacity === "agent" ? "agent" : "party",
          joinUrl,
        });
    }
    const version = await latestVersion(db, row.id);
    const application = await db
      .selectFrom("application")
      .select("state")
      .where("case_id", "=", row.id)
      .executeTakeFirst();
    cases.push({
      id: row.id,
      code: row.code,
      title: row.title,
      state: application?.state ?? version?.state ?? "ready",
      parties,
    });
  }
  const staff = STAFF.map((member) => ({
    role: member.role,
    name: member.name,
    email: member.email,
    password: DEMO_PASSWORD,
    url: `${settings.PUBLIC_URL}${member.page}`,
  }));
  writeFileSync(
    fileOf(parts),
    JSON.stringify({ baseUrl: settings.PUBLIC_URL, staff, cases }, null, 2),
    { mode: 0o600 },
  );
}
