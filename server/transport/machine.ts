import { timingSafeEqual } from "node:crypto";
import type { Request } from "express";

const LOOPBACK = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/;

/**
 * Asked by the machine itself: over loopback, and not on behalf of somebody behind a proxy that
 * runs here.
 */
export const fromThisMachine = (req: Request): boolean =>
  LOOPBACK.test(req.socket.remoteAddress ?? "") &&
  !["x-forwarded-for", "x-real-ip", "forwarded", "via"].some((name) => req.headers[name]);

/** Carries the secret of those who measure from elsewhere. */
export function carriesToken(req: Request, token: string | undefined): boolean {
  const given = Buffer.from(req.get("authorization")?.replace(/^Bearer /, "") ?? "");
  return (
    token !== undefined &&
    given.byteLength === Buffer.byteLength(token) &&
    timingSafeEqual(given, Buffer.from(token))
  );
}
