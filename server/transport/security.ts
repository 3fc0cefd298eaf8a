import type { NextFunction, Request, Response } from "express";
import helmet from "helmet";
import { Refusal } from "../../shared/refusal.ts";
import type { Parts } from "../parts.ts";
import { fromOurPage } from "./origin.ts";

const asSocket = (address: string) => address.replace(/^http/, "ws");
const asPage = (address: string) => address.replace(/^ws/, "http");

/**
 * Where a page may connect: its own site, and the media server. A local one's port is known once it
 * runs; until then any of its machine.
 */
function connectTo(parts: Parts): string {
  const own = asSocket(new URL(parts.settings.PUBLIC_URL).origin);
  const media = parts.media.url();
  if (media) return [own, media, asPage(media)].join(" ");
  if (parts.settings.MEDIA === "off") return own;
  const hosts = new Set(["127.0.0.1", new URL(parts.settings.PUBLIC_URL).hostname]);
  return [own, ...[...hosts].flatMap((host) => [`ws://${host}:*`, `http://${host}:*`])].join(" ");
}

/** What a browser may do with our pages. */
export function pageRules(parts: Parts) {
  return [
    helmet({
      contentSecurityPolicy: {
        directives: {
          defaultSrc: ["'self'"],
          scriptSrc: ["'self'"],
          styleSrc: ["'self'", "'unsafe-inline'"],
          imgSrc: ["'self'", "data:", "blob:"],
          mediaSrc: ["'self'", "blob:", "mediastream:"],
          connectSrc: ["'self'", () => connectTo(parts)],
          frameSrc: ["'none'"],
          objectSrc: ["'none'"],
          workerSrc: ["'self'", "blob:"],
          fontSrc: ["'self'"],
          formAction: ["'self'"],
          frameAncestors: ["'self'"],
          upgradeInsecureRequests: null,
        },
      },
      crossOriginEmbedderPolicy: false,
      referrerPolicy: { policy: "no-referrer" },
      strictTransportSecurity: parts.settings.PUBLIC_URL.startsWith("https:"),
    }),
    (_req: Request, res: Response, next: NextFunction) => {
      res.set(
        "permissions-policy",
        "camera=(self), microphone=(self), display-capture=(self), geolocation=()",
      );
      next();
    },
  ];
}

/** A change must come from our own page: cookies alone never carry one from elsewhere. */
export const changesFromOurPage =
  (ours: string) => (req: Request, _res: Response, next: NextFunction) => {
    const reads = req.method === "GET" || req.method === "HEAD";
    if (!reads && !fromOurPage(req.get("origin"), req.get("host"), [ours]))
      throw new Refusal("request/foreign-origin");
    next();
  };
