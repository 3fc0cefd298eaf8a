import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

/** Which keys this database belongs to: a digest of each key file, never the key. */
export const keyFingerprint: Migration = {
  async up(db: Kysely<never>) {
    await sql`create table key_fingerprint (
      file text primary key,
      digest text not null,
      at timestamptz not null default now()
    )`.execute(db);
  },
};
