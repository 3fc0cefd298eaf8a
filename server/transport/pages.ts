import { existsSync } from "node:fs";
import path from "node:path";
import express, { Router } from "express";

const TYPES: Record<string, string> = {
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
};

const DOCUMENT_ONLY = [
  "content-security-policy",
  "permissions-policy",
  "origin-agent-cluster",
  "x-dns-prefetch-control",
];

/**
 * The built pages: packed assets that never change under their name, and one document for every
 * address.
 */
export function servePages(folder: string): Router {
  const router = Router();
  router.get("/assets/:name", (req, res, next) => {
    const name = path.basename(req.params.name);
    const file = path.join(folder, "assets", `${name}.br`);
    const type = TYPES[path.extname(name)];
    if (!type || !req.acceptsEncodings("br") || !existsSync(file)) return next();
    // What a document may do is said with the document; saying it with every script costs a phone
    // more than the small ones weigh.
    for (const name of DOCUMENT_ONLY) res.removeHeader(name);
    res.set({
      "content-encoding": "br",
      "content-type": type,
      "cache-control": "public, max-age=31536000, immutable",
      vary: "accept-encoding",
    });
    res.sendFile(file, { cacheControl: false });
  });
  router.use(express.static(folder, { index: false, maxAge: "1y", immutable: true }));
  router.get("/{*splat}", (req, res, next) => {
    // A file that is not there is not the page: a browser would take the page for a script.
    if (req.path.startsWith("/assets/") || path.extname(req.path) !== "") return next();
    res.set("cache-control", "no-cache").sendFile(path.join(folder, "index.html"));
  });
  return router;
}
