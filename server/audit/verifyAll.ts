import { readSettings } from "../settings.ts";
import { openDatabase } from "../storage/database.ts";
import { refuseForeignKeys } from "../storage/keyGuard.ts";
import { openKeys } from "../storage/keys.ts";
import { findBreak } from "./chain.ts";

/**
 * `npm run audit:verify`: walks every chain, names the first broken link of each, exit 1 when there
 * is one.
 */
const settings = readSettings(process.env);
const db = await openDatabase({ url: settings.DATABASE_URL, dataDir: settings.DATA_DIR });
await refuseForeignKeys(db, settings.DATA_DIR, settings);
const keys = openKeys(settings.DATA_DIR, settings.AUTH_SECRET);
const cases = await db.selectFrom("cases").select(["id", "code"]).orderBy("code").execute();
let broken = 0;

for (const { id, code } of cases) {
  const found = await findBreak(db, keys, id);
  if (found) broken++;
  console.log(found ? `BROKEN ${code}: entry ${found.seq} ${found.what}` : `whole  ${code}`);
}
console.log(`${cases.length} chains, ${broken} broken`);
await db.destroy();
process.exitCode = broken ? 1 : 0;
