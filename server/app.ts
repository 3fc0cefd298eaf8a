import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { createServer, type Server as HttpServer } from "node:http";
import path from "node:path";
import { fileURLToPath } from "node:url";
import compression from "compression";
import express from "express";
import helmet from "helmet";
import { collectDefaultMetrics, Counter, Registry } from "prom-client";
import { routes } from "../shared/contract.ts";
import { Refusal } from "../shared/refusal.ts";
import { agreementHandlers, verifyUpload } from "./agreements/routes.ts";
import { caseHandlers } from "./cases/routes.ts";
import { confirmationHandlers } from "./confirmation/routes.ts";
import { correspondenceHandlers } from "./correspondence/routes.ts";
import { draftHandlers } from "./drafting/routes.ts";
import { openDrafting } from "./drafting/sockets.ts";
import type { Parts } from "./parts.ts";
import { peopleHandlers } from "./people/routes.ts";
import { openRooms } from "./rooms/rooms.ts";
import { openApiDocument } from "./transport/openApi.ts";
import { servePages } from "./transport/pages.ts";
import { answerProblems } from "./transport/problems.ts";
import { serve } from "./transport/serve.ts";
import { askerFrom } from "./transport/sessions.ts";
import { openSockets } from "./transport/sockets.ts";

const pages = fileURLToPath(new URL("../dist", import.meta.url));
const JSON_LIMIT = "512kb",
  RULING_LIMIT = "13mb";

/** The whole server over chosen parts. Answers, then `listen` is the caller's. */
export function createApp(
  parts: Parts,
  fanOut: Parameters<typeof openSockets>[2] = null,
): { http: HttpServer; close: () => Promise<void> } {
  const app = express(),
    http = createServer(app),
    io = openSockets(http, parts, fanOut);
  const rooms = openRooms(parts, io),
    drafting = openDrafting(parts, io);
  parts.tell = rooms.tell;
  const registry = new Registry(),
    answered = new Counter({
      name: "yuntiao_answers_total",
      help: "HTTP answers by status class",
      labelNames: ["class"],
      registers: [registry],
    });
  collectDefaultMetrics({ register: registry });

  app.disable("x-powered-by");
  app.set("trust proxy", "loopback");
  app.set("query parser", "simple");
  app.use((_req, res, next) => {
    res.locals.requestId = randomUUID();
    res.set("x-request-id", res.locals.requestId as string);
    res.on("finish", () => answered.inc({ class: `${Math.floor(res.statusCode / 100)}xx` }));
    next();
  });
  app.use(
    helmet({
      contentSecurityPolicy: {
        directives: {
          defaultSrc: ["'self'"],
          scriptSrc: ["'self'"],
          styleSrc: ["'self'", "'unsafe-inline'"],
          imgSrc: ["'self'", "data:", "blob:"],
          mediaSrc: ["'self'", "blob:", "mediastream:"],
          connectSrc: [
            "'self'",
            "ws:",
            "wss:",
            "http://127.0.0.1:*",
            "http://localhost:*",
            ...(parts.settings.LIVEKIT_URL ? [parts.settings.LIVEKIT_URL.replace(/^ws/, "http")] : []),
          ],
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
  );
  app.use((_req, res, next) => {
    res.set("permissions-policy", "camera=(self), microphone=(self), display-capture=(self), geolocation=()");
    next();
  });
  // Files that are packed already pass through untouched.
  app.use(compression());

  app.get("/healthz", (_req, res) => void res.json({ ok: true }));
  app.get("/readyz", async (_req, res) => {
    const [database, storage] = await Promise.all([
      parts.db
        .selectFrom("organisation")
        .select("id")
        .limit(1)
        .execute()
        .then(
          () => true,
          () => false,
        ),
      parts.files.check().then(
        () => true,
        () => false,
      ),
    ]);
    const media = parts.media.state(),
      seal = sealReady;
    res.status(database && storage && seal.ok ? 200 : 503).json({
      database: { ok: database },
      storage: { ok: storage },
      media: { ok: media.ready, step: media.step, detail: media.detail },
      redis: { ok: true, used: Boolean(parts.settings.REDIS_URL) },
      seal,
    });
  });
  app.get("/metrics", async (_req, res) => void res.type(registry.contentType).send(await registry.metrics()));
  app.get("/api/openapi.json", (_req, res) => void res.json(openApiDocument(routes)));
  app.get("/api/status", (_req, res) => void res.json({ demo: parts.settings.DEMO, media: parts.media.state() }));
  app.get("/api/demo", (_req, res) => {
    if (!parts.settings.DEMO) throw new Refusal("request/not-found");
    res.sendFile(path.join(parts.settings.DATA_DIR, "demo.json"), { dotfiles: "allow" });
  });

  const sealReady: { ok: boolean; error?: string } = { ok: true };
  parts.sealer.selfTest().catch((error: Error) => {
    sealReady.ok = false;
    sealReady.error = error.message;
    parts.log.error({ err: error.message }, "the seal's self-test failed");
  });

  // A change must come from our own page: cookies alone never carry one from elsewhere.
  app.use("/api", (req, _res, next) => {
    const origin = req.get("origin");
    if (
      req.method !== "GET" &&
      req.method !== "HEAD" &&
      origin &&
      new URL(origin).host !== req.get("host") &&
      origin !== parts.settings.PUBLIC_URL
    )
      throw new Refusal("request/foreign-origin");
    next();
  });
  app.all("/api/auth/{*splat}", parts.accounts.handler);
  app.post("/api/verify", verifyUpload);
  app.use("/api/court/applications/:applicationId/decision", express.json({ limit: RULING_LIMIT }));
  app.use("/api", express.json({ limit: JSON_LIMIT }));
  const askerOf = (req: express.Request) => askerFrom(req.headers, req.get("x-seat"), parts);
  app.use(
    serve(
      {
        ...peopleHandlers(parts),
        ...caseHandlers(parts, rooms.present),
        ...correspondenceHandlers(parts),
        ...rooms.handlers,
        ...draftHandlers(parts),
        ...agreementHandlers(parts, drafting.tellFrozen),
        ...confirmationHandlers(parts),
      },
      askerOf,
    ),
  );
  app.use("/api", () => {
    throw new Refusal("request/not-found");
  });

  if (existsSync(pages)) app.use(servePages(pages));
  app.use(answerProblems(parts.log));

  return {
    http,
    close: () =>
      new Promise((resolve) => {
        io.close(() => resolve());
        http.closeAllConnections();
      }),
  };
}
