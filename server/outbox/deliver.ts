import nodemailer from "nodemailer";
import type { Parts } from "../parts.ts";
import type { Worker } from "./outbox.ts";
import { forgetSent, wordsToSend } from "./secrets.ts";

/**
 * Sends a message by e-mail when a server is set and the address is one; otherwise it stays on the
 * outbox page, never lost. A message whose code or link has been replaced or has run out meanwhile
 * is not sent any more.
 */
export function messageWorker({
  settings,
  db,
  keys,
  now,
}: Pick<Parts, "settings" | "db" | "keys" | "now">): Worker {
  const mail = settings.SMTP_URL ? nodemailer.createTransport(settings.SMTP_URL) : null;
  return async ({ id, payload }) => {
    if (!mail || !payload.to?.includes("@")) return;
    const row = await db.selectFrom("outbox").selectAll().where("id", "=", id).executeTakeFirst();
    const text = row ? wordsToSend(row, keys, now()) : null;
    if (text === null) return;
    await mail.sendMail({
      from: `"云调解" <no-reply@${new URL(settings.PUBLIC_URL).hostname}>`,
      to: payload.to,
      subject: payload.subject,
      text,
      messageId: `<${id}@yuntiao>`,
    });
    await forgetSent(db, id);
  };
}
