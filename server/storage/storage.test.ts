import { spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { assemble } from "../assemble.ts";
import { readSettings } from "../settings.ts";
import { databaseFor, engines } from "../testing/databases.ts";
import { notedMedia } from "../testing/openHouse.ts";
import { RefusesToStart } from "../startRefusal.ts";
import { openDatabase } from "./database.ts";
import { openFiles, sha256 } from "./files.ts";
import { refuseForeignKeys } from "./keyGuard.ts";
import { KEY_FILES, openKeys } from "./keys.ts";
import { openLite } from "./lite.ts";
import { lockFolder } from "./lock.ts";
import { migrations } from "./migrations.ts";

const folder = () => mkdtempSync(path.join(tmpdir(), "yt-storage-"));

/** A data folder whose embedded database is made already. */
const filledFolder = () => {
  const made = folder();
  cpSync(path.join(process.env.YUNTIAO_TEST_TEMPLATE as string, "pg18"), path.join(made, "pg18"), {
    recursive: true,
  });
  return made;
};

test("each commit of the embedded database is forced to disk", async () => {
  const { pool, forcedWrites, close } = await openLite(filledFolder(), () => {});
  await pool.query("create table note (body text)");
  for (let n = 0; n < 5; n++) {
    const before = forcedWrites();
    await pool.query("insert into note values ($1)", [`第${n}`]);
    expect(forcedWrites()).toBeGreaterThan(before);
  }
  await close();
});

test("when the embedded database's thread ends, what waits is refused, the reason is told once, and a new start has what was acknowledged", async () => {
  const dataDir = filledFolder();
  const told: string[] = [];
  const { pool, worker, close } = await openLite(dataDir, (error) => told.push(error.message));
  pool.on("error", () => {});
  await pool.query("create table note (body text)");
  await pool.query("insert into note values ('留下')");
  const waiting = [pool.query("select pg_sleep(5)"), pool.query("select 1")];
  const answers = Promise.allSettled(waiting);
  await worker.terminate();
  expect((await answers).map((one) => one.status)).toEqual(["rejected", "rejected"]);
  await expect(pool.query("select 1")).rejects.toThrow(/has stopped/);
  expect(told).toEqual([expect.stringMatching(/has stopped: its thread ended/)]);
  await close();
  const again = await openLite(dataDir, () => {});
  expect((await again.pool.query("select body from note")).rows).toEqual([{ body: "留下" }]);
  await again.close();
});

test("an error ends its own statement and transaction, and leaves the next ones whole", async () => {
  const { pool, close } = await openLite(filledFolder(), () => {});
  await pool.query("create table note (id int primary key, body bytea, big int8)");
  const failed = await Promise.allSettled([
    pool.query("select $1::int", ["no number"]),
    pool.query("insert into note values (1, $1, 9007199254740993)", [Buffer.from("文")]),
    pool.query("insert into note values (1)"),
    pool.query("select nothing from nowhere"),
    pool.query("select * from note where id = $1", [1]),
  ]);
  expect(
    failed.map((one) => (one.status === "fulfilled" ? one.value.rows : one.reason.code)),
  ).toEqual([
    "22P02",
    [],
    "23505",
    "42P01",
    [{ id: 1, body: Buffer.from("文"), big: "9007199254740993" }],
  ]);
  const client = await pool.connect();
  await client.query("begin");
  await client.query("insert into note values (2)");
  client.release(new Error("thrown away"));
  expect((await pool.query("select id from note")).rows).toEqual([{ id: 1 }]);
  await close();
});

test("one data folder has one process, and is free again after closing", async () => {
  const dataDir = filledFolder();
  const first = await openDatabase({ url: undefined, dataDir });
  await expect(openDatabase({ url: undefined, dataDir })).rejects.toThrow(/already running/);
  await first.destroy();
  await (await openDatabase({ url: undefined, dataDir })).destroy();
});

test("the folder is locked by whatever path and from whatever process it is reached, and a killed process leaves it free", async () => {
  const dataDir = folder();
  const link = path.join(folder(), "link");
  symlinkSync(dataDir, link);
  const program = `import { lockFolder } from ${JSON.stringify(new URL("./lock.ts", import.meta.url).href)};
    try { lockFolder(process.argv[1]); console.log("locked"); setInterval(() => {}, 1000) } catch (error) { console.log(error.message) }`;
  const another = async (place: string) => {
    const child = spawn(process.execPath, ["--input-type=module", "-e", program, place], {
      env: { ...process.env, TMPDIR: folder() },
    });
    const said = await new Promise<string>((resolve) =>
      child.stdout.once("data", (chunk: Buffer) => resolve(chunk.toString())),
    );
    return {
      said,
      child,
      over: new Promise<void>((resolve) => child.once("exit", () => resolve())),
    };
  };
  const first = await another(dataDir);
  expect(first.said).toContain("locked");
  expect((await another(link)).said).toMatch(/already running/);
  expect(() => lockFolder(path.join(link, "..", "link"))).toThrow(/already running/);
  first.child.kill("SIGKILL");
  await first.over;
  const unlock = lockFolder(link);
  expect((await another(dataDir)).said).toMatch(/already running/);
  unlock();
  lockFolder(dataDir)();
});

test.each(engines)(
  "on %s, a database without the keys it was filled with is not opened, and nothing is made in their place",
  async (engine) => {
    const dataDir = engine === "embedded" ? filledFolder() : folder();
    const { settings: database, drop } = await databaseFor(engine);
    const keys = path.join(dataDir, "keys");
    const aside = path.join(dataDir, "aside");
    const start = () =>
      assemble(
        readSettings({
          NODE_ENV: "test",
          DATA_DIR: dataDir,
          LOG_LEVEL: "silent",
          MEDIA: "off",
          ...database,
        }),
        {
          media: notedMedia(),
        },
      );
    await (await start()).close();
    renameSync(keys, aside);
    await expect(start()).rejects.toThrow(RefusesToStart);
    expect(existsSync(keys)).toBe(false);

    const db = await openDatabase({ url: database.DATABASE_URL, dataDir });
    const refused = async (...words: string[]) => {
      const error: unknown = await refuseForeignKeys(db, dataDir, {}).catch(
        (thrown: unknown) => thrown,
      );
      expect(error).toBeInstanceOf(RefusesToStart);
      for (const word of words) expect((error as Error).message).toContain(word);
    };
    await refused(
      "vault.key is missing",
      "audit.pem is missing",
      "demo-seal.json is missing",
      path.join(keys, "vault.key"),
      "backup",
    );
    cpSync(aside, keys, { recursive: true });
    for (const name of Object.values(KEY_FILES)) {
      rmSync(path.join(keys, name));
      await refused(`${name} is missing`);
      writeFileSync(path.join(keys, name), "another");
      await refused(`${name} is not the one`);
      writeFileSync(path.join(keys, name), readFileSync(path.join(aside, name)));
    }
    rmSync(path.join(keys, KEY_FILES.auth));
    await refused("auth.key is missing");
    await refuseForeignKeys(db, dataDir, { AUTH_SECRET: "0123456789abcdef0123456789abcdef" });
    await db.destroy();
    await drop();
  },
);

/**
 * What builds that are out have run. A new migration goes after these, by its name too, and is
 * added here once it is out.
 */
const OUT = [
  "2026-11-21-first",
  "2026-11-22-reopening-by-agreement",
  "2026-11-25-filed-bytes",
  "2026-11-25-gate-clause-wordings",
  "2026-11-25-limits-secrets-and-guesses",
  "2026-11-25-papers-seal-name",
  "2026-11-25-proof-of-seal",
  "2026-11-25-store-draft-snapshot",
  "2026-11-25-store-key-fingerprint",
  "2026-11-25-who-by-id",
  "2026-11-25-who-checks-and-sessions",
  "2026-11-25-words-settled-by-reason",
];

test("migrations stand in the order they are run in, new ones after all that are out", () => {
  const names = Object.keys(migrations);
  expect(names).toEqual([...names].sort());
  expect(names.slice(0, OUT.length)).toEqual(OUT);
});

test.each(engines)(
  "a database that an earlier build made on %s opens, and has what came since",
  async (engine) => {
    const { settings, drop } = await databaseFor(engine);
    const where = { url: settings.DATABASE_URL, dataDir: folder() };
    const earlier = Object.fromEntries(
      Object.entries(migrations).filter(([name]) => OUT.includes(name)),
    );
    await (await openDatabase(where, earlier)).destroy();
    const db = await openDatabase(where);
    expect(await db.selectFrom("agreement_version").select("record_file").execute()).toEqual([]);
    await db.destroy();
    await drop();
  },
);

test("a stored file that was changed on disk is never served", async () => {
  const dataDir = folder();
  const files = await openFiles(dataDir);
  const name = await files.put(Buffer.from("原文"));
  expect([name, (await files.get(name)).toString()]).toEqual([sha256("原文"), "原文"]);
  writeFileSync(path.join(dataDir, "files", name.slice(0, 2), name), "改过");
  await expect(files.get(name)).rejects.toThrow(/changed on disk/);
});

test("the same bytes stored many times at the same moment are one file, and every one that stores them is answered", async () => {
  const dataDir = folder();
  const files = await openFiles(dataDir);
  const names = await Promise.all(
    Array.from({ length: 40 }, () => files.put(Buffer.from("同一份"))),
  );
  expect(new Set(names)).toEqual(new Set([sha256("同一份")]));
  expect(readdirSync(path.join(dataDir, "files", sha256("同一份").slice(0, 2)))).toEqual([
    sha256("同一份"),
  ]);
});

test("keys are kept, and what is sealed opens only with them", () => {
  const dataDir = folder();
  const sealed = openKeys(dataDir).seal("33019919790512201X");
  expect(openKeys(dataDir).open(sealed)).toBe("33019919790512201X");
  expect(() => openKeys(folder()).open(sealed)).toThrow();
  const bent = Buffer.from(sealed);
  bent[bent.length - 1] = (bent[bent.length - 1] as number) ^ 1;
  expect(() => openKeys(dataDir).open(bent)).toThrow();
});
