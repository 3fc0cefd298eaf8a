import { mkdirSync } from "node:fs";
import pino, { type Logger } from "pino";
import { openSealer } from "./agreements/sealer.ts";
import { sealVersion } from "./agreements/sealJob.ts";
import { createApp } from "./app.ts";
import { signGrownHeads } from "./audit/chain.ts";
import { openDrafts } from "./drafting/drafts.ts";
import type { MediaServer } from "./media/livekit.ts";
import { messageWorker } from "./outbox/deliver.ts";
import { startOutbox } from "./outbox/outbox.ts";
import { openMill } from "./papers/mill.ts";
import type { Parts } from "./parts.ts";
import { openFanOut } from "./transport/sockets.ts";
import { openStaffAccounts } from "./people/staffAccounts.ts";
import type { Settings } from "./settings.ts";
import { openDatabase } from "./storage/database.ts";
import { openFiles } from "./storage/files.ts";
import { openKeys } from "./storage/keys.ts";

const SIGN_HEADS_EVERY_MS = 180_000;
const REDACT = ["idNumber", "code", "token", "password", "*.idNumber", "*.code", "*.token", "*.password", "req.headers.cookie"];

/** Puts the real parts together; `media` and `now` are the only ones a caller chooses. */
export async function assemble(settings: Settings, options: { media: MediaServer; now?: () => Date }) {
  mkdirSync(settings.DATA_DIR, { recursive: true, mode: 0o700 });
  const log: Logger = pino({ level: settings.LOG_LEVEL, redact: REDACT });
  const keys = openKeys(settings.DATA_DIR, settings.AUTH_SECRET);
  const db = await openDatabase({
    url: settings.DATABASE_URL,
    dataDir: settings.DATA_DIR,
    onLost: (error) => log.error({ err: error.message }, "database connection lost"),
  });
  const [files, sealer] = await Promise.all([
    openFiles(settings.DATA_DIR),
    openSealer({ p12: settings.SEAL_P12, password: settings.SEAL_P12_PASSWORD, keys }),
  ]);
  const papers = openMill();
  const parts: Parts = {
    settings,
    db,
    files,
    keys,
    sealer,
    papers,
    log,
    media: options.media,
    drafts: openDrafts(db),
    accounts: openStaffAccounts(db, keys, settings),
    now: options.now ?? (() => new Date()),
    tell: () => {},
    poke: () => {},
  };
  const outbox = startOutbox(
    db,
    { message: messageWorker(settings), seal: ({ payload }) => sealVersion(parts, payload.versionId as string) },
    (kind, error) => log.error({ kind, err: error.message }, "outbox job failed; it will be tried again"),
  );
  parts.poke = outbox.poke;
  const heads = setInterval(
    () => void signGrownHeads(db, keys).catch((error: Error) => log.error({ err: error.message }, "signing audit heads failed")),
    SIGN_HEADS_EVERY_MS,
  );
  heads.unref();
  const fanOut = await openFanOut(settings.REDIS_URL);
  const app = createApp(parts, fanOut);
  const close = async () => {
    clearInterval(heads);
    const mediaEnded = options.media.stop();
    await app.close();
    await fanOut?.close();
    await outbox.stop();
    await Promise.all([papers.stop(), mediaEnded]);
    await db.destroy();
  };
  return { parts, http: app.http, close };
}
