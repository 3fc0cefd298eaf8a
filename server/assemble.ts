import { mkdirSync } from "node:fs";
import { openLog } from "./log.ts";
import type { Choices } from "./serverOn.ts";
import type { Settings } from "./settings.ts";
import { openDatabase } from "./storage/database.ts";

/**
 * Opens the database and loads the program meanwhile: each takes about a second of a start, and the
 * embedded database starts in a thread of its own. `onDead` hears that this process can go on no
 * longer.
 */
export async function assemble(
  settings: Settings,
  { onDead, ...choices }: Choices & { onDead?: (error: Error) => void },
) {
  mkdirSync(settings.DATA_DIR, { recursive: true, mode: 0o700 });
  const log = openLog(settings.LOG_LEVEL);
  const opening = openDatabase({
    url: settings.DATABASE_URL,
    dataDir: settings.DATA_DIR,
    onLost: (error) => log.error({ err: error.message }, "database connection lost"),
    onDead: (error) => {
      log.fatal({ err: error.message }, "the database has ended");
      onDead?.(error);
    },
  });
  const [db, { serverOn }] = await Promise.all([opening, import("./serverOn.ts")]);
  return serverOn({ db, log, settings }, choices);
}
