import path from "node:path";
import { z } from "zod";
import { RefusesToStart } from "./startRefusal.ts";
import { readTrustedProxies, type TrustedProxies } from "./transport/address.ts";

const flag = z.enum(["0", "1"]).transform((value) => value === "1");
const optional = z
  .string()
  .trim()
  .optional()
  .transform((value) => value || undefined);

/**
 * The pages lie at the root of a host: an address with more in it would give links that lead
 * nowhere.
 */
const isBareAddress = (text: string) => {
  const { protocol, pathname, search, hash, username } = new URL(text);
  return /^https?:$/.test(protocol) && pathname === "/" && !search && !hash && !username;
};

const BARE_ADDRESS =
  "must be http:// or https:// and a host, such as https://mediation.example, without a path, ? or #";

const fields = z.object({
  NODE_ENV: z.enum(["production", "development", "test"]).default("development"),
  HOST: z.string().default("127.0.0.1"),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  PUBLIC_URL: optional.pipe(z.url().refine(isBareAddress, BARE_ADDRESS).optional()),
  DATA_DIR: z.string().min(1).default("./data"),
  DATABASE_URL: optional.pipe(
    z
      .string()
      .regex(/^postgres(ql)?:\/\//, "must begin with postgres://")
      .optional(),
  ),
  REDIS_URL: optional.pipe(
    z
      .string()
      .regex(/^rediss?:\/\//, "must begin with redis://")
      .optional(),
  ),
  /**
   * Our own proxies: a count, or addresses, CIDRs and `loopback`. Whoever is not among them is
   * never believed about addresses.
   */
  TRUSTED_PROXIES: z
    .string()
    .default("")
    .transform((text, context): TrustedProxies => {
      const read = readTrustedProxies(text.trim());
      if (read === null)
        context.addIssue({
          code: "custom",
          message: "must be a count (0 to 9) or a list of addresses, CIDRs, loopback",
        });
      return read ?? [];
    }),
  LIVEKIT_URL: optional.pipe(
    z
      .string()
      .regex(/^wss?:\/\//, "must begin with ws:// or wss://")
      .optional(),
  ),
  LIVEKIT_API_KEY: optional,
  LIVEKIT_API_SECRET: optional,
  SMTP_URL: optional.pipe(
    z
      .string()
      .regex(/^smtps?:\/\//, "must begin with smtp://")
      .optional(),
  ),
  SEAL_P12: optional,
  SEAL_P12_PASSWORD: optional,
  AUTH_SECRET: optional.pipe(z.string().min(32, "needs at least 32 characters").optional()),
  /** Whoever carries it (`Authorization: Bearer …`) may read /metrics from another machine. */
  METRICS_TOKEN: optional.pipe(z.string().min(16, "needs at least 16 characters").optional()),
  DEMO: flag.optional(),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
  /** Video can be switched off on purpose, for example in tests that need none. */
  MEDIA: z.enum(["auto", "off"]).default("auto"),
});

export const settingNames: string[] = Object.keys(fields.shape);

const schema = fields.superRefine((value, context) => {
  const wrong = (name: string, message: string) =>
    context.addIssue({ code: "custom", path: [name], message });
  if (value.LIVEKIT_URL && !value.LIVEKIT_API_KEY)
    wrong("LIVEKIT_API_KEY", "is needed with LIVEKIT_URL");
  if (value.LIVEKIT_URL && (value.LIVEKIT_API_SECRET?.length ?? 0) < 32)
    wrong("LIVEKIT_API_SECRET", "is needed with LIVEKIT_URL, 32 characters or more");
  if (value.NODE_ENV !== "production") return;
  if (!value.PUBLIC_URL) wrong("PUBLIC_URL", "is needed in production");
  if (!value.AUTH_SECRET) wrong("AUTH_SECRET", "is needed in production, 32 characters or more");
  if (!value.SEAL_P12 || !value.SEAL_P12_PASSWORD)
    wrong("SEAL_P12", "and SEAL_P12_PASSWORD are needed in production");
});

export type Settings = ReturnType<typeof readSettings>;

/** Reads the environment once, at start. Every wrong value is named in one error. */
export function readSettings(env: Record<string, string | undefined>) {
  const parsed = schema.safeParse(env);
  if (!parsed.success)
    throw new RefusesToStart(
      `These settings need attention:\n${parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`).join("\n")}`,
    );
  const value = parsed.data;
  return {
    ...value,
    DATA_DIR: path.resolve(value.DATA_DIR),
    DEMO: value.DEMO ?? value.NODE_ENV !== "production",
    PUBLIC_URL: (value.PUBLIC_URL ?? `http://localhost:${value.PORT}`).replace(/\/$/, ""),
  };
}
