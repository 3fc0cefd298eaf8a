import pino, { type DestinationStream, type Logger } from "pino";
import { refusals } from "../shared/refusal.ts";
import type { Settings } from "./settings.ts";

const SECRETS = ["idNumber", "code", "token", "password"];
const REDACTED = "[Redacted]";

/**
 * Of what is called `code`, only what can't be a one-time code is shown: our own refusals, and
 * names of faults (ECONNRESET, 23505).
 */
function censor(value: unknown, path: string[]): unknown {
  const isFaultCode =
    typeof value === "string" &&
    (Object.hasOwn(refusals, value) || /^(E[A-Z_0-9]+|[0-9A-Z]{5})$/.test(value));
  return path.at(-1) === "code" && isFaultCode ? value : REDACTED;
}

/** The log of the server. Secrets never get into it, and what tells a fault does. */
export const openLog = (level: Settings["LOG_LEVEL"], to?: DestinationStream): Logger =>
  pino(
    {
      level,
      redact: {
        paths: [
          ...SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
          "req.headers.cookie",
        ],
        censor,
      },
    },
    to as DestinationStream,
  );
