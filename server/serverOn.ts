import { openSealer } from "./agreements/sealer.ts";
import { sealVersion } from "./agreements/sealJob.ts";
import { createApp } from "./app.ts";
import { signGrownHeads } from "./audit/chain.ts";
import { openDrafts } from "./drafting/drafts.ts";
import { renewMarks } from "./cases/renewMarks.ts";
import { every, onFault } from "./guard.ts";
import type { MediaServer } from "./media/livekit.ts";
import { messageWorker } from "./outbox/deliver.ts";
import { startOutbox } from "./outbox/outbox.ts";
import { forgetExpired } from "./outbox/secrets.ts";
import { openMill } from "./papers/mill.ts";
import { openReaders } from "./readers/readers.ts";
import type { Parts } from "./parts.ts";
import { openCounters, openLimits } from "./transport/limits.ts";
import { openFanOut } from "./transport/sockets.ts";
import { openStaffAccounts } from "./people/staffAccounts.ts";
import type { Settings } from "./settings.ts";
import type { Database } from "./storage/database.ts";
import { openFiles } from "./storage/files.ts";
import { refuseForeignKeys, rememberKeys } from "./storage/keyGuard.ts";
import { openKeys } from "./storage/keys.ts";

const SIGN_HEADS_EVERY_MS = 180_000;
const FORGET_EVERY_MS = 60_000;

/** What a caller chooses; all else follows from the settings. */
export type Choices = { media: MediaServer; now?: () => Date; limitTimes?: number | undefined };

/** The server over an open database: the real parts, put together. */
export async function serverOn(
  { db, log, settings }: Pick<Parts, "db" | "log" | "settings">,
  options: Choices,
) {
  const { keys, files, sealer } = await openSafe(db, settings).catch(async (error: unknown) => {
    await db.destroy();
    throw error;
  });
  const papers = openMill();
  const readers = openReaders();
  const [fanOut, counters] = [
    await openFanOut(settings.REDIS_URL),
    await openCounters(settings.REDIS_URL),
  ];
  const parts: Parts = {
    settings,
    db,
    files,
    keys,
    sealer,
    papers,
    readers,
    log,
    media: options.media,
    drafts: openDrafts(db),
    accounts: openStaffAccounts(db, keys, settings),
    limits: openLimits({ redis: counters, times: options.limitTimes }),
    now: options.now ?? (() => new Date()),
    tell: () => {},
    hangUp: async () => {},
    poke: () => {},
  };
  const outbox = startOutbox(
    db,
    {
      message: messageWorker({ settings, db, keys, now: parts.now }),
      seal: ({ payload }, tried) => sealVersion(parts, payload.versionId as string, tried),
    },
    (kind, error) =>
      log.error({ kind, err: error.message }, "outbox job failed; it will be tried again"),
  );
  parts.poke = outbox.poke;
  const stopReporting = onFault(({ id, where, error }) =>
    log.error(
      {
        fault: id,
        where,
        err: { message: error.message?.slice(0, 2000), stack: error.stack?.slice(0, 4000) },
      },
      "a fault",
    ),
  );
  const heads = every("signing audit heads", SIGN_HEADS_EVERY_MS, () => signGrownHeads(db, keys));
  const forgetting = every("forgetting secrets", FORGET_EVERY_MS, () =>
    forgetExpired(db, parts.now()),
  );
  const app = createApp(parts, fanOut);
  const close = async () => {
    heads.stop();
    forgetting.stop();
    const mediaEnded = options.media.stop();
    await app.close();
    await fanOut?.close();
    counters?.destroy();
    await outbox.stop();
    await Promise.all([papers.stop(), readers.stop(), mediaEnded]);
    await db.destroy();
    stopReporting();
  };
  return { parts, http: app.http, close };
}

/**
 * Keys, files and seal of the data folder, once it is certain that they belong to this database;
 * then its cases are marked.
 */
async function openSafe(db: Database, settings: Settings) {
  await refuseForeignKeys(db, settings.DATA_DIR, settings);
  const keys = openKeys(settings.DATA_DIR, settings.AUTH_SECRET);
  const [files, sealer] = await Promise.all([
    openFiles(settings.DATA_DIR),
    openSealer({ p12: settings.SEAL_P12, password: settings.SEAL_P12_PASSWORD, keys }),
  ]);
  await rememberKeys(db, settings.DATA_DIR, settings);
  await renewMarks(db);
  return { keys, files, sealer };
}
