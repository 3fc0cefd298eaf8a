import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

/**
 * Secrets lie sealed beside their message and not in it; wrong codes are counted over time. Codes
 * and sent links in old messages are blotted out.
 */
export const secretsAndGuesses: Migration = {
  async up(db: Kysely<never>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};

const blotOut = (pattern: string, kept: string, where: string) =>
  `update outbox set payload = jsonb_set(
      payload,
      '{text}',
      to_jsonb(regexp_replace(payload->>'text', '${pattern}', '${kept}••••••'))
    )
   where kind = 'message' and payload->>'text' ~ '${pattern}' and ${where}`;

const statements = [
  `alter table outbox
    add column secret_of text,
    add column secret_sealed bytea,
    add column secret_until timestamptz`,
  `create index outbox_secrets on outbox (secret_of) where secret_sealed is not null`,
  blotOut(
    "验证码是 [0-9]{6}",
    "验证码是 ",
    "(state = 'done' or created_at < now() - interval '10 minutes')",
  ),
  blotOut(
    "/j/[A-Za-z0-9_-]{20,}",
    "/j/",
    "(state = 'done' or created_at < now() - interval '30 days')",
  ),
  `create table wrong_code (
    id uuid primary key default gen_random_uuid(),
    owner text not null,
    purpose text not null,
    at timestamptz not null
  )`,
  `create index wrong_code_by_owner on wrong_code (owner, purpose, at)`,
  `alter table one_time_code drop column tries`,
];
