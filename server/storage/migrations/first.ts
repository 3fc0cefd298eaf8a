import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import { accounts } from "./first/accounts.ts";
import { agreements } from "./first/agreements.ts";
import { cases } from "./first/cases.ts";
import { drafting } from "./first/drafting.ts";
import { record } from "./first/record.ts";

/** The tables of the first version, in the order in which they refer to one another. */
export const first: Migration = {
  async up(db: Kysely<never>) {
    const statements = [accounts, cases, drafting, agreements, record].join("");
    for (const statement of statements.split(/;\s*\n(?=--|create|alter|$)/))
      if (statement.trim()) await sql.raw(statement).execute(db);
  },
};
