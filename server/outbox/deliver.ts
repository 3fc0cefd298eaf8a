import nodemailer from "nodemailer";
import type { Settings } from "../settings.ts";
import type { Worker } from "./outbox.ts";

/** Sends a message by e-mail when a server is set and the address is one; otherwise it stays on the outbox page, never lost. */
export function messageWorker(settings: Settings): Worker {
  const mail = settings.SMTP_URL ? nodemailer.createTransport(settings.SMTP_URL) : null;
  return async ({ id, payload }) => {
    if (!mail || !payload.to?.includes("@")) return;
    await mail.sendMail({
      from: `"云调解" <no-reply@${new URL(settings.PUBLIC_URL).hostname}>`,
      to: payload.to,
      subject: payload.subject,
      text: payload.text,
      messageId: `<${id}@yuntiao>`,
    });
  };
}
