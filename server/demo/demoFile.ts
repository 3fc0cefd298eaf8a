import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { latestVersion, participantsOf } from "../cases/store.ts";
import type { Parts } from "../parts.ts";
import { makeLink } from "../people/invite.ts";
import { DEMO_PASSWORD, STAFF } from "./staff.ts";

type DemoFile = { cases: { parties: { joinUrl: string }[] }[] };

/** `demo.json`: who can sign in and each person's link. Links of the last start are kept while they work. */
export async function writeDemoFile(parts: Parts): Promise<void> {
  const { db, settings, keys } = parts,
    file = path.join(settings.DATA_DIR, "demo.json");
  const old = existsSync(file)
    ? (JSON.parse(readFileSync(file, "utf8")) as DemoFile).cases.flatMap((one) => one.parties.map((party) => party.joinUrl))
    : [];
  const byPrint = new Map(old.map((url) => [keys.fingerprint(url.split("/").at(-1) as string), url.split("/").at(-1) as string]));
  const cases = [];
  for (const row of await db.selectFrom("cases").selectAll().where("code", "like", "%梧人调字%").orderBy("code").execute()) {
    const parties = [],
      version = await latestVersion(db, row.id),
      application = await db.selectFrom("application").select("state").where("case_id", "=", row.id).executeTakeFirst();
    for (const person of await participantsOf(db, row.id)) {
      const kept =
        person.link_hash && person.link_expires_at && person.link_expires_at > parts.now() ? byPrint.get(person.link_hash) : undefined;
      const joinUrl = kept ? `${settings.PUBLIC_URL}/j/${kept}` : await db.transaction().execute((tx) => makeLink(tx, parts, person.id));
      parties.push({ name: person.name, role: person.capacity === "agent" ? "agent" : "party", joinUrl });
    }
    cases.push({ id: row.id, code: row.code, title: row.title, state: application?.state ?? version?.state ?? "ready", parties });
  }
  writeFileSync(
    file,
    JSON.stringify(
      {
        baseUrl: settings.PUBLIC_URL,
        staff: STAFF.map((member) => ({
          role: member.role,
          name: member.name,
          email: member.email,
          password: DEMO_PASSWORD,
          url: `${settings.PUBLIC_URL}${member.page}`,
        })),
        cases,
      },
      null,
      2,
    ),
    { mode: 0o600 },
  );
}
