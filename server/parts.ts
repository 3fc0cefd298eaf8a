import type { Logger } from "pino";
import type { Database } from "./storage/database.ts";
import type { Files } from "./storage/files.ts";
import type { Keys } from "./storage/keys.ts";
import type { Settings } from "./settings.ts";
import type { CasePart } from "../shared/rooms/contract.ts";
import type { MediaServer } from "./media/livekit.ts";
import type { Readers } from "./readers/readers.ts";
import type { PaperMill } from "./papers/mill.ts";
import type { Sealer } from "./agreements/sealer.ts";
import type { Drafts } from "./drafting/drafts.ts";
import type { Limits } from "./transport/limits.ts";
import type { Ended } from "./people/endSessions.ts";
import type { StaffAccounts } from "./people/staffAccounts.ts";

/** What the product is made of. `main.ts` gives the real ones; tests choose. */
export type Parts = {
  settings: Settings;
  db: Database;
  files: Files;
  keys: Keys;
  media: MediaServer;
  papers: PaperMill;
  readers: Readers;
  sealer: Sealer;
  drafts: Drafts;
  accounts: StaffAccounts;
  log: Logger;
  /** How much one person, one network, one account may ask. */
  limits: Limits;
  now: () => Date;
  /**
   * Tells everyone who looks at a case, or only one side and the mediator, that a part of it
   * changed; called after the commit.
   */
  tell: (caseId: string, part: CasePart, onlySide?: string) => void;
  /**
   * Closes at once what ended sessions hold open: sockets in every process, and the seat in the
   * media room.
   */
  hangUp: (ended: Ended) => Promise<void>;
  /** Wakes the outbox worker after a commit that added rows. */
  poke: () => void;
};
