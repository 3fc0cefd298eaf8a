import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { RefusesToStart } from "../startRefusal.ts";
import type { Database } from "./database.ts";
import { KEY_FILES, keysFolder } from "./keys.ts";

/** Keys that a setting can stand in for: without the file the setting is used. */
type Given = { AUTH_SECRET?: string | undefined; SEAL_P12?: string | undefined };

const wanted = (given: Given) =>
  Object.values(KEY_FILES).filter(
    (file) =>
      !(file === KEY_FILES.auth && given.AUTH_SECRET) &&
      !(file === KEY_FILES.demoSeal && given.SEAL_P12),
  );

const digestOf = (file: string) =>
  createHash("sha256")
    .update("yuntiao key fingerprint\n")
    .update(path.basename(file))
    .update("\n")
    .update(readFileSync(file))
    .digest("hex");

/**
 * Before any key is made: a database that is filled is only opened with the keys it was filled
 * with. Without them ID numbers could not be read, sealed papers not be verified, and new keys
 * would hide that until it is too late.
 */
export async function refuseForeignKeys(
  db: Database,
  dataDir: string,
  given: Given,
): Promise<void> {
  const folder = keysFolder(dataDir);
  const kept = new Map(
    (await db.selectFrom("key_fingerprint").select(["file", "digest"]).execute()).map((row) => [
      row.file,
      row.digest,
    ]),
  );
  const missing: string[] = [];
  const others: string[] = [];
  // A database of before the fingerprints is known only by being filled.
  const old = kept.size === 0 && (await isFilled(db));
  for (const name of wanted(given)) {
    const file = path.join(folder, name);
    const digest = kept.get(name);
    if (!existsSync(file)) {
      if (digest || (old && name !== KEY_FILES.demoSeal)) missing.push(name);
    } else if (digest && digestOf(file) !== digest) others.push(name);
  }
  if (missing.length + others.length === 0) return;
  const wrong = [
    ...missing.map((name) => `${name} is missing`),
    ...others.map((name) => `${name} is not the one this database was filled with`),
  ];
  throw new RefusesToStart(
    `The database holds cases, but its keys are not in ${folder}: ${wrong.join("; ")}.\n` +
      `Restore ${[...missing, ...others].map((name) => path.join(folder, name)).join(", ")} from your backup and start again. ` +
      "Without these keys ID numbers cannot be read and signed papers cannot be verified. Nothing was changed.",
  );
}

/** Once the keys are there: notes which they are. A key noted before stays as it is. */
export async function rememberKeys(db: Database, dataDir: string, given: Given): Promise<void> {
  const rows = wanted(given)
    .map((file) => ({ file, whole: path.join(keysFolder(dataDir), file) }))
    .filter(({ whole }) => existsSync(whole))
    .map(({ file, whole }) => ({ file, digest: digestOf(whole) }));
  if (rows.length)
    await db
      .insertInto("key_fingerprint")
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  // Another server may have been first, with keys of its own.
  await refuseForeignKeys(db, dataDir, given);
}

const isFilled = async (db: Database) =>
  (await db.selectFrom("cases").select("id").limit(1).execute()).length > 0;
