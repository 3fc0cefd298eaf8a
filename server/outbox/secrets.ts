import type { Database, Tx } from "../storage/database.ts";
import type { Keys } from "../storage/keys.ts";

/**
 * R-L6. A code or a personal link that goes out in a message never stands in its text. It lies
 * sealed beside it, for as long as the message waits and the secret is of use: sent, used, replaced
 * or expired, it is gone from the row.
 */
export type Secret = { of: string; text: string; until: Date };

/** Stands in a message's text for its secret. */
export const SECRET_PLACE = "{{secret}}";
const GONE = "••••••";

export const sealSecret = (keys: Keys, secret: Secret) => ({
  secret_of: secret.of,
  secret_sealed: keys.seal(secret.text),
  secret_until: secret.until,
});

/**
 * Forgets what was to be kept of this kind for this person: it was used, or something newer takes
 * its place.
 */
export async function forgetSecret(tx: Tx | Database, of: string): Promise<void> {
  await tx
    .updateTable("outbox")
    .set({ secret_sealed: null })
    .where("secret_of", "=", of)
    .where("secret_sealed", "is not", null)
    .execute();
}

export async function forgetSent(db: Database, id: string): Promise<void> {
  await db.updateTable("outbox").set({ secret_sealed: null }).where("id", "=", id).execute();
}

export async function forgetExpired(db: Database, now: Date): Promise<void> {
  await db
    .updateTable("outbox")
    .set({ secret_sealed: null })
    .where("secret_until", "<=", now)
    .where("secret_sealed", "is not", null)
    .execute();
}

type Row = {
  payload: Record<string, string>;
  secret_of: string | null;
  secret_sealed: Buffer | null;
  secret_until: Date | null;
};

/** The secret of a message while it is of use, or null. */
const secretOf = (row: Row, keys: Keys, now: Date) =>
  row.secret_sealed && row.secret_until && row.secret_until > now
    ? keys.open(row.secret_sealed)
    : null;

/**
 * The words of a message as they may be sent; null when its secret is no longer of use to anybody.
 */
export function wordsToSend(row: Row, keys: Keys, now: Date): string | null {
  const text = row.payload.text ?? "";
  if (!row.secret_of) return text;
  const secret = secretOf(row, keys, now);
  return secret === null ? null : text.replaceAll(SECRET_PLACE, () => secret);
}

/** The words of a message on the outbox page of the demo: what is gone is shown as gone. */
export const wordsToShow = (row: Row, keys: Keys, now: Date): string =>
  (row.payload.text ?? "").replaceAll(SECRET_PLACE, () => secretOf(row, keys, now) ?? GONE);
